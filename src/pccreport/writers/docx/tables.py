"""Tables as WordprocessingML, round the paragraphs of their cells.

Each row that comes or goes has a mark of its own beside the changes of its words: with only one
of the two, LibreOffice keeps a row that was rejected, or leaves an empty one. Widths are fixed,
so that Word and LibreOffice show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pccreport.document.blocks import (
    Block,
    HeadingOf,
    PlacedCell,
    Table,
    TableCell,
    inline_text,
    with_tables,
)
from pccreport.writers.docx import oxml

_LETTER = 150
"""The width of a letter of the widest kind, bold and of 12 points, in twentieths of a point."""
_MARGINS = 200
"""What a cell has beside its words, in the same."""


def join(
    blocks: Sequence[Block],
    paragraphs: Sequence[str],
    style_id: str,
    width: int,
    row_mark: Callable[[int], str],
) -> str:
    """Return the paragraphs of the blocks, with those of cells in their tables.

    `width` is that of the text on a page, in twentieths of a point, and `row_mark` returns
    the change of the whole row that a cell is in, or "".
    """
    parts = [*paragraphs]
    for table in _tables(blocks):
        places = [place for row in table.rows for place, _ in row]
        widths = _widths(table, width)
        rows = "".join(_row(row, paragraphs, widths, row_mark) for row in table.rows)
        content = table.caption[1].content if table.caption else ()
        caption = "".join(map(inline_text, content))
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
        parts[places[0]] = oxml.table(style_id, width, caption, grid, rows)
        for place in places[1:]:
            parts[place] = ""
    return "".join(parts)


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    return (part for part in with_tables(blocks) if isinstance(part, Table))


def _is_head(row: Sequence[PlacedCell]) -> bool:
    return all(cell.heading is HeadingOf.COLUMN for _, cell in row)


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
    return oxml.table_row(cells, head=_is_head(row), mark=row_mark(row[0][0]))


def _widths(table: Table, width: int) -> list[int]:
    """Return the width of each column: none breaks a word, and the first has what is left."""
    columns = [*zip(*table.rows, strict=True)]
    least = [max(_words_width(cell) for _, cell in column) for column in columns]
    whole = [max(_text_width(cell) for _, cell in column) for column in columns]
    left = width - sum(least)
    if left < 0:  # no widths are right; these are at least on the page
        return [width * each // sum(least) for each in least]
    wanted = [most - own for most, own in zip(whole, least, strict=True)]
    share = min(1.0, left / (sum(wanted) or 1))
    widths = [own + int(more * share) for own, more in zip(least, wanted, strict=True)]
    return [widths[0] + width - sum(widths), *widths[1:]]


def _words_width(cell: TableCell) -> int:
    words = "".join(map(inline_text, cell.content)).split()
    return max(map(len, words), default=0) * _LETTER + _MARGINS


def _text_width(cell: TableCell) -> int:
    return len("".join(map(inline_text, cell.content))) * _LETTER + _MARGINS
