"""How a Word file shows words: what is set at a run, a paragraph, a cell and their styles.

Styles are found by id and known by name: a program translates ids, and keeps names.
"""

import re
from collections.abc import Mapping

from pccreport.readers.line import LineKind
from pccreport.readers.package import Element
from pccreport.readers.paragraph import is_white

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PATHS = [f"{W}{x}" for x in ("pPr/*", "rPr/*", "tcPr/*")] + [f"{W}pPr/{W}numPr/*"]
_OF_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_OF_HEADING = re.compile(r"heading [1-9]|title", re.IGNORECASE)
_UNSEEN = (
    ("vanish", LineKind.HIDDEN),
    ("strike", LineKind.STRUCK),
    ("dstrike", LineKind.STRUCK),
)
_SHADES = "shd", "highlight", "behind"
"""What is behind words; the last of them is set elsewhere."""
_DEEPEST = 20
"""Styles of which each is based on the next: a damaged file may go round in a circle."""

Properties = Mapping[str, str]
"""What is set, each with its value: {"ilvl": "1", "vanish": "0", "shd": "FFFFFF"}."""


def own_properties(element: Element, *more: str) -> Properties:
    """Return what is set at an element itself, also in some more paths."""
    found = (x for path in (*more, *_PATHS) for x in element.iterfind(path))
    return {
        x.tag.removeprefix(W): x.get(f"{W}fill") or x.get(f"{W}val", "1") for x in found
    }


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element) -> None:
        styles = [*root.iterchildren(f"{W}style")]
        self._own = {x.get(f"{W}styleId", ""): own_properties(x, "*") for x in styles}
        usual = (
            x.get(f"{W}styleId", "")
            for x in styles
            if x.get(f"{W}type") == "paragraph" and is_on(x.get(f"{W}default", "0"))
        )
        self._usual = next(usual, "")

    def find(self, style_id: str, depth: int = 0) -> Properties:
        """Return what a style sets, with those it is based on; "" is the usual one of a paragraph."""
        own = self._own.get(style_id or self._usual, {})
        base = own.get("basedOn", "")
        is_based = base and depth < _DEEPEST
        return {**self.find(base, depth + 1), **own} if is_based else own


def is_on(word: str) -> bool:
    """Return whether the value of a property says yes."""
    return word.lower() not in ("0", "false", "off", "none")


def word_kind(run: Properties, named: Properties, around: Properties) -> LineKind:
    """Return whether words are seen: by their run, its style, and what is set around them.

    White words are hidden, unless what is behind them is not white.
    """
    for name, kind in _UNSEEN:
        said = (run,) if name in run else (named, around)
        if any(is_on(x.get(name, "0")) for x in said):
            return kind
    every = (around, named, run)
    colours = [x["color"] for x in every if "color" in x]
    shades = (x.get(name, "auto") for x in every for name in _SHADES)
    is_dark = any(x not in ("auto", "none") and not is_white(x) for x in shades)
    is_hidden = bool(colours) and is_white(colours[-1]) and not is_dark
    return LineKind.HIDDEN if is_hidden else LineKind.TEXT


def list_level(own: Properties, style: Properties) -> int:
    """Return the level of a paragraph's list: its own, or its style's; 0 if it is in none.

    Some programs write level 0 beside “List Bullet 2”: the style's name is right then.
    """
    whole = {**style, **own}
    level = _number(own.get("ilvl", ""))
    named = _OF_LIST.match(style.get("name", ""))
    if whole.get("numId") == "0" or not (named or "numPr" in whole):
        return 0
    return int(named[1]) if named and not level else _number(whole.get("ilvl", "")) + 1


def is_heading(style: Properties) -> bool:
    """Return whether a style is that of a heading, by its name or its level."""
    outline = style.get("outlineLvl", "9")  # which is that of the text
    return bool(_OF_HEADING.fullmatch(style.get("name", ""))) or outline != "9"


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
