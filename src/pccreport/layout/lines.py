"""Builds headings, paragraphs, tables and changed texts of documents about reports."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from pccreport.compare import phrases
from pccreport.compare.changes import PartDiff
from pccreport.document.blocks import (
    Block,
    ChangeCause,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    TableCell,
    TextChange,
    TextRun,
)
from pccreport.document.roles import MAIN_HEADINGS, Role

NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of these documents, so that the same reports make the same bytes."""


def heading(level: int, text: str) -> Heading:
    """Return a heading."""
    return Heading(MAIN_HEADINGS[level - 1], (TextRun(text),))


def paragraph(role: Role, text: str, depth: int = 0) -> Paragraph:
    """Return a paragraph; with a depth, it continues a list item of that depth."""
    return Paragraph(role, (TextRun(text),), depth=depth)


def simple_table(
    caption: str, headings: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[Block]:
    """Yield the caption and the cells of a table; a cell can have several lines."""
    columns = len(headings)
    yield paragraph(Role.CAPTION, caption)
    for heading in headings:
        yield TableCell(Role.COLUMN_HEADING, (TextRun(heading),), columns=columns)
    for name, cells in rows:
        yield TableCell(Role.ROW_HEADING, (TextRun(name),), columns=columns)
        for cell in cells:
            lines = (i for x in cell.split("\n") for i in (LineBreak(), TextRun(x)))
            yield TableCell(Role.CELL, tuple(lines)[1:], columns=columns)


def changed_text(part: PartDiff, depth: int) -> Iterator[Paragraph]:
    """Yield a text with its changes, or two texts if most of it changed."""
    old, new = part.old, part.new
    if old and new and part.is_rewritten and max(len(old), len(new)) > 40:
        for when, text in (("before", old), ("now", new)):
            yield named_text(f"{part.part} {when}".lstrip(), [TextRun(text)], depth)
        return
    pieces = ((TextRun(text), side) for text, side in phrases.mark_changes(part))
    quoted = ChangeCause.QUOTED
    marked = (TextChange((run,), side, quoted) if side else run for run, side in pieces)
    yield named_text(part.part, marked, depth)


def named_text(field: str, content: Iterable[Inline], depth: int) -> Paragraph:
    """Return a paragraph with the name of a field, if there is one, and its text."""
    name = TextRun(f"{phrases.capitalise(field)}:", role=Role.FIELD)
    lead = (name, TextRun(" ")) if field else ()
    return Paragraph(Role.CHANGED_TEXT, (*lead, *content), depth=depth)
