"""The automatic numbers and bullets of a house format, linked to styles.

A paragraph has only its style. The style has the list, and the list has the number or bullet and
the indent. Only a paragraph whose number is not the next one has a list of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pccreport.document.blocks import Block
from pccreport.document.roles import AIMS, NUMBERED, POINTS, Role, style_kind
from pccreport.house.stylesheet import (
    StyleSheet,
    find_letter_placeholder,
    format_number,
    restarts_under_heading,
)
from pccreport.writers.docx import oxml

if TYPE_CHECKING:
    from docx.styles.styles import Styles

_TWIPS_PER_MM = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_BULLET, _LIST_NUMBER, _POINT, _NUMBER = 7, 8, 9, 12
"""Millimetres for a bullet, and the number of a list, a point, and a heading or paragraph."""
_HIGHER_NUMBER = 4
"""Further millimetres for each higher number in it, as in “1.2”."""

_BULLETS, _AIM_LIST, _AIMS = 1, 2, 3
_NUMBER_KINDS = {"": "decimal", "{a}": "lowerLetter", "{A}": "upperLetter"}
"""Word's kinds of numbers, by the placeholder of a letter."""


class ListLevel(NamedTuple):
    """The list of a role, and its level there, from 0."""

    list_id: int
    level: int


FIXED_LEVELS: Mapping[Role, ListLevel] = {
    **{role: ListLevel(_BULLETS, depth) for depth, role in enumerate(POINTS)},
    Role.FOCUS: ListLevel(_BULLETS, 0),
    Role.AIM_LIST: ListLevel(_AIM_LIST, 0),
}


def numbering_part(
    look: StyleSheet,
    style_ids: Mapping[Role, str],
    blocks: Iterable[Block],
    old: StyleSheet | None = None,
) -> tuple[str, list[ListLevel]]:
    """Return the numbering part, with each level linked to the style of its role.

    Lists that only the `old` version has are not linked. Each paragraph whose number is not the
    next one has a list of its own, which continues the other: these are returned too, in order.
    """
    lists = _list_definitions(look, style_ids)
    if old:
        of_old = old._replace(appearance=look.appearance)
        lists += _list_definitions(of_old, defaultdict(str))[len(lists) :]
    levels = list_levels(look)
    starts = [
        (levels[look.styles[each.role]], each.start) for each in blocks if each.start
    ]
    restarts = [
        ListLevel(number, level.level)
        for number, (level, _) in enumerate(starts, start=len(lists) + 1)
    ]
    return oxml.numbering(lists, starts), restarts


def _list_definitions(look: StyleSheet, style_ids: Mapping[Role, str]) -> list[str]:
    gutter, scale = look.appearance.gutter, look.appearance.scale

    def level_xml(depth: int, kind: str, shown: str, style: str, *mm: float) -> str:
        """Return a level; `mm` are the left indent and the hanging one in millimetres."""
        left, hanging = (round(length * _TWIPS_PER_MM) for length in mm)
        return oxml.level(depth, kind, shown, style, (left, hanging))

    numbered = _numbered_roles(look)
    forms = dict(zip(AIMS, look.headings, strict=False))
    forms[Role.NUMBERED_POINT] = look.paragraphs.point
    widths = {role: _number_width(role, *x) * scale for role, x in numbered.items()}
    # Bullets are under the text of numbered paragraphs, not under their numbers.
    start = max(gutter, widths.get(Role.NUMBERED, 0))
    # One list of three levels, because screen readers announce three lists as unrelated.
    styles, width = [style_ids[role] for role in POINTS], _BULLET * scale
    bullets = []
    for n, (glyph, style) in enumerate(zip(look.bullets, styles, strict=True)):
        linked = "" if style in styles[:n] else style  # to one level only
        left = start + width * (n + 1)
        bullets.append(level_xml(n, "bullet", glyph, linked, left, width))
    form, style = (format_number(look.aim_list_number, "%1"), style_ids[Role.AIM_LIST])
    width = _LIST_NUMBER * scale
    kind = _NUMBER_KINDS[find_letter_placeholder(look.aim_list_number)]
    listed = level_xml(0, kind, form, style, start + width, width)
    levels, left = {_BULLETS: bullets, _AIM_LIST: [listed]}, 0.0
    for role, (form, position) in numbered.items():
        width = widths[role]
        if role not in NUMBERED[1:]:
            # Text after a number within the line starts where other text does.
            left = gutter if role is Role.NUMBERED and not width else 0
        left += width
        kind, shown = _NUMBER_KINDS[find_letter_placeholder(forms.get(role, ""))], form
        if not form:
            kind, shown = "bullet", look.bullets[NUMBERED.index(role) - 1]
        xml = level_xml(position.level, kind, shown, style_ids[role], left, width)
        levels.setdefault(position.list_id, []).append(xml)
    return [oxml.abstract_list(number, of_list) for number, of_list in levels.items()]


