"""Tables on paper: the widths of the columns, the size of the letters, and the shades of cells.

Lengths are in twips (twentieths of a point). Word and PDF files have the same.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import Table, content_text

_USUAL_SIZE = 240
_SIZES = (_USUAL_SIZE, 220, 200, 180)
"""12 points, and what a table with many columns has: the first in which no word is broken."""
SHADES = {
    "complete": "E8ECF1",
    "on-track": "E3F1E8",
    "at-risk": "FFF1CC",
    "off-track": "FBE4E6",
}
"""Shades of cells with a status; the word and the sign say the same."""
_BEFORE_SIGN = " (?=[■●▲▼○])"
"""The space between the word of a status and its sign, which are on one line."""
_SHORT = 11
"""Length of the longest text in a cell that has one line, if there is room for that."""
_CELL_MARGINS = 180
"""The margins of a cell, and a little more."""
_LETTER_WIDTHS = {
    character: width
    for width, characters in {
        278: "Iijl\u00a0 .,/’'",
        333: "ft()[]-!:;",
        389: "r",
        556: "aceksvxyzJ0123456789£–",
        611: "bdghnopquFLTZ",
        722: "ABCDEHKNPRSUVXY&",
        778: "wGOQ",
        889: "mM%",
    }.items()
    for character in characters
}
"""Widths of bold Arial and Liberation Sans, in thousandths of the font size."""


class TableLayout(NamedTuple):
    """The layout of a table."""

    size: float
    """The size of its letters, as a share of the usual."""
    widths: list[int]
    """The width of each column; the first has the remainder."""
    fits: bool
    """Whether there is room for each of its words."""


def lay_out_table(table: Table, width: int, scale: float) -> TableLayout:
    """Return the layout of a table; `scale` is the width of letters, relative to Arial of 12 points."""
    texts = [
        [bind_sign(content_text(cell.content)) for _, cell in row] for row in table.rows
    ]

    def width_of(text: str, size: int) -> int:
        # Whole numbers, because `sum` rounds floats differently since Python 3.12.
        thousandths = sum(_LETTER_WIDTHS.get(character, 1000) for character in text)
        return _CELL_MARGINS + int(size * scale * thousandths / 1000)

    def fits(rows: list[list[str]], size: int) -> bool:
        """Return whether there is room for each word."""
        return sum(least_widths(rows, partial(width_of, size=size))) <= width

    size = next((s for s in _SIZES if fits(texts, s)), _SIZES[-1])
    in_size = partial(width_of, size=size)
    # If there is room for that, a short text such as "At risk" has one line, as "2025/26 Q2" has.
    whole = [
        [re.sub(r" (?=Q\d)" if len(t) > _SHORT else " ", "\u00a0", t) for t in row]
        for row in texts
    ]
    chosen = whole if fits(whole, size) else texts
    _, *others = column_widths(chosen, width, in_size)
    widths = [width - sum(others), *others]
    return TableLayout(size / _USUAL_SIZE, widths, fits(texts, size))


def bind_sign(text: str) -> str:
    """Return a text with the sign of each status on the line of its word."""
    return re.sub(_BEFORE_SIGN, "\u00a0", text)


def least_widths(
    rows: Iterable[Sequence[str]], width_of: Callable[[str], int]
) -> list[int]:
    """Return the width of each column for its longest word; a no-break space is part of one.

    `width_of` returns the width of a text with the space around it.
    """
    columns = (re.split("[ \n]", " ".join(c)) for c in zip(*rows, strict=True))
    return [max(map(width_of, words)) for words in columns]


def column_widths(
    rows: Sequence[Sequence[str]], room: int, width_of: Callable[[str], int]
) -> list[int]:
    """Return the width of each column; none breaks a word, if `room` has room for that."""
    whole = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    narrowest = least_widths(rows, width_of)
    if sum(narrowest) > room:  # only the longest words are broken
        rest = room
        for index, column in enumerate(sorted(narrowest)):
            longest = rest // (len(narrowest) - index)
            if column > longest:
                break
            rest -= column
        return [min(column, longest) for column in narrowest]
    # As wide as the longest text needs, so that no cell has more lines than it must.
    for lines in count(1):
        pairs = zip(narrowest, whole, strict=True)
        widths = [max(least, -(-most // lines)) for least, most in pairs]
        if sum(widths) <= room:
            break
    # The rest is for the texts that still have several lines.
    wanted = [max(0, most - given) for most, given in zip(whole, widths, strict=True)]
    share = min(1.0, (room - sum(widths)) / (sum(wanted) or 1))
    pairs = zip(widths, wanted, strict=True)
    return [given + int(more * share) for given, more in pairs]
