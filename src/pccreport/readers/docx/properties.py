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

    def __init__(self, root: Element) -> None:
        styles = root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in styles}
        self._known: dict[str, StyleProperties] = {}
        of_paragraphs = (s for s in styles if s.get(f"{W}type") == "paragraph")
        usual = (s for s in of_paragraphs if is_on(s.get(f"{W}default", "0")))
        self._usual = next((style.get(f"{W}styleId", "") for style in usual), "")

    def properties(self, style_id: str) -> StyleProperties:
        """Return what a style says, by its id; "" is the usual style of a paragraph."""
        style_id = style_id or self._usual
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> StyleProperties:
        chain: list[Element] = []
        # A damaged file may go round in a circle.
        while style_id in self._by_id and len(chain) < 20:
            chain.append(self._by_id[style_id])
            style_id = value(chain[-1], "basedOn")

        def first(path: str) -> Element | None:
            found = (style.find(path) for style in chain)
            return next((each for each in found if each is not None), None)

        name = next((name for style in chain if (name := value(style, "name"))), "")
        digit, numbered = _DIGIT.match(name), first(f"{W}pPr/{W}numPr")
        return StyleProperties(
            name,
            _is_element_on(first(f"{W}rPr/{W}vanish")) or False,
            _is_element_on(first(f"{W}rPr/{W}b")) or False,
            int(digit[1]) if digit else list_level(numbered, StyleProperties()),
            _heading(name, first(f"{W}pPr/{W}outlineLvl")),
        )


def list_level(numbered: Element | None, style: StyleProperties) -> int:
    """Return the level of a paragraph's list: its own, or its style's; 0 if it is in none.

    Some programs write level 0 beside “List Bullet 2”: the style's name is right then.
    """
    if numbered is None:
        return style.level
    if value(numbered, "numId") == "0":
        return 0
    own = _number(value(numbered, "ilvl"))
    return own + 1 if own or not _DIGIT.match(style.name) else style.level or 1


def toggle(properties: Element, name: str) -> bool | None:
    """Return whether a property of runs is on, or None if it is not there."""
    return _is_element_on(properties.find(f"{W}{name}"))


def value(parent: Element, name: str) -> str:
    """Return the value of an element in another; "" if it is not there or has none."""
    return str(next((e.get(_VAL, "") for e in parent.iterfind(f"{W}{name}")), ""))


def _is_element_on(element: Element | None) -> bool | None:
    return None if element is None else is_on(element.get(_VAL, "1"))


def is_on(value: str) -> bool:
    """Return whether the value of a property is one for yes."""
    return value.lower() not in ("0", "false", "off", "none")


def _heading(name: str, outline: Element | None) -> int:
    if found := _HEADING.fullmatch(name):
        return int(found[1] or 1)
    level = 9 if outline is None else _number(outline.get(_VAL, "0"))  # 9 is body text
    return 0 if level == 9 else level + 1


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
