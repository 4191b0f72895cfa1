"""Lays out a comparison of texts: groups of changes, each with its location and changed words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from pccreport.compare import phrases
from pccreport.compare.changes import TextComparison, TextGroup
from pccreport.compare.kinds import Kind
from pccreport.document.blocks import Block, Document, ListItem, TextRun
from pccreport.document.roles import Role
from pccreport.layout.lines import NO_DAY, changed_text, heading, paragraph, table

_KINDS: Mapping[Kind, Role] = {
    Kind.ADDED: Role.ADDED,
    Kind.DELETED: Role.WITHDRAWN,
    Kind.MOVED: Role.MOVED,
    Kind.MOVED_CHANGED: Role.MOVED,
    Kind.NOT_IN_REPORT: Role.WITHDRAWN,
    Kind.NOT_PRIVATE: Role.WITHDRAWN,
    Kind.IN_NO_CONTRIBUTION: Role.ADDED,
    Kind.ELSEWHERE: Role.MOVED,
}


_ACCOUNT = (
    "Sentences and figures of each contribution",
    ("Contribution", "In the report", "Kept back", "Answered for", "Open"),
)


def lay_out_text_changes(comparison: TextComparison) -> Document:
    """Return the document of a comparison of texts."""
    blocks = (
        heading(1, comparison.title),
        paragraph(Role.COUNTS, counts_sentence(comparison)),
        *(paragraph(Role.REMARK, note) for note in comparison.notes),
        *(table(*_ACCOUNT, comparison.account) if comparison.account else ()),
        *chain.from_iterable(map(_group, comparison.groups)),
        *([heading(2, "Unchanged")] if comparison.counted else ()),
        *(paragraph(Role.REMARK, wording) for wording in comparison.counted),
    )
    return Document(comparison.title, "", "", "en-GB", NO_DAY, blocks)


def counts_sentence(comparison: TextComparison) -> str:
    """Return how many texts there are of each kind, in the order of reading: “2 changed, 1 added, 60 unchanged”."""
    names = {Kind.APART: "not updates"}
    counts = Counter(change.kind for change in comparison.changes).items()
    numbers = [f"{number:,} {names.get(kind, kind)}" for kind, number in counts]
    return ", ".join([*numbers, f"{comparison.unchanged:,} unchanged"])


def _group(group: TextGroup) -> Iterator[Block]:
    yield heading(2, group.title)
    for change in group.changes:
        kind = phrases.capitalise(change.kind)
        name = (TextRun(kind, role=_KINDS.get(change.kind, Role.REVISED)), TextRun(" "))
        location = TextRun(change.where, role=Role.PLACE)
        lead = name if kind != group.title else ()
        yield ListItem(Role.CHANGE, (*lead, location))
        for remark in change.remarks:
            yield paragraph(Role.REMARK, phrases.capitalise(remark), 1)
        if change.hidden:
            yield paragraph(Role.REMARK, "The words are not shown.", 1)
        else:
            yield from changed_text(change.text_diff(), 1)
