"""An office's own Word file as the template of reports, opened without trust.

Its page, headers, footers, styles and theme are taken into our template, without what they say of
people, programs and earlier versions. Lists are those of the house format. What would fetch or run
something is refused.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from posixpath import basename
from zipfile import ZipFile

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.parts.story import StoryPart
from docx.shared import Pt
from lxml import etree

from pccreport.document.roles import HEADING_LEVELS, MAIN_HEADINGS, Role, style_kind
from pccreport.house.office_styles import LIKE, fit_office_styles
from pccreport.house.stylesheet import OfficeTemplate, StyleSheet
from pccreport.source.command_error import UNREADABLE, CommandError
from pccreport.source.office_package import Element, OfficePackage
from pccreport.source.pictures import read_picture
from pccreport.writers.docx import default_template, oxml
from pccreport.writers.docx.default_template import effective_value

_W, _R = f"{{{oxml.W}}}", f"{{{oxml.R}}}"
_LARGEST_IN_ALL = 60_000_000
"""Bytes of all parts, unpacked."""
_MACROS = re.compile("vbaProject|vbaData|macroEnabled", re.IGNORECASE)
_OBJECTS = {"oleObject", "package", "control", "aFChunk", "subDocument"}
_ADDRESS = re.compile("https?://|mailto:")
_WORKED_OUT = (
    *("PAGE", "NUMPAGES", "SECTION", "TITLE", "STYLEREF", "SUBJECT", "AUTHOR"),
    *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "FILENAME", "FILESIZE", "="),
)
"""The fields that Word works out from the report alone."""
_NO_WORDS = re.compile(r'IF (?:\\\* *\w+|"\s*"|[^\w\\"]|\d)*')
"""A choice between fields alone: of two texts, the one that is not shown is in the file too."""
_FETCHING = re.compile("INCLUDE|DDE|LINK|IMPORT|DATABASE|MACROBUTTON|RD ")
_REMOVED = re.compile(
    r".*\}(rsids?|proofErr|alias|tag|listItem|(bookmark|perm|commentRange)(Start|End)|embed\w+|\w+Change)"
)
"""Elements that say who wrote what and when, and those whose parts are not taken."""
_REVISIONS = re.compile(r".*\}(rsid\w*|paraId|textId|characterSet)")
_WORDS = re.compile(r"(.*\})?(descr|title|alt)\Z")
"""What is said of a picture, which may be the place of its file."""
_UNSEEN = [f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "vanish")]
_TEXT, _SIMPLE = f"{_W}t", f"{_W}fldSimple"
_OF_FIELD = f"{_W}fldChar", f"{_W}instrText", _SIMPLE, _TEXT
_TAKEN = ("styles", "fontTable", "theme")
_PAGE = [f"{_W}{x}" for x in ("pgSz", "pgMar", "pgBorders", "titlePg", "docGrid")]
_OTHERS = [f"{_W}{x}" for x in ("basedOn", "next", "link")]
_BASES = (*MAIN_HEADINGS, Role.TEXT, Role.CELL, Role.POINT_1)
"""Roles whose styles are made before those that are based on them."""
_ADVICE = "in Word, remove any macros, embedded files, links to files, tracked changes, hidden text, pictures that are not PNG or JPEG, and any fields that bring in text or files; save a copy without a password"


class _UnfitError(ValueError):
    """What a file has that no template can have, as the end of a sentence."""


def read_template(
    content: bytes, name: str, look: StyleSheet, own: Collection[str]
) -> tuple[StyleSheet, tuple[Role, ...]]:
    """Return a style sheet with an office's Word file as its template, and the roles for which that has no style.

    Roles in `own` have the styles that the house format names. Raise CommandError if the file is
    no use as a template.
    """
    try:
        return _fit_template(_open_word_file(content, name), look, own)
    except CommandError:
        raise
    except Exception as error:  # a file from outside can break any library
        fault = "is damaged or incomplete", "open it in Word and save a copy as .docx"
        what, advice = (error, _ADVICE) if isinstance(error, _UnfitError) else fault
        raise CommandError(f"“{name}” {what}", UNREADABLE, advice) from error


def _fit_template(
    main: Part, look: StyleSheet, own: Collection[str]
) -> tuple[StyleSheet, tuple[Role, ...]]:
    word, ours = default_template.open_template(), default_template.open_template()
    _replace_parts(main, word)
    has_page_numbers, styles = _replace_page(main, word), word.styles.element
    usual = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    if not effective_value(usual.element, "w:rPr/w:sz", ""):
        usual.font.size = Pt(10)  # as Word has it
    names = [(x.element.get(f"{_W}type"), x.name or "") for x in word.styles]
    look, missing = fit_office_styles(look, own, names)
    listed = [x for x in word.styles if x.type.name in ("PARAGRAPH", "TABLE")]
    of_office = tuple(x.name or "" for x in listed if not x.builtin)
    ids = default_template.style_ids(word.styles, look)
    text = styles.get_by_id(ids.get(Role.TEXT, usual.style_id))
    size = int(effective_value(text, "w:rPr/w:sz", "20"))
    for role in {*MAIN_HEADINGS} & {*ids}:
        _complete_heading(styles.get_by_id(ids[role]), role)
    our_ids = default_template.style_ids(ours.styles, look)
    for role in sorted(missing, key=lambda role: role not in _BASES):
        if role not in ids:
            like = deepcopy(ours.styles.element.get_by_id(our_ids[role]))
            base = _base_style_id(role, ids, word)
            default_template.add_style(styles, like, size, base)
            ids = default_template.style_ids(word.styles, look)
    saved = BytesIO()
    word.save(saved)
    office = OfficeTemplate(saved.getvalue(), has_page_numbers, size / 2, of_office)
    fitted = look._replace(template=office)
    default_template.text_width(default_template.open_template(fitted))  # can be read
    return fitted, missing


def _replace_parts(main: Part, word: Document) -> None:
    """Take the parts that a report has of an office's, in place of ours."""
    relations = [x for x in main.rels.values() if not x.is_external]
    theirs = {basename(x.reltype): x.target_part for x in relations}
    for relation in word.part.rels.values():
        kind = basename(relation.reltype)
        if kind in _TAKEN and kind in theirs:
            relation._target = _clean_part(theirs[kind])
    if settings := theirs.get("settings"):
        even = settings.element.evenAndOddHeaders_val
        word.settings.odd_and_even_pages_header_footer = even
    styles = word.styles.element
    known = {style.styleId for style in styles.style_lst}
    for each in (*styles.xpath("w:style//w:lang"), *styles.iter(*_OTHERS)):
        if each.get(f"{_W}val") not in known:
            each.getparent().remove(each)


