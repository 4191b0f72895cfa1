"""What a paragraph's style says of it: its name, the level of its list, whether it is hidden.

Styles are found by id and known by name: a program translates ids, and keeps names.
"""

import re
from typing import NamedTuple

from pccreport.readers.package import Element

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{W_NAMESPACE}}}"
_VAL = f"{W}val"
_DIGIT = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])|(title)", re.IGNORECASE)
_LONGEST_CHAIN = 20
"""Styles that are based on one another: a damaged file may go round in a circle."""


class StyleProperties(NamedTuple):
    """What a style, with those it is based on, says of a paragraph or a run."""

    name: str = ""
    hidden: bool = False
    bold: bool = False
    level: int = 0
    """The level of its list from 1, or 0."""
    heading: int = 0
    """The level of the heading that it is, or 0."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in styles}
        self._known: dict[str, StyleProperties] = {}
        self._usual = next(
            (
                style.get(f"{W}styleId", "")
                for style in styles
                if style.get(f"{W}type") == "paragraph"
                and is_on(style.get(f"{W}default", "0"))
            ),
            "",
        )

    def properties(self, style_id: str) -> StyleProperties:
        """Return what a style says, by its id; "" is the usual style of a paragraph."""
        style_id = style_id or self._usual
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> StyleProperties:
        name, hidden, bold, numbered, outline = "", None, None, None, None
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            if style is None:
                break
            named = style.find(f"{W}name")
            name = name or ("" if named is None else named.get(_VAL, ""))
            hidden = (
                toggle(style.find(f"{W}rPr"), "vanish") if hidden is None else hidden
            )
            bold = toggle(style.find(f"{W}rPr"), "b") if bold is None else bold
            properties = style.find(f"{W}pPr")
            if properties is not None:
                own = properties.find(f"{W}numPr")
                numbered = own if numbered is None else numbered
                level = properties.find(f"{W}outlineLvl")
                outline = level if outline is None else outline
            based = style.find(f"{W}basedOn")
            style_id = "" if based is None else based.get(_VAL, "")
        return StyleProperties(
            name,
            bool(hidden),
            bool(bold),
            _style_level(numbered, name),
            _heading(name, outline),
        )


def list_level(numbered: Element | None, style: StyleProperties) -> int:
    """Return the level of a paragraph's list: its own, or its style's; 0 if it is in none.

    Some programs write level 0 beside “List Bullet 2”: the style's name is right then.
    """
    if numbered is None:
        return style.level
    number, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    if number is not None and number.get(_VAL) == "0":
        return 0
    own = _number(level)
    return own + 1 if own or not _DIGIT.match(style.name) else style.level or 1


def toggle(properties: Element | None, name: str) -> bool | None:
    """Return whether a property of runs is on, or None if it is not there."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else is_on(found.get(_VAL, "1"))


def is_on(value: str) -> bool:
    """Return whether the value of a property is one for yes."""
    return value.lower() not in ("0", "false", "off", "none")


def _style_level(numbered: Element | None, name: str) -> int:
    if digit := _DIGIT.match(name):
        return int(digit[1])
    if numbered is None:
        return 0
    number = numbered.find(f"{W}numId")
    if number is not None and number.get(_VAL) == "0":
        return 0
    return _number(numbered.find(f"{W}ilvl")) + 1


def _heading(name: str, outline: Element | None) -> int:
    if found := _HEADING.fullmatch(name):
        return int(found[1] or 1)
    level = 9 if outline is None else _number(outline)  # 9 is body text
    return 0 if level == 9 else level + 1


def _number(element: Element | None) -> int:
    value = "0" if element is None else element.get(_VAL, "0")
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 0
