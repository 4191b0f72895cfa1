"""Plain text, Markdown and CSV, whatever they are encoded in."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from pccreport.readers.line import Line, LineKind, fold_spaces, row_line, typed_lines

_STRUCK = re.compile(r"(?s) ?(?<![\\~])~~(?![\s~])((?:(?!~~|\n\s*\n).)+)(?<!\s)~~")


def decode(content: bytes) -> str:
    """Return bytes as text; raise ValueError if they are none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise ValueError("no text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def csv_rows(text: str) -> Iterator[Line]:
    """Yield the rows of a CSV file."""
    separator = max(",;\t|", key=text.partition("\n")[0].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    for number, each in enumerate(rows, start=1):
        yield row_line(map(cell_text, each), f"row {number}")


def markdown_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text as it was typed; what is between two “~~” is struck through."""
    end = r"\s*[\r\n][\s>]*"
    by_line = _STRUCK.sub(lambda x: re.sub(end, r"~~\g<0>~~", x[0]), text)
    for line in typed_lines(by_line):
        rest = _STRUCK.sub("", line.text).strip()
        cells = (*(_STRUCK.sub("", x) for x in line.cells),)
        yield line._replace(text=rest, cells=cells)
        struck = _STRUCK.findall(line.text)
        yield from (Line(each, line.place, LineKind.STRUCK) for each in struck)


def cell_text(text: str) -> str:
    """Return the lines of a cell, divided by "\\v"."""
    return "\v".join(filter(None, map(fold_spaces, text.splitlines())))