def _replace_page(main: Part, word: Document) -> bool:
    """Take the page of the last section with its headers and footers; return whether they have its number."""
    section, numbered = word.element.body.sectPr, False
    shown, page = {}, section
    for page in parse_xml(main.blob).xpath("//w:sectPr[not(parent::w:sectPrChange)]"):
        for each in (*page.headerReference_lst, *page.footerReference_lst):
            shown[each.tag, each.type_] = each.rId
    found = {each.tag: each for each in (*section, *page.iterchildren(*_PAGE))}
    section[:] = [deepcopy(found[tag]) for tag in _PAGE if tag in found]
    kinds = default_template.page_kinds(word)
    styles = word.styles.element
    hidden = styles.xpath("w:style[w:rPr/w:vanish]/@w:styleId")
    for name in hidden:  # which grows by the styles that are based on one
        based = (x.styleId for x in styles.style_lst if x.basedOn_val == name)
        hidden += [each for each in based if each not in hidden]
    for (tag, kind), number in shown.items():
        if kind in kinds:
            name = "header" if tag == f"{_W}headerReference" else "footer"
            story = main.related_parts[number]
            numbered |= _clean_story(story, hidden)
            new = word.part.relate_to(story, getattr(RELATIONSHIP_TYPE, name.upper()))
            getattr(section, f"add_{name}Reference")(kind, new)
    return numbered


def _complete_heading(style: Element, role: Role) -> None:
    """Keep a heading of an office with the text below it, and give it a level in the outline."""
    properties = style.get_or_add_pPr()
    properties.get_or_add_keepNext()
    if role is Role.REPORT_TITLE:  # which is not the first on its page
        properties._remove_pageBreakBefore()
    if not effective_value(style, "w:pPr/w:outlineLvl", ""):
        level = etree.SubElement(properties, f"{_W}outlineLvl")
        level.set(f"{_W}val", str(HEADING_LEVELS[role] - 1))


def _base_style_id(role: Role, ids: Mapping[Role, str], word: Document) -> str:
    """Return the id of the style that one for a role is based on: for a heading, the one above."""
    nearest: tuple[Role, ...] = (LIKE.get(role, Role.TEXT),)
    if role in MAIN_HEADINGS:
        at = MAIN_HEADINGS.index(role)
        nearest = (*reversed(MAIN_HEADINGS[:at]), *MAIN_HEADINGS[at + 1 :])
    if found := next((ids[x] for x in nearest if x in ids), ""):
        return found
    usual = word.styles.default(WD_STYLE_TYPE.from_xml(style_kind(role)))
    return usual.style_id if usual else ""


