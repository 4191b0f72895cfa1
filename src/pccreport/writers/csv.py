"""The tables of a document as comma-separated values, for a spreadsheet.

Above each table is what the document has above it, below it its notes. A figure is a number, and no text is a formula.
"""

import csv
import io
import re
from collections.abc import Iterator

from pccreport.document.blocks import Document, Table, content_text, group_tables
from pccreport.document.roles import Role

_BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8."""
_NUMBER = re.compile(r"\+?(-?)[£$€]?(-?\d[\d,]*(?:\.\d+)?)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(document: Document) -> str:
    """Return the tables of the document, and the comments of a draft below them."""
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(_rows(document))
    return _BYTE_ORDER_MARK + lines.getvalue()


def _rows(document: Document) -> Iterator[list[str]]:
    if document.head:
        yield [_no_formula(document.head)]
    above, is_below = "", False
    for part in group_tables(document.blocks):
        if not isinstance(part, Table):
            above, block = content_text(part[1].content), part[1]
            if block.role is Role.TABLE_NOTE:
                yield [_no_formula(above)]
            continue
        if is_below:
            yield []
        is_below = True
        caption = content_text(part.caption[1].content) if part.caption else above
        yield [_no_formula(caption)]
        for row in part.rows:
            yield [_as_cell(content_text(cell.content), cell.role) for _, cell in row]
    for note in document.notes:
        yield [_no_formula(line) for line in note.paragraphs()]


def _as_cell(text: str, role: Role) -> str:
    """Return the text of a cell; a figure as a number."""
    number = _NUMBER.fullmatch(text) if role is Role.FIGURE else None
    return "".join(number.groups()).replace(",", "") if number else _no_formula(text)


def _no_formula(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text
