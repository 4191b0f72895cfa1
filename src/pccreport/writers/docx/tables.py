"""Tables as WordprocessingML, round the paragraphs of their cells.

Each row that comes or goes has a mark of its own beside the changes of its words: with only one
of the two, LibreOffice keeps a row that was rejected, or leaves an empty one. Widths are fixed,
so that Word and LibreOffice show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    PlacedCell,
    Table,
    content_text,
    is_heading_row,
    with_tables,
)
from pccreport.document.roles import Role
from pccreport.writers.docx import oxml

_CLOSE = {Role.TEXT, Role.LEAD_IN, Role.POINT_1, Role.NUMBERED, Role.CAVEAT}
"""Roles whose styles have no space above: right under a table they would touch its rule."""
_BELOW = 140
"""The space between a table and one of these, in twentieths of a point, at the usual size."""
_KEPT = 10
"""Rows of a table that is not split between two pages."""
_EM = 240
"""The size of letters of 12 points, in twentieths of a point."""
_MARGINS = 180
"""What a cell has beside its words, in the same, and a little more."""
_LETTERS = {
    letter: width
    for width, letters in {
        278: "Iijl .,/’'",
        333: "ft()[]-!:;",
        389: "r",
        556: "aceksvxyzJ0123456789£–",
        611: "bdghnopquFLTZ",
        722: "ABCDEHKNPRSUVXY&",
        778: "wGOQ",
        889: "mM%",
    }.items()
    for letter in letters
}
"""The widths of letters of bold Arial, in thousandths of its size; of Liberation Sans too."""


class Room(NamedTuple):
    """What a table has on a page."""

    width: int
    """That of the text, in twentieths of a point."""
    scale: float = 1
    """How much larger than letters of 12 points in Arial those of the page may be."""
    spacing: float = 1
    """How much larger than usual the spaces between paragraphs are."""


def join(
    blocks: Sequence[Block],
    paragraphs: Sequence[str],
    style_id: str,
    room: Room,
    row_mark: Callable[[int], str],
) -> str:
    """Return the paragraphs of the blocks, with those of cells in their tables.

    `row_mark` returns the change of the whole row that a cell is in, or "".
    """
    parts = [*paragraphs]
    for table in with_tables(blocks):
        if not isinstance(table, Table):
            continue
        places = [place for row in table.rows for place, _ in row]
        widths = _widths(table, room.width, _EM * room.scale)
        kept = table.rows[:-1] if len(table.rows) <= _KEPT else ()
        for place in (place for row in kept for place, _ in row):
            parts[place] = oxml.kept_with_next(parts[place])
        rows = "".join(_row(row, parts, widths, row_mark) for row in table.rows)
        content = table.caption[1].content if table.caption else ()
        caption = content_text(content)
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
        parts[places[0]] = oxml.table(style_id, room.width, caption, grid, rows)
        for place in places[1:]:
            parts[place] = ""
        below = places[-1] + 1
        if below < len(blocks) and blocks[below].role in _CLOSE:
            space = round(_BELOW * room.spacing)
            parts[below] = oxml.with_space_above(parts[below], space)
    return "".join(parts)


def _row(
    row: Sequence[PlacedCell],
    paragraphs: Sequence[str],
    widths: Sequence[int],
    row_mark: Callable[[int], str],
) -> str:
    cells = "".join(
        oxml.table_cell(width, paragraphs[place])
        for (place, _), width in zip(row, widths, strict=True)
    )
    return oxml.table_row(cells, head=is_heading_row(row), mark=row_mark(row[0][0]))


def _widths(table: Table, width: int, em: float) -> list[int]:
    """Return the width of each column: none breaks a word, and the first has what is left."""
    texts = ([content_text(cell.content) for _, cell in row] for row in table.rows)
    columns = [*zip(*texts, strict=True)]
    words = [" ".join(column).split() for column in columns]
    least, whole = (
        [
            _MARGINS + int(em * max(map(_thousandths, pieces), default=0) / 1000)
            for pieces in some
        ]
        for some in (words, columns)
    )
    left = width - sum(least)
    if left < 0:  # words must break, but only the longest
        rest = width
        for columns_left, own in zip(
            range(len(least), 0, -1), sorted(least), strict=True
        ):
            longest = rest // columns_left
            if own > longest:
                break
            rest -= own
        return [min(own, longest) for own in least]
    # A reason why there is no figure takes no more than its share from the others.
    most = [whole[0], *(min(each, width // len(whole)) for each in whole[1:])]
    wanted = [max(0, own - word) for own, word in zip(most, least, strict=True)]
    share = min(1.0, left / (sum(wanted) or 1))
    widths = [own + int(more * share) for own, more in zip(least, wanted, strict=True)]
    return [widths[0] + width - sum(widths), *widths[1:]]


def _thousandths(text: str) -> int:
    """Return how wide a text is in bold, in thousandths of the size of its letters."""
    # Whole numbers: Python adds fractions in another way since 3.12.
    return sum(_LETTERS.get(letter, 1000) for letter in text)
