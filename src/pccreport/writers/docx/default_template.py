"""The template of Word files: its parts, its styles, and how a house format changes them.

The parts are XML files beside this module, so that a change is readable in a diff; python-docx
opens them as a package. Its own default template has 164 styles and a US page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.styles import BabelFish
from lxml.etree import Comment, strip_tags

from pccreport.document.roles import CONTENTS_ROLES, STYLED_AS, Role, style_kind
from pccreport.house.stylesheet import USUAL, Logo, StyleSheet
from pccreport.source.office_package import Element
from pccreport.writers.docx import oxml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.styles import Styles

_VAL, _LEFT, _TYPE, _ID = map(qn, ("w:val", "w:left", "w:type", "w:styleId"))
_COLOURS = (_VAL, qn("w:color"), qn("w:fill"))
_SIZES = (qn("w:sz"), qn("w:szCs"))
_SPACES = {qn("w:before"), qn("w:after")}
_HANGING, _STEP = 10, 5
"""Millimetres: the hanging indent of glossary lines, and the indent of each level of the contents."""

_SIZE, _OUTLINE, _TEXT_LEVEL = "w:rPr/w:sz", "w:pPr/w:outlineLvl", "9"
_OF_OURS = tuple(qn(f"w:{x}") for x in ("color", "rFonts", "shd", "pBdr", "next"))
_OUR_SIZE, _OUR_INDENT = 24, "680"
"""Half points of our running text, and its indentation."""

_FOLDER = Path(__file__).with_name("template")
_STYLE = r'(<w:style .*?<w:name w:val="(.*?)"/>.*?</w:style>)'


def open_template(look: StyleSheet | None = None) -> Document:
    """Return the opened template, without paragraphs and without properties: ours, or an office's.

    The margins of ours are those of the style sheet.
    """
    if look and look.template:
        return docx.Document(BytesIO(look.template.package))
    document: Document = docx.Document(str(_FOLDER))
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            strip_tags(part.element, Comment)
        else:
            part._blob = _strip_comments(part.blob)
    for side, width in look.appearance.margins._asdict().items() if look else ():
        setattr(document.sections[0], f"{side}_margin", Mm(width))
    return document


def add_made_styles(document: Document, look: StyleSheet) -> None:
    """Add the styles that only some reports need, each based on one of the template.

    Their sizes are those of the template: `set_appearance` scales both.
    """
    names = {*look.made_styles().values()}
    if not names:
        return
    chosen, ids = look.appearance, style_ids(document.styles, look)
    hanging = _HANGING * chosen.scale
    lengths = {
        "hanging": hanging,
        "glossary": chosen.gutter + hanging,
        "quote": chosen.gutter + _STEP,
        "width": round(text_width(document).mm),
    }
    for depth in range(len(CONTENTS_ROLES)):
        left = chosen.gutter + _STEP * depth * chosen.scale
        lengths[f"contents_{depth + 1}"] = left
    filled = fill_fragment(
        "made_styles.xml",
        **{role.name: oxml.escape_attribute(style) for role, style in ids.items()},
        **{name: Mm(length).twips for name, length in lengths.items()},
    )
    styles = document.styles.element
    there = {style.name_val for style in styles.style_lst}
    for style, name in re.findall(_STYLE, filled):
        if name in names - there:
            named = style.replace("<w:style", f"<w:style {oxml.NAMESPACES}", 1)
            made = parse_xml(named)
            if look.template:
                add_style(styles, made, round(2 * chosen.template_size))
            else:
                styles.append(made)


def add_style(styles: Element, style: Element, size: int, base: str = "") -> Element:
    """Add a style that an office's template lacks, based on another if that is given, and return it.

    The style is as in the default template, in the letters and colours of the office's own.
    `size` is that of the office's running text, in half points. A heading is smaller than the one
    above that it is based on, and larger than a lower one.
    """
    while styles.get_by_id(style.styleId) is not None:
        style.styleId += "Made"
    styles.append(style)
    if base:
        style.basedOn_val = base
    if (above := style.base_style) is None:
        style._remove_basedOn()
    levels = [effective_value(x, _OUTLINE, _TEXT_LEVEL) for x in (above, style)]
    is_heading = _TEXT_LEVEL not in levels
    base_size = int(effective_value(above, _SIZE, "20"))
    for each in [*style.iter()]:
        is_bold = is_heading and each.tag in (qn("w:b"), qn("w:bCs"))
        if is_bold or each.tag in _OF_OURS or each.get(_LEFT) == _OUR_INDENT:
            each.getparent().remove(each)
        elif each.tag in _SIZES:
            scaled = round(int(each.get(_VAL)) * size / _OUR_SIZE)
            if is_heading:
                is_lower = levels == sorted(levels)
                scaled = min(scaled, base_size - 2) if is_lower else base_size + 2
            each.set(_VAL, str(max(scaled, size)))
        if qn("w:color") in each.attrib:  # of a border
            each.set(qn("w:color"), "auto")
    return style


def effective_value(style: Element, path: str, default: str) -> str:
    """Return what a style has at a path, from its base or the defaults if it is not its own."""
    seen: list[Element] = []
    while style is not None and style not in seen:
        seen.append(style)
        style = style.base_style
    for each in seen[:1]:
        seen.extend(each.getparent().iterfind(f"{qn('w:docDefaults')}/*"))
    found = (each.find("/".join(map(qn, path.split("/")))) for each in seen)
    values = (each.get(_VAL) for each in found if each is not None)
    return str(next(filter(None, values), default))


def text_width(document: Document) -> Length:
    """Return the width of the text on a page."""
    [page] = document.sections
    margins = (page.left_margin or 0) + (page.right_margin or 0) + (page.gutter or 0)
    return Length((page.page_width or 0) - margins)


def page_kinds(document: Document) -> tuple[WD_HEADER_FOOTER, ...]:
    """Return the kinds of pages that have headers and footers of their own."""
    kinds = WD_HEADER_FOOTER
    first = document.sections[0].different_first_page_header_footer
    even = document.settings.odd_and_even_pages_header_footer
    return (kinds.PRIMARY, *[kinds.FIRST_PAGE] * first, *[kinds.EVEN_PAGE] * even)


def set_appearance(document: Document, look: StyleSheet) -> None:
    """Set the font, sizes, spaces and colours that a house format has chosen; in an office's template, only sizes and spaces."""
    chosen, is_ours = look.appearance, look.template is None
    if chosen == USUAL or (chosen.template_scale == 1 and not is_ours):
        return
    colours = dict(zip(USUAL.colours, chosen.colours, strict=True))
    gutter = str(Mm(USUAL.gutter).twips)
    parts = (document.part, *document.part.related_parts.values())
    roots = (part.element for part in parts if isinstance(part, XmlPart))
    for element in (element for root in roots for element in root.iter()):
        for name, value in element.items():
            if name in _COLOURS and value in colours and is_ours:
                element.set(name, colours[value])
        if element.tag in _SIZES:
            size = round(int(element.get(_VAL)) * chosen.template_scale)
            element.set(_VAL, str(size))
        elif element.tag == qn("w:spacing"):
            for name in _SPACES & {*element.keys()}:
                space = round(int(element.get(name)) * chosen.spacing)
                element.set(name, str(space))
        elif element.tag == qn("w:rFonts") and is_ours:
            for name in element.attrib:
                element.set(name, chosen.font)
        elif is_ours and element.get(_LEFT) == gutter:
            element.set(_LEFT, str(Mm(chosen.gutter).twips))
    if chosen.font != USUAL.font and is_ours:
        part = next(x for x in document.part.package.parts if "fontTable" in x.partname)
        # Without a family, LibreOffice replaces a missing font with a serif one.
        font = f'<w:font w:name="{chosen.font}"><w:family w:val="swiss"/></w:font>'
        part._blob = part.blob.replace(b"</w:fonts>", f"{font}</w:fonts>".encode())


