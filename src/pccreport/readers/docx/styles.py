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
Styles = Mapping[str, Properties]
"""What the styles of a document set, by their ids."""


def own_properties(element: Element, *more: str) -> Properties:
    """Return what is set at an element itself, also in some more paths."""
    found = (x for path in (*more, *_PATHS) for x in element.iterfind(path))
    return {
        x.tag.removeprefix(W): x.get(f"{W}fill") or x.get(f"{W}val", "1") for x in found
    }


def read_styles(root: Element) -> Styles:
    """Return what each style sets, with those it is based on; the usual one of a paragraph by ""."""
    styles = [*root.iterchildren(f"{W}style")]
    own = {x.get(f"{W}styleId", ""): own_properties(x, "*") for x in styles}
    for style in styles:
        is_usual = is_on(style.get(f"{W}default", "0"))
        if is_usual and style.get(f"{W}type") == "paragraph":
            own.setdefault("", own[style.get(f"{W}styleId", "")])
    whole: dict[str, Properties] = {}
    for key, first in own.items():
        chain = [first]
        while (base := chain[0].get("basedOn")) in own and len(chain) < _DEEPEST:
            chain.insert(0, own[base])
        whole[key] = {name: x for each in chain for name, x in each.items()}
    return whole


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


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
