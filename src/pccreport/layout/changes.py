"""A comparison as a document: what changed, in reading order, with the changed words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from pccreport.compare import phrases
from pccreport.compare.changes import ChangeKind, Comparison
from pccreport.compare.outline import ChangesOutline, NestedChange
from pccreport.compare.sides import LinePart, NamedAim
from pccreport.compare.word_changes import PartDiff
from pccreport.document.blocks import (
    Block,
    Document,
    Heading,
    HeadingOf,
    Inline,
    InlineContent,
    LineBreak,
    Link,
    ListItem,
    Paragraph,
    Quoted,
    TableCell,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.model.inline_markup import ProseLink, ProseRun

_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""A comparison is of no day: the same two sides make the same document."""
_AIM = 60
"""Characters of a key aim in the table."""
_HEADINGS = (Role.REPORT_TITLE, Role.SECTION, Role.AIM, Role.STREAM)
_KINDS: Mapping[ChangeKind, Role] = MappingProxyType(
    {
        ChangeKind.ADDED: Role.ADDED,
        ChangeKind.REVISED: Role.REVISED,
        ChangeKind.WITHDRAWN: Role.WITHDRAWN,
        ChangeKind.MISSING: Role.WITHDRAWN,
        ChangeKind.MOVED: Role.MOVED,
        ChangeKind.MOVED_REVISED: Role.MOVED,
        ChangeKind.CONTINUED: Role.CONTINUED,
    }
)


def lay_out_changes(comparison: Comparison, language: str = "en-GB") -> Document:
    """Return what changed from one side to the other, in a language by its tag."""
    outline = ChangesOutline(comparison)
    title = phrases.title(comparison)
    head, *more = (*comparison.after.titles, title)
    blocks = (
        _heading(1, head),
        *(_paragraph(Role.COUNTS, line) for line in more),
        *_first(outline),
        *_summary(outline),
        *_table(outline),
        *_plan(comparison),
        *_changes(outline),
    )
    return Document(title, "", "", language, _NO_DAY, blocks)


def _first(outline: ChangesOutline) -> Iterator[Block]:
    """Yield what is to be looked at first, before anything is counted."""
    if outline.first:
        yield _heading(2, phrases.FIRST)
    for n, line in enumerate(outline.first, start=1):
        where = TextRun(f" – {line.where}") if line.where else TextRun("")
        at = (TextRun(f" {line.at}", role=Role.PLACE),) if line.at else ()
        content = (TextRun(line.what), where, *at)
        yield ListItem(Role.CHANGE, content, number=f"{n}.")
    if outline.first_rest:
        yield _paragraph(Role.REMARK, outline.first_rest)


def _summary(outline: ChangesOutline) -> Iterator[Block]:
    comparison = outline.comparison
    if outline.first:
        yield _heading(2, phrases.NUMBERS)
    if not comparison.has_changes:
        yield _paragraph(Role.TEXT, phrases.no_changes_sentence(comparison))
    yield _paragraph(Role.COUNTS, phrases.counts_sentence(comparison))
    for note in phrases.notes(comparison):
        yield _paragraph(Role.REMARK, note)


def _table(outline: ChangesOutline) -> Iterator[Block]:
    """Yield how many changes of each kind there are, key aim by stream."""
    streams = outline.streams()
    columns = len(streams) + 1
    if outline.grid and streams:
        level, _ = outline.comparison.after.levels
        yield _paragraph(Role.CAPTION, f"Changes by {level} and stream")
        for words in (level, *(h or key or "Without a stream" for key, h in streams)):
            content, heading = (TextRun(words),), HeadingOf.COLUMN
            yield TableCell(Role.COLUMN_HEADING, content, columns, heading)
        for row in outline.comparison.aims:
            words = phrases.truncate(phrases.short_aim_title(row), _AIM)
            content = (TextRun(words),)
            yield TableCell(Role.ROW_HEADING, content, columns, HeadingOf.ROW)
            for key, _ in streams:
                numbers = outline.grid.get((row.key, key), Counter())
                yield TableCell(Role.CELL, _lines(numbers), columns)
    if caveats := outline.grid.get(("", "")):
        numbers_of = ", ".join(phrases.count_phrases(caveats))
        yield _paragraph(Role.TEXT, f"{phrases.CAVEATS}: {numbers_of}")


def _lines(numbers: Counter[ChangeKind]) -> InlineContent:
    """Return the numbers of a cell, each on its line."""
    content: tuple[Inline, ...] = ()
    for words in phrases.count_phrases(numbers):
        content = (*content, *((LineBreak(),) if content else ()), TextRun(words))
    return content


def _plan(comparison: Comparison) -> Iterator[Block]:
    if comparison.plan:
        yield _heading(2, phrases.PLAN)
    for text, words in map(phrases.plan_change_text, comparison.plan):
        content = (TextRun(f"{text}:" if words else text),)
        yield ListItem(Role.CHANGE, content)
        if words:
            yield from _part(words, 1)


def _changes(outline: ChangesOutline) -> Iterator[Block]:
    for aim in outline.groups():
        yield _heading(2, aim.title)
        for stream in aim.streams:
            if stream.title:
                yield _heading(3, stream.title)
            for label in stream.labels:
                yield _heading(4 if stream.title else 3, label.title)
                for nested in label.changes:
                    yield from _change(outline, nested)


def _change(outline: ChangesOutline, nested: NestedChange) -> Iterator[Block]:
    change, depth = nested.change, nested.depth + 1
    kind = TextRun(phrases.capitalise(change.kind), role=_KINDS[change.kind])
    place = TextRun(phrases.files_and_lines(change), role=Role.PLACE)
    yield ListItem(Role.CHANGE, (kind, TextRun(" "), place), depth=depth)
    for remark in outline.remarks(nested):
        yield _paragraph(Role.REMARK, phrases.capitalise(remark), depth)
    marked = {text.words: text.parts for text in change.line.texts}
    for part in phrases.shown_parts(change):
        if part.is_whole and part.new in marked:
            yield _text(part.part, map(_rendered, marked[part.new]), depth)
        else:
            yield from _part(part, depth)


def _rendered(part: LinePart) -> Inline:
    """Return a part of a text with its marks as they are printed."""
    match part:
        case ProseRun(text=text):
            return TextRun(text, *part.looks)
        case ProseLink(href=href, words=words):
            return Link(href, tuple(TextRun(w.text, *w.looks) for w in words), "")
        case NamedAim(words=named):
            return TextRun(named)


def _part(part: PartDiff, depth: int) -> Iterator[Paragraph]:
    """Yield one text with its changes; as two texts where few words stayed."""
    if phrases.is_shown_whole(part):
        for when, text in phrases.old_and_new(part):
            yield _text(when, [TextRun(text)], depth)
        return
    marked = phrases.mark_changes(part)
    yield _text(part.part, (_marked(*each) for each in marked), depth)


def _marked(text: str, mark: str) -> Inline:
    run = TextRun(text)
    return Quoted((run,), deleted=mark == "gone") if mark else run


def _text(field: str, content: Iterable[Inline], depth: int) -> Paragraph:
    name = TextRun(f"{phrases.capitalise(field)}:", role=Role.FIELD)
    lead = (name, TextRun(" ")) if field else ()
    return Paragraph(Role.CHANGED_TEXT, (*lead, *content), depth=depth)


def _heading(level: int, text: str) -> Heading:
    return Heading(_HEADINGS[level - 1], (TextRun(text),), level)


def _paragraph(role: Role, text: str, depth: int = 0) -> Paragraph:
    return Paragraph(role, (TextRun(text),), depth=depth)
