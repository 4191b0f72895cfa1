"""What a comparison is made of: one change for each thing that either side tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.matching import MatchedBy
from pccreport.compare.sides import ComparedLine, Side


class ChangeKind(StrEnum):
    """What became of something that is told."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    MOVED_REVISED = "moved and revised"
    CONTINUED = "continued"
    """Told on from an earlier period."""
    NOT_DUE = "not due"
    """Of a period before the other side begins."""
    UNCHANGED = "unchanged"


SILENT = (ChangeKind.NOT_DUE, ChangeKind.UNCHANGED)
"""Kinds that are counted and not shown."""


class RestatedFigures(NamedTuple):
    """Figures that one side says and the other does not."""

    old: tuple[str, ...]
    new: tuple[str, ...]


class Change(NamedTuple):
    """One thing that is told, and what became of it."""

    kind: ChangeKind
    old: ComparedLine | None
    new: ComparedLine | None
    by: MatchedBy = MatchedBy.NONE
    sure: bool = True
    """Whether the measure can tell that its two halves are the same thing."""
    continues: ComparedLine | None = None
    """What it carries on from an earlier period, where that has a change of its own."""
    reason: str = ""
    """Why it was withdrawn, as somebody wrote."""
    unexplained: bool = False
    """Whether it is gone, and nobody wrote that it is withdrawn."""
    later: bool = False
    """Whether it is gone because it is of a period after the new side ends."""
    restated: RestatedFigures | None = None
    """The figures of a past period that are others now."""

    @property
    def line(self) -> ComparedLine:
        """What is told: as it is now, or as it was."""
        line = self.new or self.old
        assert line is not None  # a change is of something
        return line


class PlanChange(NamedTuple):
    """A change of what stands around the updates: told once."""

    what: str
    """A key aim, the objective, the day of the meeting ..."""
    kind: ChangeKind
    old: str
    new: str
    old_number: int | None = None
    """A key aim's number, before and now."""
    new_number: int | None = None
    level: str = "Key Aim"
    """What a body calls a key aim; of several numbers, what it calls them."""


class AimRow(NamedTuple):
    """A key aim of a comparison, by its key of now."""

    key: str
    text: str
    old_number: int | None
    new_number: int | None
    level: str = "Key Aim"
    """What a body calls a key aim."""

    @property
    def number(self) -> int | None:
        """Its number now, or the one that it had."""
        return self.new_number or self.old_number


class Comparison(NamedTuple):
    """Everything that is told before or now, each in exactly one change."""

    before: Side
    after: Side
    aims: tuple[AimRow, ...]
    """As now; those that are gone come last."""
    streams: tuple[tuple[str, str], ...]
    """Keys and headings, as now; those that are gone come last."""
    plan: tuple[PlanChange, ...]
    changes: tuple[Change, ...]
    """In reading order; what is gone stands where it stood."""
    private: tuple[int, int] = (0, 0)
    """How many lines each side keeps to the office: those are in nothing else here."""
    lasting_aims: Mapping[str, str] = MappingProxyType({})
    """The key of now of each old key aim that still is one."""
    lasting_streams: Mapping[str, str] = MappingProxyType({})
    """The same of streams."""
    redacted: int = 0
    """How many lines were public before and are not any more: those neither."""
    withheld: int = 0
    """How many old texts are left out because they may say what became private."""

    def counts(self) -> Counter[ChangeKind]:
        """How many changes there are of each kind."""
        return Counter(change.kind for change in self.changes)

    def visible_changes(self) -> Iterator[Change]:
        """The changes that a reader wants to see."""
        return (change for change in self.changes if change.kind not in SILENT)

    @property
    def has_changes(self) -> bool:
        """Whether anything changed."""
        hidden = self.redacted or self.withheld
        return bool(self.plan or hidden) or any(True for _ in self.visible_changes())
