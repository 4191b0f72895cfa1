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
UNSEEN = {LineKind.HIDDEN: ("vanish",), LineKind.STRUCK: ("strike", "dstrike")}
"""What hides words or strikes them through."""
SHADES = "shd", "highlight"
"""What is behind words."""
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
        self._own: dict[str, Properties] = {}
        self._known: dict[str, Properties] = {}
        self._usual = ""
        for style in root.iterchildren(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            self._own[key] = own_properties(style, "*")
            is_usual = is_on(style.get(f"{W}default", "0"))
            if is_usual and style.get(f"{W}type") == "paragraph":
                self._usual = self._usual or key

    def find(self, style_id: str) -> Properties:
        """Return what a style sets, with those it is based on; "" is the usual one of a paragraph."""
        key = style_id = style_id or self._usual
        if style_id not in self._known:
            chain: list[Properties] = []
            while key in self._own and len(chain) < _DEEPEST:
                chain.insert(0, self._own[key])
                key = chain[0].get("basedOn", "")
            whole = {name: x for each in chain for name, x in each.items()}
            self._known[style_id] = whole
        return self._known[style_id]

    def of_words(self, run: Properties) -> Properties:
        """Return what the style of a run sets."""
        return self.find(run["rStyle"]) if run.get("rStyle") else {}


def is_on(word: str) -> bool:
    """Return whether the value of a property says yes."""
    return word.lower() not in ("0", "false", "off", "none")


def word_kind(run: Properties, named: Properties, around: Properties) -> LineKind:
    """Return whether words are seen: by their run, its style, and what is set around them.

    White words are hidden, unless what is behind them is not white.
    """
    for kind, names in UNSEEN.items():
        own = [is_on(run[name]) for name in names if name in run]
        styled = (x.get(name, "0") for x in (named, around) for name in names)
        if any(own) or (not own and any(map(is_on, styled))):
            return kind
    every = (around, named, run)
    colours = [x["color"] for x in every if "color" in x]
    shades = (x.get(name, "auto") for x in every for name in SHADES)
    if colours and is_white(colours[-1]) and not any(map(is_shade, shades)):
        return LineKind.HIDDEN
    return LineKind.TEXT


def is_shade(colour: str) -> bool:
    """Return whether a colour behind words is another than white."""
    return colour not in ("auto", "none") and not is_white(colour)


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