def style_ids(styles: Styles, look: StyleSheet) -> Mapping[Role, str]:
    """Return the style id of each role whose style exists and is of the right type."""
    # In one pass, because `styles[name]` searches all styles.
    by_name = {}
    for name in styles.element.iterfind(f"{qn('w:style')}/{qn('w:name')}"):
        style, shown = name.getparent(), BabelFish.internal2ui(name.get(_VAL))
        by_name[style.get(_TYPE, "paragraph"), shown] = style.get(_ID)
    for alias in styles.element.iter(qn("w:aliases")):  # former names
        by_name["paragraph", alias.get(_VAL)] = alias.getparent().styleId
    ids = {
        role: style_id
        for role, name in look.styles.items()
        if (style_id := by_name.get((style_kind(role), name)))
    }
    return ids | {r: ids[base] for r, base in STYLED_AS.items() if base in ids}


def picture_drawing(relationship: str, logo: Logo, number: int = 0) -> str:
    """Return the `w:drawing` (ECMA-376 Part 1, 17.3.3.9) of a picture, or of the logo without a number.

    Without a text it is marked as decorative, as Word does: screen readers skip it.
    """
    alt = oxml.escape_attribute(logo.alt)
    return fill_fragment(
        "picture.xml",
        relationship=relationship,
        name=f"Picture {number}" if number else "Logo",
        number=number + 1,
        description=f' descr="{alt}"' if alt else "",
        decorative="" if alt else fill_fragment("decorative.xml"),
        width=Mm(logo.width),
        height=Mm(logo.height),
    )


def fill_fragment(file: str, /, **values: object) -> str:
    """Return a file of XML beside this module, with a value for each name after a dollar sign."""
    text = _strip_comments(Path(__file__).with_name(file).read_bytes()).decode()
    return re.sub(r"\$(\w+)", lambda found: str(values[found[1]]), text)


def _strip_comments(part: bytes) -> bytes:
    """Return a part of the template without comments, then without the space around them."""
    without = re.sub(rb"(?s)<!--.*?-->", b"", part)
    return re.sub(rb">\s+<", b"><", without).rstrip()
