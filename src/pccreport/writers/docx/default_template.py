"""The template of Word files: its parts, its styles, and how a house format changes them.

The parts are XML files beside this module, so that a change is readable in a diff; python-docx
opens them as a package. Its own default template has 164 styles and a US page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from pccreport.document.roles import (
    AIMS,
    CONTENTS_LEVELS,
    HEADING_LEVELS,
    NUMBERED,
    POINTS,
    STREAMS,
    STYLED_AS,
    WORD_ROLES,
    Role,
)
from pccreport.house.appearance import PAGE, USUAL, Appearance
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import oxml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.styles import Styles

_VAL, _LEFT = qn("w:val"), qn("w:left")
_COLOURS = (_VAL, qn("w:color"), qn("w:fill"))
_SIZES = (qn("w:sz"), qn("w:szCs"))
_SPACES = {qn("w:before"), qn("w:after")}
_HANGING, _STEP = 10, 5
"""Millimetres: the hanging indent of glossary lines, and the indent of each level of the contents."""

_NO_LIST = '<w:numPr><w:numId w:val="0"/></w:numPr>'
"""Removes the list that a style inherits."""

_FOLDER = Path(__file__).with_name("template")

# Comments, line ends and indents between tags are for readers of the template. No part has
# text beside elements, so that space between tags is insignificant.
_COMMENTS_AND_INDENTS = re.compile(rb"<!--.*?-->|(?<=>)\s+(?=<|\Z)", re.DOTALL)


def open_template() -> Document:
    """Return the opened template, without paragraphs and without properties."""
    package = BytesIO()
    with ZipFile(package, "w", ZIP_STORED) as archive:
        for path in sorted(_FOLDER.rglob("*.*")):
            name = path.relative_to(_FOLDER).as_posix()
            archive.writestr(name, _strip(path.read_bytes()))
    package.seek(0)
    return docx.Document(package)


def add_made_styles(document: Document, look: StyleSheet) -> None:
    """Add the styles that only some reports need, each based on one of the template.

    Their sizes are those of the template: `set_appearance` scales both.
    """
    if look.made_styles():
        ids = style_ids(document.styles, look)
        for role, style in _made_styles(look, ids):
            if role in look.styles:
                document.styles.element.append(parse_xml(style))


def _made_styles(
    look: StyleSheet, ids: Mapping[Role, str]
) -> Iterator[tuple[Role, str]]:
    names, chosen = defaultdict(str, look.styles), look.appearance
    for first, roles in ((Role.AIM, AIMS), (Role.STREAM, STREAMS)):
        for depth, role in enumerate(roles[1:], start=1):
            level = HEADING_LEVELS[first] - 1 + depth
            yield role, _deeper_style(names[role], ids[first], level)
    for role, base in zip(NUMBERED, (Role.TEXT, *POINTS), strict=False):
        yield role, oxml.made_style(names[role], ids[base], "")
    no_list = f'{_NO_LIST}<w:outlineLvl w:val="9"/>'
    role = Role.CONTENTS_HEADING
    yield role, oxml.made_style(names[role], ids[Role.SECTION], no_list)
    hanging = _HANGING * chosen.scale
    left = Mm(chosen.gutter + hanging).twips
    indent = f'<w:ind w:left="{left}" w:hanging="{Mm(hanging).twips}"/>'
    role = Role.GLOSSARY
    yield role, oxml.made_style(names[role], ids[Role.TEXT], indent)
    width = Mm(PAGE[0] - chosen.margins.left - chosen.margins.right).twips
    for depth, role in enumerate(CONTENTS_LEVELS):
        left = Mm(chosen.gutter + _STEP * depth * chosen.scale).twips
        # Dots lead to the page number at the right margin.
        properties = (
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
            f'<w:spacing w:before="0" w:after="80"/><w:ind w:left="{left}"/>'
        )
        yield role, oxml.made_style(names[role], ids[Role.TEXT], properties)


def _deeper_style(name: str, base: str, outline: int) -> str:
    """Return the style of a lower heading; `outline` is its level from 0.

    It does not inherit the list or the rule above from `base`.
    """
    size = max(26 - 2 * (outline - 3), 24)
    properties = (
        f'{_NO_LIST}<w:pBdr><w:top w:val="nil"/></w:pBdr>'
        f'<w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="{outline}"/>'
    )
    of_runs = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return oxml.made_style(name, base, properties, of_runs, following="BodyText")


def set_appearance(document: Document, chosen: Appearance) -> None:
    """Set the font, sizes, spaces, colours and margins that a house format has chosen."""
    [page] = document.sections
    for side, width in chosen.margins._asdict().items():
        setattr(page, f"{side}_margin", Mm(width))
    if chosen == USUAL:
        return
    colours = dict(zip(USUAL.colours, chosen.colours, strict=True))
    gutter = str(Mm(USUAL.gutter).twips)
    for element in document.styles.element.iter():
        for name, value in element.items():
            if name in _COLOURS and value in colours:
                element.set(name, colours[value])
        if element.tag in _SIZES:
            size = round(int(element.get(_VAL)) * chosen.scale)
            element.set(_VAL, str(size))
        elif element.tag == qn("w:spacing"):
            for name in _SPACES & {*element.keys()}:
                space = round(int(element.get(name)) * chosen.spacing)
                element.set(name, str(space))
        elif element.tag == qn("w:rFonts"):
            for name in element.attrib:
                element.set(name, chosen.font)
        elif element.tag == qn("w:ind") and element.get(_LEFT) == gutter:
            element.set(_LEFT, str(Mm(chosen.gutter).twips))
    if chosen.font != USUAL.font:
        fonts = next(
            p for p in document.part.package.parts if "fontTable" in p.partname
        )
        # Without a family, LibreOffice replaces a missing font with a serif one.
        font = f'<w:font w:name="{chosen.font}"><w:family w:val="swiss"/></w:font>'
        fonts._blob = fonts.blob.replace(b"</w:fonts>", f"{font}</w:fonts>".encode())


def style_ids(styles: Styles, look: StyleSheet) -> Mapping[Role, str]:
    """Return the style id of each role whose style exists and is of the right type."""
    # In one pass, because `styles[name]` searches all styles.
    by_name = {(style.type, style.name): style.style_id for style in styles}
    for alias in styles.element.iter(qn("w:aliases")):  # former names
        kind = WD_STYLE_TYPE.PARAGRAPH
        by_name[kind, alias.get(_VAL)] = alias.getparent().styleId
    found = {
        role: by_name.get((_kind(role), name)) for role, name in look.styles.items()
    }
    ids = {role: style_id for role, style_id in found.items() if style_id}
    substitutes = {r: ids[base] for r, base in STYLED_AS.items() if base in ids}
    return ids | substitutes


def _kind(role: Role) -> WD_STYLE_TYPE:
    if role is Role.TABLE:
        return WD_STYLE_TYPE.TABLE
    return WD_STYLE_TYPE.CHARACTER if role in WORD_ROLES else WD_STYLE_TYPE.PARAGRAPH


def _strip(part: bytes) -> bytes:
    """Return a part of the template without comments, then without the space around them."""
    return _COMMENTS_AND_INDENTS.sub(b"", _COMMENTS_AND_INDENTS.sub(b"", part))
