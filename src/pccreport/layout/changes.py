"""A comparison as a document: what changed, in reading order, with the changed words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pccreport.compare import phrases
from pccreport.compare.changes import ChangeKind, Comparison
from pccreport.compare.outline import ChangesOutline, NestedChange
from pccreport.compare.sides import LinePart, NamedAim
from pccreport.document.blocks import (
    Block,
    Document,
    Inline,
    Link,
    ListItem,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.layout.lines import (
    NO_DAY,
    changed_text,
    heading,
    named_text,
    paragraph,
    table,
)
from pccreport.model.inline_markup import ProseLink, ProseRun

_AIM = 60
"""Characters of a key aim in the table."""
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
        heading(1, head),
        *(paragraph(Role.COUNTS, line) for line in more),
        *_first(outline),
        *_summary(outline),
        *_table(outline),
        *_plan(comparison),
        *_changes(outline),
    )
    return Document(title, "", "", language, NO_DAY, blocks)


def _first(outline: ChangesOutline) -> Iterator[Block]:
    """Yield what is to be looked at first, before anything is counted."""
    if outline.first:
        yield heading(2, phrases.FIRST)
    for n, line in enumerate(outline.first, start=1):
        where = TextRun(f" – {line.where}") if line.where else TextRun("")
        at = (TextRun(f" {line.at}", role=Role.PLACE),) if line.at else ()
        content = (TextRun(line.what), where, *at)
        yield ListItem(Role.CHANGE, content, number=f"{n}.")
    if outline.first_rest:
        yield paragraph(Role.REMARK, outline.first_rest)


def _summary(outline: ChangesOutline) -> Iterator[Block]:
    comparison = outline.comparison
    if outline.first:
        yield heading(2, phrases.NUMBERS)
    if not comparison.has_changes:
        yield paragraph(Role.TEXT, phrases.no_changes_sentence(comparison))
    yield paragraph(Role.COUNTS, phrases.counts_sentence(comparison))
    for note in phrases.notes(comparison):
        yield paragraph(Role.REMARK, note)


def _table(outline: ChangesOutline) -> Iterator[Block]:
    """Yield how many changes of each kind there are, key aim by stream."""
    streams = outline.streams()
    if outline.grid and streams:
        level, _ = outline.comparison.after.levels
        titles = level, *(h or key or "Without a stream" for key, h in streams)
        rows = (
            (
                phrases.truncate(phrases.short_aim_title(row), _AIM),
                [_numbers(outline.grid.get((row.key, key))) for key, _ in streams],
            )
            for row in outline.comparison.aims
        )
        yield from table(f"Changes by {level} and stream", titles, rows)
    if caveats := outline.grid.get(("", "")):
        numbers_of = ", ".join(phrases.count_phrases(caveats))
        yield paragraph(Role.TEXT, f"{phrases.CAVEATS}: {numbers_of}")


def _numbers(counts: Counter[ChangeKind] | None) -> str:
    """Return the numbers of a cell, each on its line."""
    return "\n".join(phrases.count_phrases(counts or Counter()))


def _plan(comparison: Comparison) -> Iterator[Block]:
    if comparison.plan:
        yield heading(2, phrases.PLAN)
    for text, words in map(phrases.plan_change_text, comparison.plan):
        content = (TextRun(f"{text}:" if words else text),)
        yield ListItem(Role.CHANGE, content)
        if words:
            yield from changed_text(words, 1)


def _changes(outline: ChangesOutline) -> Iterator[Block]:
    for aim in outline.groups():
        yield heading(2, aim.title)
        for stream in aim.streams:
            if stream.title:
                yield heading(3, stream.title)
            for label in stream.labels:
                yield heading(4 if stream.title else 3, label.title)
                for nested in label.changes:
                    yield from _change(outline, nested)


def _change(outline: ChangesOutline, nested: NestedChange) -> Iterator[Block]:
    change, depth = nested.change, nested.depth + 1
    kind = TextRun(phrases.capitalise(change.kind), role=_KINDS[change.kind])
    place = TextRun(phrases.files_and_lines(change), role=Role.PLACE)
    yield ListItem(Role.CHANGE, (kind, TextRun(" "), place), depth=depth)
    for remark in outline.remarks(nested):
        yield paragraph(Role.REMARK, phrases.capitalise(remark), depth)
    marked = {text.text: text.parts for text in change.line.texts}
    for part in phrases.shown_parts(change):
        if part.is_whole and part.new in marked:
            yield named_text(part.part, map(_rendered, marked[part.new]), depth)
        else:
            yield from changed_text(part, depth)


def _rendered(part: LinePart) -> Inline:
    """Return a part of a text with its marks as they are printed."""
    match part:
        case ProseRun(text=text):
            return TextRun(text, *part.looks)
        case ProseLink(href=href, words=words):
            return Link(href, tuple(TextRun(w.text, *w.looks) for w in words), "")
        case NamedAim(words=named):
            return TextRun(named)
