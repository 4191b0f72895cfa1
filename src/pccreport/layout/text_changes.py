"""What became of texts as a document: grouped, each with its places and its changed words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from pccreport.compare import phrases
from pccreport.compare.text_changes import (
    TextChange,
    TextChangeKind,
    TextComparison,
)
from pccreport.compare.word_changes import PartDiff
from pccreport.document.blocks import (
    Block,
    Document,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Quoted,
    TextRun,
)
from pccreport.document.roles import Role

_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""A comparison is of no day: the same two sides make the same document."""
NOT_SHOWN = "The words are not shown."
_KINDS: Mapping[TextChangeKind, Role] = MappingProxyType(
    {
        TextChangeKind.ADDED: Role.ADDED,
        TextChangeKind.DELETED: Role.WITHDRAWN,
        TextChangeKind.MOVED: Role.MOVED,
        TextChangeKind.MOVED_CHANGED: Role.MOVED,
        TextChangeKind.NOT_IN_REPORT: Role.WITHDRAWN,
        TextChangeKind.NOT_PRIVATE: Role.WITHDRAWN,
        TextChangeKind.IN_NO_CONTRIBUTION: Role.ADDED,
        TextChangeKind.APART: Role.CONTINUED,
    }
)


def lay_out_text_changes(
    comparison: TextComparison, language: str = "en-GB"
) -> Document:
    """Return what became of texts, for the reader that the comparison is for."""
    blocks = (
        _heading(1, comparison.title),
        *(_paragraph(Role.COUNTS, counts_sentence(comparison)),),
        *(_paragraph(Role.REMARK, note) for note in comparison.notes),
        *(
            block
            for group in comparison.groups
            for block in _group(group.title, group.changes)
        ),
    )
    return Document(comparison.title, "", "", language, _NO_DAY, blocks)


def counts_sentence(comparison: TextComparison) -> str:
    """Return how many changes there are of each kind: “2 changed, 1 added, 60 unchanged”."""
    counts = comparison.counts()
    numbers = [f"{counts[kind]:,} {kind}" for kind in TextChangeKind if counts[kind]]
    return ", ".join([*numbers, f"{comparison.unchanged:,} unchanged"])


def _group(title: str, changes: tuple[TextChange, ...]) -> Iterator[Block]:
    yield _heading(2, title)
    for change in changes:
        if change.kind is TextChangeKind.APART:
            yield _apart(change)
            continue
        kind = phrases.capitalise(change.kind)
        name = (TextRun(kind, role=_KINDS.get(change.kind, Role.REVISED)), TextRun(" "))
        place = TextRun(change.where, role=Role.PLACE)
        yield ListItem(Role.CHANGE, (*(name if kind != title else ()), place))
        for remark in change.remarks:
            yield _paragraph(Role.REMARK, phrases.capitalise(remark), 1)
        if change.hidden:
            yield _paragraph(Role.REMARK, NOT_SHOWN, 1)
        else:
            yield from _texts(PartDiff("", change.words))


def _apart(change: TextChange) -> ListItem:
    """Return what is no update on one line: what it is, where, and what it says."""
    kind = TextRun(
        phrases.capitalise(", ".join(change.remarks)), role=_KINDS[change.kind]
    )
    said = NOT_SHOWN if change.hidden else change.old[0].text
    place = TextRun(change.where, role=Role.PLACE)
    return ListItem(Role.CHANGE, (kind, TextRun(" "), place, TextRun(f": {said}")))


def _texts(words: PartDiff) -> Iterator[Paragraph]:
    """Yield a text with its changes; as two texts where few words stayed."""
    if phrases.is_shown_whole(words):
        for when, text in phrases.old_and_new(words):
            name = TextRun(f"{phrases.capitalise(when)}:", role=Role.FIELD)
            content: tuple[Inline, ...] = (name, TextRun(" "), TextRun(text))
            yield Paragraph(Role.CHANGED_TEXT, content, depth=1)
        return
    marked = tuple(
        Quoted((TextRun(text),), deleted=mark == "gone") if mark else TextRun(text)
        for text, mark in phrases.mark_changes(words)
    )
    yield Paragraph(Role.CHANGED_TEXT, marked, depth=1)


def _heading(level: int, text: str) -> Heading:
    role = (Role.REPORT_TITLE, Role.SECTION)[level - 1]
    return Heading(role, (TextRun(text),), level)


def _paragraph(role: Role, text: str, depth: int = 0) -> Paragraph:
    return Paragraph(role, (TextRun(text),), depth=depth)
