"""Headings, sentences, tables and changed texts of documents that are about reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from pccreport.compare import phrases
from pccreport.compare.word_changes import PartDiff
from pccreport.document.blocks import (
    Block,
    Heading,
    HeadingOf,
    Inline,
    LineBreak,
    Paragraph,
    Quoted,
    TableCell,
    TextRun,
)
from pccreport.document.roles import Role

NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Such a document is of no day: the same reports make the same document."""
_HEADINGS = (Role.REPORT_TITLE, Role.SECTION, Role.AIM, Role.STREAM)


def heading(level: int, text: str) -> Heading:
    """Return a heading."""
    return Heading(_HEADINGS[level - 1], (TextRun(text),), level)


def paragraph(role: Role, text: str, depth: int = 0) -> Paragraph:
    """Return a paragraph, or what continues a list item of a depth."""
    return Paragraph(role, (TextRun(text),), depth=depth)


def table(
    caption: str, headings: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[Block]:
    """Yield a table; each line of a cell is on a line of its own."""
    columns = len(headings)
    yield paragraph(Role.CAPTION, caption)
    for words in headings:
        content = (TextRun(words),)
        yield TableCell(Role.COLUMN_HEADING, content, columns, HeadingOf.COLUMN)
    for name, cells in rows:
        yield TableCell(Role.ROW_HEADING, (TextRun(name),), columns, HeadingOf.ROW)
        for words in cells:
            yield TableCell(Role.CELL, tuple(_lines(words)), columns)


def _lines(text: str) -> Iterator[Inline]:
    first, *others = text.split("\n")
    yield TextRun(first)
    for line in others:
        yield from (LineBreak(), TextRun(line))


def changed_text(part: PartDiff, depth: int) -> Iterator[Paragraph]:
    """Yield one text with its changes; as two texts where few words stayed."""
    if phrases.is_shown_whole(part):
        for when, text in phrases.old_and_new(part):
            yield named_text(when, [TextRun(text)], depth)
        return
    marked = phrases.mark_changes(part)
    yield named_text(part.part, (_marked(*each) for each in marked), depth)


def named_text(field: str, content: Iterable[Inline], depth: int) -> Paragraph:
    """Return a text after the name of its field, if it has one."""
    name = TextRun(f"{phrases.capitalise(field)}:", role=Role.FIELD)
    lead = (name, TextRun(" ")) if field else ()
    return Paragraph(Role.CHANGED_TEXT, (*lead, *content), depth=depth)


def _marked(text: str, mark: str) -> Inline:
    run = TextRun(text)
    return Quoted((run,), deleted=mark == "deleted") if mark else run
