"""The template: its page, its styles, and what it must not have."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.shared import Mm

from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet, contrast
from pccreport.writers.docx import default_template

BLANK = default_template.open_template()
STYLES = {style.name: style for style in BLANK.styles}
SIDES = ("top", "right", "bottom", "left")


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
