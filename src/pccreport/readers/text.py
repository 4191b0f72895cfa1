"""Plain text and CSV, whatever they are encoded in."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from pccreport.readers.line import Line, fold_spaces, row, typed_lines
from pccreport.source.command_error import UNREADABLE, CommandError


def read_plain_text(content: bytes, name: str) -> Iterator[Line]:
    """Return the lines of a text file."""
    return typed_lines(decode(content, name))


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


def read_csv(content: bytes, name: str) -> Iterator[Line]:
    """Yield the rows of a CSV file."""
    text = decode(content, name)
    first = text.partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    for number, each in enumerate(rows, start=1):
        yield row(map(cell_text, each), f"row {number}")


def cell_text(text: str) -> str:
    """Return the lines of a cell, divided by "\\v"."""
    return "\v".join(filter(None, map(fold_spaces, text.splitlines())))
