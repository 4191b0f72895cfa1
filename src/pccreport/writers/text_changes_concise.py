"""A comparison of texts, one change on each line: for screen readers, grep and e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.compare import phrases
from pccreport.compare.text_changes import (
    TextChange,
    TextChangeKind,
    TextComparison,
    count_apart,
)
from pccreport.compare.word_changes import PartDiff
from pccreport.writers.characters import escape_invisible


def write(comparison: TextComparison) -> str:
    """Return a line for each change in reading order, then the notes."""
    return "".join(f"{escape_invisible(line)}\n" for line in _lines(comparison))


def _lines(comparison: TextComparison) -> Iterator[str]:
    yield comparison.title
    for group in comparison.groups:
        apart = [x for x in group.changes if x.kind is TextChangeKind.APART]
        for file, counts in count_apart(apart):
            yield f"{file}: {TextChangeKind.APART}: {group.title}: {counts}"
        for change in group.changes:
            if change.kind is TextChangeKind.APART:
                continue
            yield f"{change.where}: {change.kind}: {group.title}: {_wording(change)}"
    yield from (*comparison.notes, *comparison.counted)


def _wording(change: TextChange) -> str:
    wording = (
        "" if change.hidden else phrases.bracket_changes(PartDiff("", change.words))
    )
    return "; ".join(filter(None, (wording, *change.remarks)))