def _open_word_file(content: bytes, name: str) -> Part:
    """Return the main part of a Word file. Raise _UnfitError for what would fetch or run something, or CommandError."""
    own = OfficePackage(content, name, "a Word", f"{_W}document")
    left = _LARGEST_IN_ALL
    with ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as part:  # which may be larger than it says
                left -= len(part.read(left + 1))
            if left < 0:
                raise own.refusal_error("is too large once unpacked", "make it smaller")
    opened = OpcPackage.open(BytesIO(content))
    main: Part = opened.main_document_part
    if any(map(_MACROS.search, (*archive.namelist(), main.content_type))):
        raise _UnfitError("contains macros")
    for relation in opened.iter_rels():
        kind = basename(relation.reltype)
        if kind in _OBJECTS or (relation.is_external and kind != "hyperlink"):
            raise _UnfitError(f"fetches or runs “{relation.target_ref}”")
    for instruction in _clear_fields(parse_xml(main.blob)):
        if _FETCHING.match(instruction):
            raise _UnfitError(f"fetches or runs something in the field “{instruction}”")
    return main


def _clean_part(part: Part) -> Part:
    """Return a part with only what a report may have of it, and the pictures and links in it."""
    root = parse_xml(part.blob)
    if root.getroottree().docinfo.doctype:
        raise _UnfitError("contains instructions that no Office program writes")
    for each in [each for each in root.iter("*") if _REMOVED.fullmatch(each.tag)]:
        each.getparent().remove(each)
    in_other_forms = root.iterfind(".//{*}blip/{*}extLst")  # of a picture
    indents = root.iterfind(".//{*}numPr/../{*}ind")  # of a number, which goes too
    for each in (*in_other_forms, *indents, *root.iterfind(".//{*}numPr")):
        each.getparent().remove(each)
    used = set[str]()
    for each in root.iter("*"):
        for key, value in each.items():
            if key.startswith(_R):
                used.add(value)
            elif _REVISIONS.fullmatch(key) or ("\\" in value and _WORDS.match(key)):
                del each.attrib[key]
    _drop_unused_relations(part, used)
    if isinstance(part, XmlPart):
        part._element = root
    else:
        part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)
    return part


def _drop_unused_relations(part: Part, used: set[str]) -> None:
    """Drop the relationships of a part that are not used, and the metadata of its pictures."""
    for number, relation in [*part.rels.items()]:
        if number not in used:
            del part.rels[number]
        elif basename(relation.reltype) == "image":
            picture = read_picture(relation.target_part.blob)
            if picture is None:
                file = basename(relation.target_ref)
                raise _UnfitError(f"has a picture, “{file}”, that is not PNG or JPEG")
            relation.target_part._blob = picture.content
        elif not _ADDRESS.match(relation.target_ref):
            raise _UnfitError(f"has a link to “{relation.target_ref}”")


def _clean_story(part: StoryPart, hidden: Collection[str]) -> bool:
    """Take a header or footer without sample words; return whether it has the number of the page."""
    _clean_part(part)
    root = part.element
    styles = root.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val")
    if next(root.iter(*_UNSEEN), None) is not None or {*styles} & {*hidden}:
        raise _UnfitError("has tracked changes or hidden text in a header or footer")
    for bound in root.iter(f"{_W}showingPlcHdr", f"{_W}dataBinding"):
        _clear_texts(bound.getparent().getparent().iter(_TEXT))
    fields = [*_clear_fields(root)]
    for instruction in fields:
        is_choice = _NO_WORDS.fullmatch(instruction)
        if not (is_choice or instruction.startswith(_WORKED_OUT)):
            raise _UnfitError(f"has the field “{instruction}” in a header or footer")
    return any(each.startswith("PAGE") for each in fields)


def _clear_fields(root: Element) -> Iterator[str]:
    """Yield the instruction of each field; what it shows is emptied, if Word works that out by itself."""
    opened: list[list[Element]] = []
    for each in root.iter(*_OF_FIELD):
        kind, of_field = each.get(f"{_W}fldCharType", each.tag), []
        if kind == "begin":
            opened.append([])
        elif opened and kind != "end":
            opened[-1].append(each)
        elif opened:
            of_field = opened.pop()
        if kind == _SIMPLE:
            of_field = [*each.iter()]
        typed = (x.get(f"{_W}instr", x.text or "") for x in of_field if x.tag != _TEXT)
        if instruction := "".join(typed).strip().upper():
            yield instruction
        _clear_texts(x for x in of_field if x.tag == _TEXT)


def _clear_texts(texts: Iterable[Element]) -> None:
    """Take the words out of a field or a control, which Word fills in."""
    for each in texts:
        each.text = ""
