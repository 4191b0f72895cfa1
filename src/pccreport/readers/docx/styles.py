"""What a paragraph's style says of it: its name, the level of its list, whether it is hidden.

Styles are found by id and known by name: a program translates ids, and keeps names.
"""

import re
from typing import NamedTuple

from pccreport.readers.line import LineKind
from pccreport.readers.package import Element

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NAMESPACE}}}"
_VAL = f"{W}val"
_OF_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_OF_HEADING = re.compile(r"heading ([1-9])|title", re.IGNORECASE)
_BODY_TEXT = 9
"""The level of the outline that no heading has."""


UNSEEN = {LineKind.HIDDEN: ("vanish",), LineKind.STRUCK: ("strike", "dstrike")}
"""The properties of runs by which words are hidden or struck through."""


class Style(NamedTuple):
    """What a style, with those it is based on, says of a paragraph or a run."""

    name: str = ""
    unseen: frozenset[LineKind] = frozenset()
    """HIDDEN, STRUCK, or both, if it makes words so."""
    marks: str = ""
    """ "b" if it is bold, and "i" if it is italic."""
    level: int = 0
    """The level of its list from 1, or 0."""
    heading: int = 0
    """The level of the heading that it is, or 0."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element) -> None:
        styles = root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in styles}
        self._known: dict[str, Style] = {}
        usual = (
            key
            for key, style in self._by_id.items()
            if style.get(f"{W}type") == "paragraph"
            and _is_yes(style.get(f"{W}default", "0"))
        )
        self._usual = next(usual, "")

    def find(self, style_id: str) -> Style:
        """Return a style by its id; "" is the usual style of a paragraph."""
        style_id = style_id or self._usual
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        chain: list[Element] = []
        # A damaged file may go round in a circle.
        while style_id in self._by_id and len(chain) < 20:
            chain.append(self._by_id[style_id])
            style_id = value(chain[-1], "basedOn")

        def first(path: str) -> Element | None:
            found = (style.find(path) for style in chain)
            return next((each for each in found if each is not None), None)

        name = next((name for style in chain if (name := value(style, "name"))), "")
        digit, numbered = _OF_LIST.match(name), first(f"{W}pPr/{W}numPr")
        unseen = (
            kind
            for kind, names in UNSEEN.items()
            if any(_is_on(first(f"{W}rPr/{W}{x}")) for x in names)
        )
        marks = "".join(x for x in "bi" if _is_on(first(f"{W}rPr/{W}{x}")))
        level = int(digit[1]) if digit else list_level(numbered, Style())
        heading = _heading(name, first(f"{W}pPr/{W}outlineLvl"))
        return Style(name, frozenset(unseen), marks, level, heading)


def list_level(numbered: Element | None, style: Style) -> int:
    """Return the level of a paragraph's list: its own, or its style's; 0 if it is in none.

    Some programs write level 0 beside “List Bullet 2”: the style's name is right then.
    """
    if numbered is None:
        return style.level
    if value(numbered, "numId") == "0":
        return 0
    own = _number(value(numbered, "ilvl"))
    return own + 1 if own or not _OF_LIST.match(style.name) else style.level or 1


def toggle(properties: Element, name: str) -> bool | None:
    """Return whether a property of runs is on, or None if it is not there."""
    return _is_on(properties.find(f"{W}{name}"))


def value(parent: Element, name: str) -> str:
    """Return the value of an element in another; "" if it is not there or has none."""
    found = parent.find(f"{W}{name}")
    return "" if found is None else str(found.get(_VAL, ""))


def _is_on(element: Element | None) -> bool | None:
    return None if element is None else _is_yes(element.get(_VAL, "1"))


def _is_yes(word: str) -> bool:
    return word.lower() not in ("0", "false", "off", "none")


def _heading(name: str, outline: Element | None) -> int:
    if found := _OF_HEADING.fullmatch(name):
        return int(found[1] or 1)
    level = _BODY_TEXT if outline is None else _number(outline.get(_VAL, "0"))
    return 0 if level == _BODY_TEXT else level + 1


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
