"""The parts of a comparison: one change for each line of either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.matching import MatchedBy
from pccreport.compare.sides import ComparedLine, Side


class ChangeKind(StrEnum):
    """The kind of a change."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    """Gone without having been withdrawn."""
    MOVED = "moved"
    MOVED_REVISED = "moved and revised"
    CONTINUED = "continued"
    """Carried forward from an earlier period."""
    REPEATED = "said again"
    """Carried forward in the same words."""
    NOT_DUE = "not due"
    """From a period before the other side starts."""
    UNCHANGED = "unchanged"


SILENT = (ChangeKind.NOT_DUE, ChangeKind.UNCHANGED, ChangeKind.REPEATED)
"""Kinds that are counted and not shown."""
_NO_CHANGE = (ChangeKind.NOT_DUE, ChangeKind.UNCHANGED)
CARRIED = (ChangeKind.CONTINUED, ChangeKind.REPEATED)


class RestatedFigures(NamedTuple):
    """Figures that are on one side only."""

    old: tuple[str, ...]
    new: tuple[str, ...]


class Change(NamedTuple):
    """A line of the two sides, and how it changed."""

    kind: ChangeKind
    old: ComparedLine | None
    new: ComparedLine | None
    by: MatchedBy = MatchedBy.NONE
    sure: bool = True
    """True if its two sides are certainly the same line."""
    continues: ComparedLine | None = None
    """The update from an earlier period that it continues, if that has its own change."""
    reason: str = ""
    """The reason given for withdrawing it."""
    perhaps: ComparedLine | None = None
    """A line of the other side that it may be, in other words."""
    later: bool = False
    """True if it is missing because its period is after the end of the new side."""
    restated: RestatedFigures | None = None
    """The figures for a past period that have changed."""

    @property
    def line(self) -> ComparedLine:
        """Return the line as it is now, or as it was."""
        line = self.new or self.old
        assert line is not None  # a change is of something
        return line


class PlanChange(NamedTuple):
    """A change around the updates, listed once."""

    what: str
    """A key aim, the objective, the day of the meeting ..."""
    kind: ChangeKind
    old: str
    new: str
    old_number: int | str | None = None
    """A key aim's number, before and now."""
    new_number: int | str | None = None
    level: str = "Key Aim"
    """What a body calls a key aim; of several numbers, what it calls them."""


class Matter(StrEnum):
    """Why a change is to be looked at, what matters most first."""

    MISSING = "missing"
    FIGURES = "figures"
    RESTATED = "restated"
    PRIVATE = "made private"
    NEGATION = "negation"
    STATUS = "status"
    PROMISE = "promise"
    NAME = "name"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REWORDED = "reworded"
    ADDED = "added"
    DATES = "dates"
    """The meeting and the sign-off."""


class FirstChange(NamedTuple):
    """A change that is to be looked at."""

    matter: Matter
    change: Change | PlanChange
    old: tuple[str, ...] = ()
    """The figures, words, or sentences that went."""
    new: tuple[str, ...] = ()
    weight: int = 0
    """Of two that matter alike, the lighter is first."""
    points: int = 0
    """How many of its points are missing with it."""
    is_withheld: bool = False
    """True if its words are left out of what is passed on."""

    def without_words(self) -> FirstChange:
        """Return it with its place and kind alone."""
        assert isinstance(self.change, Change)
        bare = self.change.line._replace(texts=(), award=None, id="")
        change = Change(self.change.kind, bare, None)
        return self._replace(change=change, old=(), new=(), is_withheld=True)


class AimRow(NamedTuple):
    """A key aim of a comparison, by its key of now."""

    key: str
    text: str
    old_number: int | str | None
    new_number: int | str | None
    level: str = "Key Aim"
    """What a body calls a key aim."""

    @property
    def number(self) -> int | str | None:
        """Its number now, or the one that it had."""
        return self.new_number or self.old_number


class Comparison(NamedTuple):
    """Everything that was printed before or is now, each in exactly one change."""

    before: Side
    after: Side
    aims: tuple[AimRow, ...]
    """As now; those that were removed are last."""
    streams: tuple[tuple[str, str], ...]
    """Keys and headings, as now; those that were removed are last."""
    plan: tuple[PlanChange, ...]
    changes: tuple[Change, ...]
    """In reading order; a removed line is where it was."""
    private: tuple[int, int] = (0, 0)
    """How many lines each side keeps to the office: those are in nothing else here."""
    lasting_aims: Mapping[str, str] = MappingProxyType({})
    """The key of now of each old key aim that still is one."""
    lasting_streams: Mapping[str, str] = MappingProxyType({})
    """The same of streams."""
    redacted: int = 0
    """How many lines were public before and are not any more: those neither."""
    withheld: int = 0
    """How many old texts are left out because they may contain what became private."""
    is_bounded: bool = False
    """True if there are so many lines that each was compared with the nearest ones only."""
    withheld_first: tuple[FirstChange, ...] = ()
    """The changes of those, without their words."""

    def counts(self) -> Counter[ChangeKind]:
        """How many changes there are of each kind."""
        return Counter(change.kind for change in self.changes)

    def visible_changes(self) -> Iterator[Change]:
        """Return the changes that a reader wants to see."""
        return (change for change in self.changes if change.kind not in SILENT)

    def with_lines(self, changed: Callable[[ComparedLine], ComparedLine]) -> Comparison:
        """Return the comparison with each line of both sides changed, and all else as it is."""

        def lines(change: Change) -> Change:
            return change._replace(
                old=change.old and changed(change.old),
                new=change.new and changed(change.new),
                continues=change.continues and changed(change.continues),
                perhaps=change.perhaps and changed(change.perhaps),
            )

        before, after = (
            side._replace(lines=tuple(map(changed, side.lines)))
            for side in (self.before, self.after)
        )
        changes = tuple(map(lines, self.changes))
        return self._replace(before=before, after=after, changes=changes)

    @property
    def has_changes(self) -> bool:
        """Whether anything changed."""
        if self.plan or self.redacted or self.withheld:
            return True
        return any(kind not in _NO_CHANGE for kind in self.counts())
