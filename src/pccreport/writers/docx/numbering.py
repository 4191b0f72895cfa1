"""The automatic numbers and bullets: made from the house format, linked to styles.

A paragraph of a report has its style and nothing else. The style has the list, and the list has
the number or bullet and the indent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pccreport.document.roles import AIMS, POINTS, Role
from pccreport.house.numbering import ABOVE, format_number
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import oxml

if TYPE_CHECKING:
    from docx.styles.styles import Styles

_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_BULLET, _LISTED, _NUMBER = 7, 8, 12
"""Millimetres for a bullet, for the number of a list, and for that of a heading."""

_BULLETS, _AIM_LIST, _AIMS = 1, 2, 3


class ListLevel(NamedTuple):
    """A role's place in the lists: which list, and how deep."""

    list_id: int
    level: int


PLACES: Mapping[Role, ListLevel] = {
    **{role: ListLevel(_BULLETS, depth) for depth, role in enumerate(POINTS)},
    Role.FOCUS: ListLevel(_BULLETS, 0),
    Role.AIM_LIST: ListLevel(_AIM_LIST, 0),
}


def numbering_part(look: StyleSheet, style_ids: Mapping[Role, str]) -> str:
    """Return the numbering part, with each level linked to the style of its role."""
    appearance = look.appearance
    gutter = appearance.gutter * _TWIPS

    def indent(hanging: float, gutter: float = 0, above: int = 0) -> tuple[int, int]:
        """Return the indents for a number or bullet of so many millimetres, under others of the same."""
        width = hanging * appearance.scale * _TWIPS
        return round(gutter + width * (above + 1)), round(width)

    # One list of three levels, not three lists: only so is a bullet under a bullet
    # also a list in a list for a screen reader.
    once = _once(style_ids[role] for role in POINTS)
    bullets = [
        oxml.level(depth, "bullet", glyph, style, indent(_BULLET, gutter, depth))
        for depth, (glyph, style) in enumerate(zip(look.bullets, once, strict=True))
    ]
    form, style = format_number(look.aim_list_number, "%1"), style_ids[Role.AIM_LIST]
    listed = oxml.level(0, "decimal", form, style, indent(_LISTED, gutter))
    lists = [
        oxml.abstract_list(_BULLETS, bullets),
        oxml.abstract_list(_AIM_LIST, [listed]),
    ]
    levels: dict[int, list[str]] = {}
    for role, (form, place) in _headings(look).items():
        # A number with a name to it is in the line; one of figures is before the words.
        hanging = 0 if any(map(str.isalpha, form)) else _NUMBER + 4 * place.level
        shown = oxml.level(
            place.level, "decimal", form, style_ids[role], indent(hanging)
        )
        levels.setdefault(place.list_id, []).append(shown)
    lists += (oxml.abstract_list(number, told) for number, told in levels.items())
    starts = {_AIMS: look.first} if look.aim_number and look.first > 1 else {}
    return oxml.numbering(lists, starts)


def list_levels(look: StyleSheet) -> Mapping[str, ListLevel]:
    """Return the list level of each style that has one, by the style's name."""
    found: dict[str, ListLevel] = {}
    for role, place in PLACES.items():
        found.setdefault(look.styles[role], place)
    for role, (_, place) in _headings(look).items():
        found.setdefault(look.styles[role], place)
    return found


def _headings(look: StyleSheet) -> Mapping[Role, tuple[str, ListLevel]]:
    """Return the numbered headings by their roles: the form in Word, and the list level.

    Numbers that begin anew under each heading are in its list; others are in their own.
    """
    found: dict[Role, tuple[str, ListLevel]] = {}
    list_id, level, above = _AIMS - 1, 0, ""
    for role, form in zip(AIMS, look.forms, strict=False):
        if not form or role not in look.styles:
            continue
        restarts = ABOVE in form
        list_id, level = (list_id, level + 1) if restarts else (list_id + 1, 0)
        above = format_number(form, f"%{level + 1}", above)
        found[role] = above, ListLevel(list_id, level)
    return found


def link_styles(styles: Styles, look: StyleSheet) -> None:
    """Set in the styles which list and level each belongs to.

    Both are needed: the level's `pStyle` makes Word use the style when a writer changes the
    level, the style's `numPr` makes the paragraph part of a list in the first place.
    """
    for name, place in list_levels(look).items():
        numbered = styles[name].element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = place.level
        numbered.get_or_add_numId().val = place.list_id


def _once(style_ids: Iterable[str]) -> Iterator[str]:
    """Each style id the first time, then "": a style can be linked to one level."""
    seen: set[str] = set()
    for style_id in style_ids:
        yield "" if style_id in seen else style_id
        seen.add(style_id)
