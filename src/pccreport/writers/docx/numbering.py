"""The automatic numbers and bullets: made from the house format, linked to styles.

A paragraph of a report has its style and nothing else. The style has the list, and the list has
the number or bullet and the indent. Only where a number is not the next has a paragraph a list of
its own, which counts with the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pccreport.document.blocks import Block, Heading, ListItem
from pccreport.document.roles import AIMS, NUMBERED, POINTS, Role
from pccreport.house.numbering import ABOVE, LETTER, format_number
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import oxml

if TYPE_CHECKING:
    from docx.styles.styles import Styles

_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_BULLET, _LISTED, _POINT, _NUMBER = 7, 8, 9, 12
"""Millimetres for a bullet, for the number of a list, of a point, and of a heading or paragraph."""
_HIGHER = 4
"""Millimetres more for each higher number that is a part of it."""

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


class Numbering(NamedTuple):
    """The numbering part of a file, and what paragraphs need of it."""

    part: str
    restarts: tuple[ListLevel, ...]
    """The list and the level of each paragraph from which numbers go on otherwise, in order."""


def numbering_part(
    look: StyleSheet,
    style_ids: Mapping[Role, str],
    blocks: Iterable[Block],
    old: StyleSheet | None = None,
) -> Numbering:
    """Return the numbering part, with each level linked to the style of its role.

    What only the `old` version has in a list is in one without such links. Each paragraph whose
    number is not the next has a list of its own, that goes on with the count of the other.
    """
    lists = _lists(look, style_ids)
    if old:
        of_old = old._replace(appearance=look.appearance)
        lists += _lists(of_old, defaultdict(str))[len(lists) :]
    places = list_levels(look)
    starts = [
        (places[look.styles[block.role]], block.start)
        for block in blocks
        if isinstance(block, Heading | ListItem) and block.start
    ]
    own = (
        ListLevel(number, place.level)
        for number, (place, _) in enumerate(starts, start=len(lists) + 1)
    )
    return Numbering(oxml.numbering(lists, starts), (*own,))


def _lists(look: StyleSheet, style_ids: Mapping[Role, str]) -> list[str]:
    gutter, scale = look.appearance.gutter, look.appearance.scale

    def level(place: int, kind: str, shown: str, style: str, *mm: float) -> str:
        """Return a level whose words begin so many millimetres in, and its number so many before."""
        left, hanging = (round(each * _TWIPS) for each in mm)
        return oxml.level(place, kind, shown, style, (left, hanging))

    numbered = _numbered(look)
    widths = {role: _width(role, *told) * scale for role, told in numbered.items()}
    # Bullets are under the words of numbered paragraphs, not under their numbers.
    start = max(gutter, widths.get(Role.NUMBERED, 0))
    # One list of three levels, not three lists: only so is a bullet under a bullet
    # also a list in a list for a screen reader.
    once, width = _once(style_ids[role] for role in POINTS), _BULLET * scale
    bullets = [
        level(n, "bullet", glyph, style, start + width * (n + 1), width)
        for n, (glyph, style) in enumerate(zip(look.bullets, once, strict=True))
    ]
    form, style = format_number(look.aim_list_number, "%1"), style_ids[Role.AIM_LIST]
    width = _LISTED * scale
    listed = level(0, "decimal", form, style, start + width, width)
    levels, left = {_BULLETS: bullets, _AIM_LIST: [listed]}, 0.0
    for role, (form, place) in numbered.items():
        width = widths[role]
        if role not in NUMBERED[1:]:
            # Words after a number that is in the line begin where other text does.
            left = gutter if role is Role.NUMBERED and not width else 0
        left += width
        kind, shown = "decimal", form
        if not form:
            kind, shown = "bullet", look.bullets[NUMBERED.index(role) - 1]
        elif role is Role.NUMBERED_POINT and LETTER in look.paragraphs.point:
            kind = "lowerLetter"
        made = level(place.level, kind, shown, style_ids[role], left, width)
        levels.setdefault(place.list_id, []).append(made)
    return [oxml.abstract_list(number, told) for number, told in levels.items()]


def _width(role: Role, form: str, place: ListLevel) -> int:
    """Return the millimetres for a number before words; 0 for one with a name, which is in the line."""
    if not form:
        return _BULLET
    if any(map(str.isalpha, form)):
        return 0
    if role is Role.NUMBERED:
        return _NUMBER
    if role is Role.NUMBERED_POINT:
        return _POINT if form.count("%") == 1 else _NUMBER + _HIGHER
    return _NUMBER + _HIGHER * place.level


def list_levels(look: StyleSheet) -> Mapping[str, ListLevel]:
    """Return the list level of each style that has one, by the style's name."""
    found: dict[str, ListLevel] = {}
    numbered = {role: place for role, (_, place) in _numbered(look).items()}
    for role, place in {**PLACES, **numbered}.items():
        found.setdefault(look.styles[role], place)
    return found


def _numbered(look: StyleSheet) -> Mapping[Role, tuple[str, ListLevel]]:
    """Return what has numbers, by its roles: the form in Word, "" for a bullet, and the list level.

    Numbers that begin anew under each heading are in its list; others are in their own.
    """
    found: dict[Role, tuple[str, ListLevel]] = {}
    list_id, level, above = _AIMS - 1, 0, ""
    forms = look.paragraphs
    of_paragraphs = zip(NUMBERED, (forms.paragraph, forms.point, ""), strict=True)
    for role, form in (
        *zip(AIMS, look.forms, strict=False),
        (Role.SECTION, forms.section),
        *(of_paragraphs if forms.paragraph else ()),
    ):
        is_point = role in NUMBERED[1:]
        if not (form or is_point) or role not in look.styles:
            continue
        is_under = role is Role.NUMBERED and forms.under
        if is_under:
            above, (list_id, level) = found[is_under]
        restarts = is_point or is_under or ABOVE in form
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
