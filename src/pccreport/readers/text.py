"""Plain text and CSV, whatever they are encoded in."""

from __future__ import annotations

import codecs
import csv
from io import StringIO

from pccreport.readers.line import Line, ReadFile, put_right, row, typed_lines
from pccreport.source.command_error import UNREADABLE, CommandError

MOST_CELLS = 200_000
"""Cells that are read of one file."""
MOST_CHARACTERS = 20_000_000
"""Characters of all cells that are read of one file: a text may be in many of them."""


def read_plain_text(content: bytes, name: str) -> ReadFile:
    """Return the lines of a text file."""
    return ReadFile(name, (*typed_lines(decode(content, name)),))


def decode(content: bytes, name: str) -> str:
    """Return bytes as text; raise CommandError if they are none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        way_out = "save it as .docx, .xlsx, .csv, .html, .eml or plain text"
        raise CommandError(f"“{name}” is not a text", UNREADABLE, way_out)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_csv(content: bytes, name: str) -> ReadFile:
    """Return the rows of a CSV file; raise CommandError if there are too many cells."""
    text = decode(content, name)
    first = text.partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    lines: list[Line] = []
    cells = 0
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    for number, each in enumerate(rows, start=1):
        cells += len(each)
        check_size(name, cells, 0)
        if any(map(str.strip, each)):
            typed = enumerate(map(cell_text, each), start=1)
            lines.append(row(typed, f"row {number}"))
    return ReadFile(name, (*lines,))


def cell_text(text: str) -> str:
    """Return the lines of a cell, divided by "\\v"."""
    lines = (" ".join(line.split()) for line in put_right(text).splitlines())
    return "\v".join(filter(None, lines))


def check_size(name: str, cells: int, characters: int) -> None:
    """Raise CommandError if a file has more cells or characters than are read."""
    too_many = f"{MOST_CELLS:,} cells" if cells > MOST_CELLS else ""
    if characters > MOST_CHARACTERS:
        too_many = too_many or f"{MOST_CHARACTERS:,} characters"
    if too_many:
        message = f"“{name}” has more than {too_many}"
        raise CommandError(message, UNREADABLE, "remove what is not needed")
