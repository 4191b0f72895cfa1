"""Rows of cells as lines: what workbooks, CSV files and tables in documents have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pccreport.intake.cells import keeps_row, may_be_heads
from pccreport.intake.marks import is_mark
from pccreport.model.private_intent import is_private_head
from pccreport.readers.line import CellPlace, LinePurpose, ReadLine, fold_spaces
from pccreport.readers.text import join_lines, split_list_sign

MOST_CELLS = 200_000
"""Cells that are read of one file."""
MOST_CHARACTERS = 20_000_000
"""Characters of all cells that are read of one file: a text may be in many of them."""

Row = tuple[int, Mapping[int, str]]
"""The number of a row, from 1, and its cells that are not empty, by column from 1."""


Merged = Mapping[CellPlace, CellPlace]
"""The first cell of those that are merged, by each of the others."""


def sheet_lines(
    rows: Iterable[Row], sheet: str = "", table: int = 1, merged: Merged | None = None
) -> Iterator[ReadLine]:
    """Yield the lines of a sheet's cells, marked as their rows say."""
    lines = (
        ReadLine(
            text,
            f"{sheet}cell {column_name(c)}{number}",
            cell=CellPlace(table, number, c),
        )
        for number, cells in rows
        for c, wording in sorted(cells.items())
        for text in map(fold_spaces, join_lines(wording.splitlines()))
        if text
    )
    return table_lines(lines, merged)


def table_lines(
    lines: Iterable[ReadLine], merged: Merged | None = None
) -> Iterator[ReadLine]:
    """Yield the lines, those of cells marked as the heads of their columns and their rows say.

    The first row of several short texts in a table is its heads; a later one that asks what is
    private is, too, because there may be a title above it. A cell that only says that something
    is private, says it of its row.
    """
    heads: dict[int, str] = {}
    table = 0
    wording: dict[CellPlace, str] = {}
    covered = defaultdict[tuple[int, int], list[tuple[int, CellPlace]]](list)
    for place, first in (merged or {}).items():
        covered[place[:2]].append((place.column, first))
    for (number, row_number), of_row in groupby(
        lines, lambda line: line.cell[:2] if line.cell else (0, 0)
    ):
        row = [*of_row]
        if number != table:
            table, heads = number, {}
        for line in row:
            if line.cell:
                wording[line.cell] = f"{wording.get(line.cell, '')} {line.text}".strip()
        cells = {each.cell.column: wording[each.cell] for each in row if each.cell}
        own = len(cells)
        for column, first in covered.get((number, row_number), ()):
            cells.setdefault(column, wording.get(first, ""))
        is_head = own > 1 and may_be_heads(cells.values())
        is_head = is_head and (not heads or _ends_titles(heads, cells, row_number))
        heads = cells if is_head else heads
        private = len(cells) > 1 and any(
            keeps_row(heads.get(c, ""), text) or is_mark(text)
            for c, text in cells.items()
        )
        for line in row:
            if line.cell is None:
                yield line
                continue
            purpose = LinePurpose.HEADING if is_head else line.purpose
            sign, text = split_list_sign(line.text)
            is_private = line.private or (private and not is_head)
            found = line._replace(text=text, sign=line.sign or sign)
            yield found._replace(purpose=purpose, private=is_private)


def column_name(number: int) -> str:
    """Return the letters of a column, from 1: A, B … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ends_titles(heads: Mapping[int, str], cells: Mapping[int, str], row: int) -> bool:
    """Return whether a row has the heads of a table, and what was above it is its title.

    The first five rows may be that, and who sent it.
    """
    asked, asks = (any(map(is_private_head, x.values())) for x in (heads, cells))
    return row <= 5 and asks and not asked
