"""Automatic numbers and bullets."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml.ns import qn
from lxml import etree
from tests.cases import in_turn
from tests.docx_faults import document_faults

from pccreport.document.blocks import Document
from pccreport.document.roles import POINTS, Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import default_template, numbering, package

LIST_ROLES = (*numbering.FIXED_LEVELS, Role.AIM)


def levels(look: StyleSheet) -> list[list[tuple[str | None, str | None]]]:
    """Of each list, each level's linked style and what it shows."""
    style_ids = default_template.style_ids(
        default_template.open_template().styles, look
    )
    root = etree.fromstring(numbering.numbering_part(look, style_ids, ())[0].encode())
    return [
        [
            (
                next(
                    (style.get(qn("w:val")) for style in level.iter(qn("w:pStyle"))),
                    None,
                ),
                next(level.iter(qn("w:lvlText"))).get(qn("w:val")),
            )
            for level in form.iter(qn("w:lvl"))
        ]
        for form in root.iter(qn("w:abstractNum"))
    ]


def test_lists_are_one_of_bullets_and_two_of_numbers(look: StyleSheet) -> None:
    """The bullets are one list of three levels; aims are numbered twice over."""
    assert levels(look) == [
        [("ListBullet", "•"), ("ListBullet2", "–"), ("ListBullet3", "▪")],
        [("ListNumber", "%1.")],
        [("Heading3", "%1)")],
    ]


def test_forms_are_those_of_the_house_format(look: StyleSheet) -> None:
    """Another form of number or bullet is shown as the house format has it."""
    other = look._replace(
        aim_number="[{n}]", aim_list_number="{n}", bullets=("*", "&", "-")
    )

    shown = [[text for _, text in each] for each in levels(other)]

    assert shown == [["*", "&", "-"], ["%1"], ["[%1]"]]


def test_a_style_of_two_levels_is_linked_to_the_first(look: StyleSheet) -> None:
    """Two levels in one style do not both link to it: Word would call that corrupt."""
    flat = look._replace(
        styles={**look.styles, Role.POINT_3: look.styles[Role.POINT_2]}
    )

    assert levels(flat)[0] == [("ListBullet", "•"), ("ListBullet2", "–"), (None, "▪")]


@in_turn("role", LIST_ROLES)
def test_the_style_of_a_list_role_has_its_level(role: Role, look: StyleSheet) -> None:
    """The style of each list role belongs to the list and level of the role."""
    styles = default_template.open_template().styles
    numbering.link_styles(styles, look)

    place = styles[look.styles[role]].element.pPr.numPr

    assert numbering.list_levels(look)[look.styles[role]] == (
        place.numId.val,
        place.ilvl.val,
    )


def test_no_other_style_is_in_a_list(look: StyleSheet) -> None:
    """A style that is of no list's role has no number or bullet."""
    styles = default_template.open_template().styles
    numbering.link_styles(styles, look)

    numbered = {
        style.name for style in styles if list(style.element.iter(qn("w:numPr")))
    }

    assert numbered == {look.styles[role] for role in LIST_ROLES}


def test_other_styles_can_be_lists(document: Document, look: StyleSheet) -> None:
    """A house format may set aims and points in other styles, which then are lists."""
    styles = {**look.styles, Role.AIM: "Heading 4", Role.POINT_1: "Body Text"}
    other = look._replace(styles=styles)

    written = package.write(document, other)
    word = docx.Document(BytesIO(written))

    assert document_faults(written) == ()
    assert word.styles["Body Text"].element.pPr.numPr.numId.val == 1
    assert word.styles["Heading 4"].element.pPr.numPr.numId.val == 3
    assert word.styles["Heading 3"].element.pPr.numPr is None


def test_every_point_has_its_own_depth() -> None:
    """Each level of points is one deeper than the one before."""
    assert [numbering.FIXED_LEVELS[role].level for role in POINTS] == [0, 1, 2]
