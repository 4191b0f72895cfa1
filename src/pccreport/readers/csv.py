"""A CSV file: its cells, whatever separates them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from pccreport.readers.cells import MOST_CELLS, Row, sheet_lines
from pccreport.readers.line import ReadFile
from pccreport.readers.text import decode
from pccreport.source.command_error import UNREADABLE, CommandError


def read_csv(content: bytes, name: str) -> ReadFile:
    """Return the cells of a CSV file; raise CommandError if there are too many."""
    text = decode(content, name)
    try:
        dialect = csv.Sniffer().sniff(text[:10_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return ReadFile(name, tuple(sheet_lines(_rows(text, dialect, name))))
    except csv.Error as error:
        way_out = "save it again as CSV UTF-8"
        raise CommandError(f"“{name}” is damaged", UNREADABLE, way_out) from error


def _rows(text: str, dialect: type[csv.Dialect], name: str) -> Iterator[Row]:
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), dialect, strict=False)
    for number, row in enumerate(reader, start=1):
        cells += len(row)
        if cells > MOST_CELLS:
            message = f"“{name}” has more than {MOST_CELLS:,} cells"
            raise CommandError(message, UNREADABLE, "remove what is not needed")
        yield number, {i: cell for i, cell in enumerate(row, start=1) if cell.strip()}
