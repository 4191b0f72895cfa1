"""The template: its page, its styles, and what it must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from tests.cases import in_turn

from pccreport.document.roles import HEADING_LEVELS, HOUSE_ROLES, WORD_ROLES, Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import default_template

FOLDER = Path(default_template.__file__).with_name("template")
BLANK = default_template.open_template()
STYLES = {style.name: style for style in BLANK.styles}
COLOURS = [
    (style.name, colour.get(qn("w:val")))
    for style in BLANK.styles
    for properties in style.element.iter(qn("w:rPr"))
    for colour in properties.iter(qn("w:color"))
]
KEPT = (
    *(Role.BODY_NAME, Role.REPORT_TITLE, Role.PLAN_TITLE, Role.SECTION, Role.AIM),
    *(Role.STREAM, Role.NOTE, Role.LABEL, Role.LEAD_IN, Role.SIGN_OFF),
)
SIDES = ("top", "right", "bottom", "left")
HEADINGS = tuple(HEADING_LEVELS)


def luminance(colour: str) -> float:
    """How light a colour is (WCAG 2.1, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def chain(name: str) -> Iterator[etree._Element]:
    """A style's element, then that of the style it is based on, and so on."""
    style = STYLES[name]
    while style is not None:
        yield style.element
        style = style.base_style


@in_turn("role", HOUSE_ROLES)
def test_every_role_of_the_house_format_has_its_style(
    role: Role, look: StyleSheet
) -> None:
    """The template has the style that the shipped house format names, of its kind."""
    kind = WD_STYLE_TYPE.CHARACTER if role in WORD_ROLES else WD_STYLE_TYPE.PARAGRAPH
    kind = WD_STYLE_TYPE.TABLE if role is Role.TABLE else kind

    assert STYLES[look.styles[role]].type == kind


def test_no_style_is_there_for_nothing(look: StyleSheet) -> None:
    """Beside the house format's styles the template has only what Word itself needs."""
    needed = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}

    assert set(STYLES) - needed == set(look.styles.values())


@in_turn(("name", "colour"), COLOURS)
def test_words_contrast_with_the_page(name: str, colour: str) -> None:
    """Every colour of words has a contrast of 4.5:1 or better on white."""
    contrast = 1.05 / (luminance(colour) + 0.05)

    assert contrast >= 4.5, name


def test_nothing_is_smaller_than_twelve_points() -> None:
    """Every size in the styles, the footer's too, is 12 points or more."""
    sizes = [
        int(size.get(qn("w:val"))) / 2
        for size in BLANK.styles.element.iter(qn("w:sz"), qn("w:szCs"))
    ]

    assert min(sizes) == 12


def test_every_style_is_set_in_the_sans_serif_of_the_defaults() -> None:
    """One typeface: no style names another than the defaults' Arial."""
    fonts = {
        font
        for each in BLANK.styles.element.iter(qn("w:rFonts"))
        for font in each.values()
    }

    assert fonts == {"Arial"}


def test_page_is_a4_with_margins() -> None:
    """The page is A4, upright, with at least 2 cm on each side."""
    body = BLANK.element.body
    size = next(body.iter(qn("w:pgSz")))
    margins = next(body.iter(qn("w:pgMar")))
    sides = [int(margins.get(qn(f"w:{side}"))) for side in SIDES]

    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    assert min(sides) >= Mm(20).twips


@in_turn("role", KEPT)
def test_headings_and_labels_stay_with_what_follows(
    role: Role, look: StyleSheet
) -> None:
    """No heading, label or lead-in is left alone at the foot of a page."""
    assert any(
        next(element.iter(qn("w:keepNext")), None) is not None
        for element in chain(look.styles[role])
    )


@pytest.mark.parametrize(("role", "number"), HEADING_LEVELS.items())
def test_headings_are_those_of_word(role: Role, number: int, look: StyleSheet) -> None:
    """Headings are Word's built-in styles by name, each at its outline level."""
    level = number - 1
    element = STYLES[look.styles[role]].element
    outline = next(element.iter(qn("w:outlineLvl"))).get(qn("w:val"))

    assert (element.name_val, outline) == (f"heading {level + 1}", str(level))


def test_headings_grow_with_their_rank(look: StyleSheet) -> None:
    """A heading is larger than one below it, and all but labels than the text."""
    sizes = [STYLES[look.styles[role]].font.size or Pt(12) for role in HEADINGS]

    assert sizes == sorted({*sizes}, reverse=True)
    assert sizes[-1] == Pt(12)


def test_nothing_is_shown_in_capitals() -> None:
    """Words in capitals are hard to read, and some screen readers spell them."""
    capitals = (qn("w:caps"), qn("w:smallCaps"))

    assert [*BLANK.styles.element.iter(*capitals)] == []


def test_links_are_underlined(look: StyleSheet) -> None:
    """A link is told by its line, not by its colour alone."""
    assert STYLES[look.styles[Role.LINK]].font.underline is True


def test_word_opens_it_as_a_document_of_today() -> None:
    """The template says mode 15: an older one is shown as "Compatibility Mode"."""
    modes = {
        setting.get(qn("w:name")): setting.get(qn("w:val"))
        for setting in BLANK.settings.element.iter(qn("w:compatSetting"))
    }

    assert modes["compatibilityMode"] == "15"


def test_comments_for_readers_stay_in_the_folder() -> None:
    """What the template's files say to their readers is in no report."""
    package = BytesIO()
    BLANK.save(package)

    texts = [part.blob for part in BLANK.part.package.iter_parts()]

    assert not [
        text
        for text in texts
        if b"<!--" in text or re.search(rb">\s+<[^?/]", text[60:])
    ]


def test_line_ends_of_a_checkout_do_not_matter() -> None:
    """A template file with the line ends of Windows gives the same part."""
    part = (FOLDER / "word/fontTable.xml").read_bytes().replace(b"\r\n", b"\n")

    assert default_template._strip(part) == default_template._strip(
        part.replace(b"\n", b"\r\n")
    )


def test_a_style_of_the_wrong_kind_is_not_found(look: StyleSheet) -> None:
    """A role of words set in a paragraph's style counts as missing."""
    wrong = look._replace(styles={Role.STRONG: "Body Text", Role.TEXT: "Body Text"})

    found = {*default_template.style_ids(BLANK.styles, wrong)}
    assert found & {*HOUSE_ROLES} == {Role.TEXT}