def _number_width(role: Role, form: str, level: ListLevel) -> int:
    """Return the millimetres for a number; 0 for one with a word, which is within the line."""
    if not form:
        return _BULLET
    if any(map(str.isalpha, form)):
        return 0
    if role is Role.NUMBERED:
        return _NUMBER
    if role is Role.NUMBERED_POINT:
        return _POINT if form.count("%") == 1 else _NUMBER + _HIGHER_NUMBER
    return _NUMBER + _HIGHER_NUMBER * level.level


def list_levels(look: StyleSheet) -> Mapping[str, ListLevel]:
    """Return the list level of each style that has one, by the style's name."""
    found: dict[str, ListLevel] = {}
    numbered = {role: level for role, (_, level) in _numbered_roles(look).items()}
    for role, level in {**FIXED_LEVELS, **numbered}.items():
        found.setdefault(look.styles[role], level)
    return found


def _numbered_roles(look: StyleSheet) -> Mapping[Role, tuple[str, ListLevel]]:
    """Return Word's number format ("" for a bullet) and the list level of each numbered role.

    Numbers that restart under each heading are in the list of the heading; others in their own.
    """
    found: dict[Role, tuple[str, ListLevel]] = {}
    list_id, level, above = _AIMS - 1, 0, ""
    forms = look.paragraphs
    of_paragraphs = zip(NUMBERED, (forms.paragraph, forms.point, ""), strict=True)
    for role, form in (
        *zip(AIMS, look.headings, strict=False),
        (Role.SECTION, forms.section),
        *(of_paragraphs if forms.paragraph else ()),
    ):
        is_point = role in NUMBERED[1:]
        if not (form or is_point) or role not in look.styles:
            continue
        parent = role is Role.NUMBERED and forms.reset_by
        if parent:
            above, (list_id, level) = found[parent]
        restarts = is_point or parent or restarts_under_heading(form)
        list_id, level = (list_id, level + 1) if restarts else (list_id + 1, 0)
        above = format_number(form, f"%{level + 1}", above)
        found[role] = above, ListLevel(list_id, level)
    return found


def link_styles(
    styles: "Styles", look: StyleSheet, style_ids: Mapping[Role, str]
) -> None:
    """Set the list and the level of each style.

    Both links are needed: `pStyle` of the level makes Word use the style when an author changes
    the level; `numPr` of the style puts the paragraph into the list. The other styles of an office
    are in no list, also if they are based on one that is.
    """
    by_id = {each.styleId: each for each in reversed(styles.element.style_lst)}
    for role, style_id in style_ids.items() if look.template else ():
        if style_kind(role) == "paragraph":
            properties = by_id[style_id].get_or_add_pPr()
            properties.get_or_add_numPr().get_or_add_numId().val = 0
    ids = {name: style_ids[role] for role, name in look.styles.items()}
    for name, level in list_levels(look).items():
        numbered = by_id[ids[name]].get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level.level
        numbered.get_or_add_numId().val = level.list_id
