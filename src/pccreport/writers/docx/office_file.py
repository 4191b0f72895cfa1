"""An office's own Word file, opened without trust: what would fetch or run something is refused.

Parts are taken without what they say of people, of programs and of earlier versions.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from posixpath import basename
from zipfile import ZipFile

from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from lxml import etree

from pccreport.house.stylesheet import TITLE_MARK
from pccreport.readers.package import Package
from pccreport.source.pictures import read_picture
from pccreport.writers.docx import oxml
from pccreport.writers.docx.made_styles import Element

_FIRST_LIST = 20_000
"""What is added to the numbers of an office's lists; ours are lower."""

_W, _R = f"{{{oxml.W}}}", f"{{{oxml.R}}}"
_LARGEST_IN_ALL = 60_000_000
"""Bytes of all parts, unpacked."""
_MACROS = re.compile("vbaProject|vbaData|macroEnabled", re.IGNORECASE)
_OBJECTS = {"oleObject", "package", "control", "aFChunk", "subDocument"}
_ADDRESS = re.compile("https?://|mailto:")
_PERSON = re.compile("creator|lastModifiedBy|manager", re.IGNORECASE)
_WORKED_OUT = ("PAGE", "NUMPAGES", "SECTION", "TITLE", "STYLEREF")
_FETCHING = re.compile("INCLUDE|DDE|LINK|IMPORT|DATABASE|MACROBUTTON|RD ")
_SAME_IN_EVERY_COPY = re.compile(
    rf'({"|".join(_WORKED_OUT)}|IF|SYMBOL)|=|HYPERLINK "(https?|mailto):'
)
_REMOVED = re.compile(
    r".*\}(rsids?|proofErr|(bookmark|perm|commentRange)(Start|End)|embed\w+|\w+Change|numPicBullet|lvlPicBulletId|numIdMacAtCleanup)"
)
"""Elements that say who wrote what and when, and those whose parts are not taken."""
_REVISIONS = re.compile(r".*\}(rsid\w*|paraId|textId)")
_UNSEEN = [f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "vanish")]
_LIST_IDS = [f"{_W}{name}" for name in ("numId", "abstractNumId", "val")]
_LISTS = [*_LIST_IDS[:2], f"{_W}num", f"{_W}abstractNum"]
_TEXT, _SIMPLE = f"{_W}t", f"{_W}fldSimple"
_OF_FIELD = f"{_W}fldChar", f"{_W}instrText", _SIMPLE, _TEXT


class UnfitError(ValueError):
    """What a file has that no template can have, as the end of a sentence."""


def open_office_file(content: bytes, name: str) -> Part:
    """Return the main part of a Word file. Raise UnfitError for what would fetch or run something, or CommandError."""
    Package(content, name, "a Word", f"{_W}document")
    left = _LARGEST_IN_ALL
    with ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as part:  # which may be larger than it says
                left -= len(part.read(left + 1))
            if left < 0:
                raise UnfitError("is too large when it is unpacked")
    opened = OpcPackage.open(BytesIO(content))
    main: Part = opened.main_document_part
    if any(map(_MACROS.search, (*archive.namelist(), main.content_type))):
        raise UnfitError("has macros in it")
    for relation in opened.iter_rels():
        kind = basename(relation.reltype)
        if kind in _OBJECTS or (relation.is_external and kind != "hyperlink"):
            raise UnfitError(f"fetches or runs “{relation.target_ref}”")
    for instruction in _fields(parse_xml(main.blob)):
        if _FETCHING.match(instruction):
            raise UnfitError(f"fetches or runs something by “{instruction}”")
    return main


def take(part: Part) -> Part:
    """Return a part with only what a report may have of it, and the pictures and links in it."""
    root = parse_xml(part.blob)
    if root.getroottree().docinfo.doctype:
        raise UnfitError("has a document type in it, which no Office program writes")
    for each in [each for each in root.iter("*") if _REMOVED.fullmatch(each.tag)]:
        each.getparent().remove(each)
    for blip in root.iter(qn("a:blip")):
        del blip[:]  # other forms of a picture, and its history
    used = set[str]()
    for each in root.iter("*"):
        for key, value in each.items():
            if key.startswith(_R):
                used.add(value)
            elif _REVISIONS.fullmatch(key) or (key == "descr" and "\\" in value):
                del each.attrib[key]
            elif each.tag in _LISTS and key in _LIST_IDS and value != "0":
                each.set(key, str(int(value) + _FIRST_LIST))
    _check_relations(part, used)
    if isinstance(part, XmlPart):
        part._element = root
    else:
        part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)
    return part


def _check_relations(part: Part, used: set[str]) -> None:
    """Drop the relationships of a part that are not used, and the metadata of its pictures."""
    for number, relation in [*part.rels.items()]:
        if number not in used:
            del part.rels[number]
        elif basename(relation.reltype) == "image":
            picture = read_picture(relation.target_part.blob)
            if picture is None:
                file = basename(relation.target_ref)
                raise UnfitError(f"has the picture “{file}”, which is no PNG or JPEG")
            relation.target_part._blob = picture.content
        elif not _ADDRESS.match(relation.target_ref):
            raise UnfitError(f"has a link to “{relation.target_ref}”")


def take_story(part: StoryPart) -> bool:
    """Take a header or footer without sample words; return whether it has the number of the page."""
    take(part)
    root = part.element
    if next(root.iter(*_UNSEEN), None) is not None:
        raise UnfitError("has tracked changes or hidden text in a header or footer")
    for control in root.iter(f"{_W}sdt"):
        bound = [*control.iter(f"{_W}dataBinding", f"{_W}showingPlcHdr")]
        paths = "".join(each.get(f"{_W}xpath", "") for each in bound)
        if "title" in paths:
            _set_words(control.iter(_TEXT), TITLE_MARK)
        elif _PERSON.search(paths) or (bound and not paths):
            _set_words(control.iter(_TEXT), "")
        for each in bound:
            each.getparent().remove(each)
    fields = [*_fields(root)]
    for instruction in fields:
        if not _SAME_IN_EVERY_COPY.match(instruction):
            what = f"has the field “{instruction.split()[0]}” in a header or footer"
            raise UnfitError(f"{what}, which is not the same in every copy")
    return any(each.startswith("PAGE") for each in fields)


def _fields(root: Element) -> Iterator[str]:
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
        if instruction := "".join(typed).strip():
            yield instruction
        if instruction.startswith(_WORKED_OUT):
            words = TITLE_MARK if instruction.startswith("TITLE") else ""
            _set_words([x for x in of_field if x.tag == _TEXT], words)


def _set_words(texts: Iterable[Element], words: str) -> None:
    """Set the first of some texts, and empty the others."""
    for each in texts:
        each.text, words = words, ""
