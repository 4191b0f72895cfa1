"""An office's own Word file as the template of reports.

Its page, headers, footers, styles, lists and theme are taken into our template; all else of a
report's file is ours.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from posixpath import basename

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.styles import BabelFish

from pccreport.document.roles import HEADING_LEVELS, Role, style_kind
from pccreport.house.office_styles import LIKE, StyleName
from pccreport.house.stylesheet import OfficeTemplate, StyleSheet
from pccreport.source.command_error import UNREADABLE, CommandError
from pccreport.writers.docx import default_template
from pccreport.writers.docx.made_styles import Element, add_style, effective
from pccreport.writers.docx.office_file import (
    UnfitError,
    open_office_file,
    take,
    take_story,
)
from pccreport.writers.docx.oxml import W

_W = f"{{{W}}}"
_TAKEN = ("styles", "fontTable", "theme")
_PAGE = tuple(f"{_W}{x}" for x in ("pgSz", "pgMar", "pgBorders", "titlePg", "docGrid"))
_HEADINGS = tuple(HEADING_LEVELS)
_BASES = (*_HEADINGS, Role.TEXT, Role.CELL, Role.POINT_1)
"""Roles whose styles are made before those that are based on them."""
_ENOUGH_SPACE = 80
"""Twips after paragraphs by which they are apart."""
_ADVICE = "in Word, save a copy as .docx or .dotx with no macros, password, embedded files or links to other files in it"


def read_template(content: bytes, name: str) -> "OfficeReader":
    """Return the reader of an office's Word file. Raise CommandError if it is no use as a template."""
    what = "is damaged or not complete"
    try:
        return OfficeReader(open_office_file(content, name))
    except UnfitError as error:
        what = str(error)
    except (KeyError, ValueError, AttributeError, TypeError):
        pass
    raise CommandError(f"“{name}” {what}", UNREADABLE, _ADVICE)


class OfficeReader:
    """Our template with what it has of an office's."""

    def __init__(self, main: Part) -> None:
        self._word = default_template.open_template()
        rels = main.rels.values()
        theirs = {basename(r.reltype): r.target_part for r in rels if not r.is_external}
        for relation in self._word.part.rels.values():
            kind = basename(relation.reltype)
            if kind in _TAKEN and kind in theirs:
                relation._target = take(theirs[kind])
        if "numbering" in theirs:
            numbering = take(theirs["numbering"])
            self._word.part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
        if "settings" in theirs:
            even = theirs["settings"].element.evenAndOddHeaders_val
            self._word.settings.odd_and_even_pages_header_footer = even
        self.has_page_numbers = self._take_page(main)
        self._styles = self._word.styles.element
        self._usual = self._styles.default_for(WD_STYLE_TYPE.PARAGRAPH)
        if effective(self._usual, "w:rPr/w:sz", "") == "":
            self._word.styles.default(WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(10)
        for style in self._styles.style_lst:
            for name in ("basedOn", "next", "link"):
                each = style.find(f"{_W}{name}")
                if each is not None and self._styles.get_by_id(each.val) is None:
                    style.remove(each)

    def names(self) -> Iterator[StyleName]:
        """Yield the names of its styles; a usual style with space between paragraphs is “Body Text” too."""
        space = effective(self._usual, "w:pPr/w:spacing", "0", "w:after")
        if int(space) >= _ENOUGH_SPACE:
            yield *_key(self._usual), "Body Text"
        for style in self._styles.style_lst:
            yield *_key(style), _key(style)[1]

    def fit(self, look: StyleSheet, missing: tuple[Role, ...]) -> OfficeTemplate:
        """Return the template for a style sheet, with styles for the roles that have none."""
        keys = {role: (style_kind(role), name) for role, name in look.styles.items()}
        there = {_key(style): style for style in self._styles.style_lst}
        roles = {role: there[key] for role, key in keys.items() if key in there}
        text = roles.get(Role.TEXT, self._usual)
        size = int(effective(text, "w:rPr/w:sz", "20"))
        ours = default_template.open_template().styles.element.style_lst
        usual = {_key(style): style for style in ours}
        for role in sorted(missing, key=lambda role: role not in _BASES):
            if role not in roles:
                base, key = self._base(role, roles), keys[role]
                made = add_style(self._styles, deepcopy(usual[key]), size, base)
                roles |= {each: made for each in keys if keys[each] == key}
        if Role.REPORT_TITLE in roles:  # it is not the first on its page
            roles[Role.REPORT_TITLE].get_or_add_pPr()._remove_pageBreakBefore()
        saved = BytesIO()
        self._word.save(saved)
        font = effective(text, "w:rPr/w:rFonts", "", "w:ascii")
        return OfficeTemplate(saved.getvalue(), font, size / 2)

    def _base(self, role: Role, roles: Mapping[Role, Element]) -> str:
        """Return the id of the style that one for a role is based on: for a heading, the one above."""
        nearest: tuple[Role, ...] = (LIKE.get(role, Role.TEXT),)
        if role in _HEADINGS:
            at = _HEADINGS.index(role)
            nearest = (*reversed(_HEADINGS[:at]), *_HEADINGS[at + 1 :])
        usual = self._styles.default_for(WD_STYLE_TYPE.from_xml(style_kind(role)))
        found = next((roles[each] for each in nearest if each in roles), usual)
        return "" if found is None else str(found.styleId)

    def _take_page(self, main: Part) -> bool:
        """Take the page of the last section with its headers and footers; return whether they have its number."""
        part, section, numbered = self._word.part, self._word.element.body.sectPr, False
        shown, page = {}, section
        for page in parse_xml(main.blob).iter(f"{_W}sectPr"):
            for each in (*page.headerReference_lst, *page.footerReference_lst):
                shown[each.tag, each.type_] = each.rId
        found = {each.tag: each for each in (*section, *page.iterchildren(*_PAGE))}
        section[:] = [deepcopy(found[tag]) for tag in _PAGE if tag in found]
        kinds = default_template.page_kinds(self._word)
        for (tag, kind), number in shown.items():
            if kind in kinds:
                name = "header" if tag == f"{_W}headerReference" else "footer"
                story = main.related_parts[number]
                numbered |= take_story(story)
                new = part.relate_to(story, getattr(RELATIONSHIP_TYPE, name.upper()))
                getattr(section, f"add_{name}Reference")(kind, new)
        return numbered


def _key(style: Element) -> tuple[str, str]:
    """Return the kind of a style and its name, as in the menus of Word."""
    return style.get(f"{_W}type"), BabelFish.internal2ui(style.name_val)
