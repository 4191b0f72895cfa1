"""The template: its page, its styles, and what it must not have."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from tests.cases import in_turn

from pccreport.document.roles import HEADING_LEVELS, HOUSE_ROLES, Role
from pccreport.house.stylesheet import StyleSheet, contrast
from pccreport.writers.docx import default_template

BLANK = default_template.open_template()
STYLES = {style.name: style for style in BLANK.styles}
KEPT = (
    *(Role.BODY_NAME, Role.REPORT_TITLE, Role.PLAN_TITLE, Role.SECTION, Role.AIM),
    *(Role.STREAM, Role.NOTE, Role.LABEL, Role.LEAD_IN, Role.SIGN_OFF),
)
SIDES = ("top", "right", "bottom", "left")


def chain(name: str) -> Iterator[etree._Element]:
    """A style's element, then that of the style it is based on, and so on."""
    style = STYLES[name]
    while style is not None:
        yield style.element
        style = style.base_style


def test_no_style_is_there_for_nothing(look: StyleSheet) -> None:
    """Beside the house format's styles the template has only what Word itself needs."""
    needed = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}

    assert set(STYLES) - needed == set(look.styles.values())


def test_every_style_can_be_read(look: StyleSheet) -> None:
    """Colours that contrast, 12 points and more, one typeface, no capitals, links with a line."""
    colours, sizes, fonts = (
        {value for each in BLANK.styles.element.iter(*tags) for value in each.values()}
        for tags in (
            [qn("w:color")],
            [qn("w:sz"), qn("w:szCs")],
            [qn("w:rFonts")],
        )
    )

    assert min(contrast(colour, "FFFFFF") for colour in colours - {"auto"}) >= 4.5
    assert min(map(int, sizes)) / 2 == 12
    assert fonts == {"Arial"}
    assert [*BLANK.styles.element.iter(qn("w:caps"), qn("w:smallCaps"))] == []
    assert STYLES[look.styles[Role.LINK]].font.underline is True


def test_page_is_a4_with_margins() -> None:
    """The page is A4, upright, with at least 2 cm on each side, in today's mode of Word."""
    body = BLANK.element.body
    size = next(body.iter(qn("w:pgSz")))
    margins = next(body.iter(qn("w:pgMar")))
    modes = {
        setting.get(qn("w:name")): setting.get(qn("w:val"))
        for setting in BLANK.settings.element.iter(qn("w:compatSetting"))
    }

    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    assert min(int(margins.get(qn(f"w:{side}"))) for side in SIDES) >= Mm(20).twips
    assert modes["compatibilityMode"] == "15"


@in_turn("role", KEPT)
def test_headings_and_labels_stay_with_what_follows(
    role: Role, look: StyleSheet
) -> None:
    """No heading, label or lead-in is left alone at the foot of a page."""
    assert any(
        next(element.iter(qn("w:keepNext")), None) is not None
        for element in chain(look.styles[role])
    )


def test_headings_are_those_of_word(look: StyleSheet) -> None:
    """By their names, each at its outline level, larger than those below it."""
    styles = {
        level: STYLES[look.styles[role]] for role, level in HEADING_LEVELS.items()
    }
    for level, style in styles.items():
        outline = next(style.element.iter(qn("w:outlineLvl"))).get(qn("w:val"))
        assert (style.element.name_val, outline) == (f"heading {level}", str(level - 1))
    sizes = [style.font.size or Pt(12) for _, style in sorted(styles.items())]
    assert sizes == sorted({*sizes}, reverse=True)
    assert sizes[-1] == Pt(12)


def test_a_style_of_the_wrong_kind_is_not_found(look: StyleSheet) -> None:
    """A role of words set in a paragraph's style counts as missing."""
    wrong = look._replace(styles={Role.STRONG: "Body Text", Role.TEXT: "Body Text"})

    found = {*default_template.style_ids(BLANK.styles, wrong)}
    assert found & {*HOUSE_ROLES} == {Role.TEXT}
