"""Rows of cells as lines: what a workbook and a CSV file have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pccreport.model.private_intent import is_private_cell
from pccreport.readers.line import LinePurpose, ReadLine, fold_spaces
from pccreport.readers.text import without_list_sign

MOST_CELLS = 200_000
"""Cells that are read of one file."""
_MOST_OF_HEAD = 40
"""Characters of a column's head."""

Row = tuple[int, Mapping[int, str]]
"""The number of a row, from 1, and its cells that are not empty, by column from 1."""


def row_lines(rows: Iterable[Row], sheet: str = "") -> Iterator[ReadLine]:
    """Yield the lines of each cell, with what the heads of the columns say of its row.

    The first row of short texts above others is the heads.
    """
    heads: Mapping[int, str] = {}
    for number, cells in rows:
        is_head = (
            not heads and len(cells) > 1 and all(map(_may_be_head, cells.values()))
        )
        heads = cells if is_head else heads
        private = any(
            is_private_cell(heads.get(c, ""), text) for c, text in cells.items()
        )
        purpose = LinePurpose.HEADING if is_head else LinePurpose.TEXT
        for column, text in sorted(cells.items()):
            where = f"{sheet}cell {column_name(column)}{number}"
            for line in text.splitlines():
                if said := fold_spaces(line):
                    said = without_list_sign(said)
                    yield ReadLine(said, where, purpose, private and not is_head)


def column_name(number: int) -> str:
    """Return the letters of a column, from 1: A, B … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _may_be_head(text: str) -> bool:
    has_letters = any(map(str.isalpha, text))
    return (
        has_letters and len(text) <= _MOST_OF_HEAD and not text.rstrip().endswith(".")
    )
