"""How a report looks, in whatever form it is written: font, sizes, colours, page and logo.

Where everything is placed is in the style sheet of each form. What a house format chooses here
is checked, so that it can be read: the contrast of colours, and the room that is left for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.source.node import MappingNode, Node, ScalarNode

PAGE = (210, 297)
"""Width and height of an A4 page, in millimetres."""
LARGE = 18.0
"""Points of running text in large print, as the RNIB asks for."""
_USUAL = 12.0
_LEAST_ROOM = (100, 150)
"""Width and height, in millimetres, that words need on a page."""
_GUTTER, _NO_GUTTER_FROM = 12, 16.0
_WORDS, _LINES = 4.5, 3.0
"""Contrast with the page that words and lines need (WCAG 2.2, 1.4.3 and 1.4.11)."""

# As in the schema: a draft is made in spite of what is wrong there.
_COLOUR = re.compile("#?([0-9A-Fa-f]{6})")
_FONT = re.compile("[A-Za-z0-9][A-Za-z0-9 -]{0,40}")
_SIZES, _SIDES = (12, 24), (10, 80)


class Colours(NamedTuple):
    """The colours of a page, each as six hexadecimal digits."""

    headings: str = "1B365D"
    notes: str = "3D4852"
    """Labels, notes, captions, and the head and foot of a page."""
    links: str = "0B4A8F"
    lines: str = "6B7785"
    """Thin lines; thick ones have the colour of headings."""
    shading: str = "E8ECF1"
    """The ground of headings of tables."""


class Margins(NamedTuple):
    """What is left free on each side of a page, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


class Logo(NamedTuple):
    """A picture at the head of the first page."""

    content: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: float
    height: float
    """In millimetres."""
    alt: str
    """What a screen reader says of it; "" for an ornament."""


class Appearance(NamedTuple):
    """What a house format chooses of the look of a report."""

    font: str = "Arial"
    size: float = _USUAL
    """Points of running text; everything else is in proportion."""
    colours: Colours = Colours()
    own_margins: Margins | None = None
    logo: Logo | None = None

    @property
    def scale(self) -> float:
        """How much larger letters are than usual."""
        return self.size / _USUAL

    @property
    def spacing(self) -> float:
        """How much larger spaces between paragraphs are than usual: they need less than letters."""
        return 1 + (self.scale - 1) * 0.6

    @property
    def gutter(self) -> int:
        """How much further in than headings text begins, in millimetres; large letters need the room."""
        return 0 if self.size >= _NO_GUTTER_FROM else _GUTTER

    @property
    def margins(self) -> Margins:
        """The margins of the page: lines of usual text have about 66 letters."""
        usual = Margins(22, 33, 20, 25) if self.gutter else Margins(25, 20, 25, 20)
        return self.own_margins or usual

    def in_large_print(self) -> Appearance:
        """Return the same in large print."""
        return self._replace(size=max(self.size, LARGE))


USUAL = Appearance()
"""What a house format that says nothing of it has."""


def read_appearance(
    node: Node | None,
) -> tuple[Appearance, tuple[Diagnostic, ...]]:
    """Return what the `look:` of a house format says, but for the logo, and what is wrong with it.

    What is not of the right kind is the schema's to find.
    """
    look = _mapping(node)
    colours = {
        key: found[1].upper()
        for key, value in _mapping(look.get("colours")).items()
        if key in Colours._fields and (found := _COLOUR.fullmatch(_text(value)))
    }
    font = _text(look.get("font"))
    chosen = Appearance(
        font=font if _FONT.fullmatch(font) else USUAL.font,
        size=_number(look.get("size"), _SIZES, USUAL.size),
        colours=USUAL.colours._replace(**colours),
    )
    if _text(look.get("large_print")) == str(True):
        chosen = chosen.in_large_print()
    if own := _mapping(look.get("margins")):
        mm = chosen.margins._asdict()
        sides = {side: _number(own.get(side), _SIDES, mm[side]) for side in mm}
        chosen = chosen._replace(own_margins=Margins(**sides))
    return chosen, (*_contrast(chosen.colours, look), *_room(chosen.margins, look))


def _contrast(colours: Colours, look: dict[str, Node]) -> Iterator[Diagnostic]:
    """Yield a finding for each colour that is hard to read on the page, or on shading."""
    own = _mapping(look.get("colours"))
    words = {"headings": _WORDS, "notes": _WORDS, "links": _WORDS, "lines": _LINES}
    grounds = {"": "FFFFFF", "shading": colours.shading}
    told: set[str] = set()
    for (ground, behind), (name, least) in product(grounds.items(), words.items()):
        colour = getattr(colours, name)
        ratio = contrast(colour, behind)
        # Of a colour and a shading that do not go together, that which was chosen.
        at = name if name in own else ground
        beside = ground and name == "lines"  # they are round the shading, not on it
        if ratio >= least or at not in own or at in told or beside:
            continue
        told.add(at)
        where = f"the shading {behind}" if ground else "the white page"
        message = f"the colour of {name}, {colour}, has a contrast of {_floor(ratio)}:1 on {where}"
        way_out = f"at least {least:g}:1 can be read: take a {'lighter shading' if at == ground else 'darker colour'}"
        yield rule("unreadable-look").finding(message, own[at].span, way_out)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _floor(ratio: float) -> str:
    """Return a ratio with one decimal, never more than it is."""
    return f"{int(ratio * 10) / 10:g}"


def _room(margins: Margins, look: dict[str, Node]) -> Iterator[Diagnostic]:
    """Yield a finding for margins that leave too little of the page."""
    sides = (
        ("width", margins.left + margins.right),
        ("height", margins.top + margins.bottom),
    )
    for (name, taken), whole, least in zip(sides, PAGE, _LEAST_ROOM, strict=True):
        if whole - taken < least:
            message = f"these margins leave {whole - taken:g} mm of the page’s {name} for the text"
            way_out = f"leave at least {least} mm of its {whole} mm"
            yield rule("unreadable-look").finding(
                message, look["margins"].span, way_out
            )


def _mapping(node: Node | None) -> dict[str, Node]:
    return dict(node.values) if isinstance(node, MappingNode) else {}


def _text(node: Node | None) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _number(node: Node | None, limits: tuple[float, float], otherwise: float) -> float:
    value = node.value if isinstance(node, ScalarNode) else None
    least, most = limits
    if isinstance(value, int | float) and least <= value <= most:
        return float(value)
    return otherwise
