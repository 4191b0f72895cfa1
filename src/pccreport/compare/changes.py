"""The parts of a comparison: one change for each line of either side."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.sides import ComparedLine, Side
from pccreport.findings.text import Source, Span
from pccreport.language.edit_facts import ChangedFact, Fact


class ChangeKind(StrEnum):
    """The kind of a change."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    """Removed without having been withdrawn."""
    MOVED = "moved"
    """To another position or, if it is on one side only, into another line or out of it."""
    MOVED_REVISED = "moved and revised"
    CONTINUED = "continued"
    """Carried forward from an earlier period."""
    REPEATED = "said again"
    """Carried forward in the same words."""
    NOT_DUE = "not due"
    """From a period before the other side starts."""
    UNCHANGED = "unchanged"


CARRIED = (ChangeKind.CONTINUED, ChangeKind.REPEATED)


class RestatedFigures(NamedTuple):
    """Figures that are on one side only."""

    old: tuple[str, ...]
    new: tuple[str, ...]


class Change(NamedTuple):
    """The change of a line between the two sides."""

    kind: ChangeKind
    old: ComparedLine | None
    new: ComparedLine | None
    by: str = ""
    """The basis of the match: “id”, “text”, “place”."""
    sure: bool = True
    """True if its two sides are certainly the same line."""
    continues: ComparedLine | None = None
    """The update from an earlier period that it continues, if that has a change of its own."""
    reason: str = ""
    """The reason given for withdrawing it."""
    perhaps: ComparedLine | None = None
    """A line of the other side that may be the same, reworded."""
    is_part: bool = False
    """True if `perhaps` has its words besides those of another line."""
    later: bool = False
    """True if it is missing because its period is after the end of the new side."""
    restated: RestatedFigures | None = None
    is_published: bool = False
    """True if the old side kept back what this new line says."""
    """The figures for a past period that have changed."""

    @property
    def line(self) -> ComparedLine:
        """The new line, or the old one if there is no new one."""
        line = self.new or self.old
        assert line is not None  # a change is of something
        return line


class PlanChange(NamedTuple):
    """A change around the updates, listed once."""

    what: str
    """What changed: a key aim, the objective, the date of the meeting …"""
    kind: ChangeKind
    old: str
    new: str
    old_number: int | str | None = None
    """The number of a key aim before, and now in `new_number`."""
    new_number: int | str | None = None
    level: str = "Key Aim"
    """The name of the level of a key aim, in the plural for several numbers."""


class FirstChange(NamedTuple):
    """An important change."""

    matter: Fact
    """The weightiest of what is another in it."""
    change: Change | PlanChange
    old: tuple[str, ...] = ()
    """The figures, words or sentences that were removed, and in `new` those that were added."""
    new: tuple[str, ...] = ()
    weight: float = 0
    """How much it counts among what is read first, for all that is another in it."""
    facts: tuple[ChangedFact, ...] = ()
    """What else is another in it and must not be missed."""
    points: int = 0
    """The number of its points that are missing with it."""
    is_withheld: bool = False
    """True if its words are not in the comparison for sharing."""

    def without_words(self) -> "FirstChange":
        """Return the change with only its kind and position."""
        assert isinstance(self.change, Change)
        bare = self.change.line._replace(texts=(), award=None, id="")
        change = Change(self.change.kind, bare, None)
        bare_first = self._replace(change=change, old=(), new=(), facts=())
        return bare_first._replace(is_withheld=True)


class AimRow(NamedTuple):
    """A key aim of a comparison, by its new key."""

    key: str
    text: str
    old_number: int | str | None
    new_number: int | str | None
    level: str = "Key Aim"
    """The name of the level of the key aim."""

    @property
    def number(self) -> int | str | None:
        """Its new number, or its old one."""
        return self.new_number or self.old_number


class Comparison(NamedTuple):
    """All lines of both sides, each in exactly one change."""

    before: Side
    after: Side
    aims: tuple[AimRow, ...]
    """The key aims in the new order; removed ones are last."""
    streams: tuple[tuple[str, str], ...]
    """The keys and headings of the streams in the new order; removed ones are last."""
    plan: tuple[PlanChange, ...]
    changes: tuple[Change, ...]
    """The changes in reading order; a removed line is at its old position."""
    private: tuple[int, int] = (0, 0)
    """The number of private lines of each side, which are not in this comparison."""
    lasting_aims: Mapping[str, str] = MappingProxyType({})
    """The new key of each old key aim that still exists."""
    lasting_streams: Mapping[str, str] = MappingProxyType({})
    """The new key of each old stream that still exists."""
    redacted: int = 0
    """The number of lines that were public before and are private now, which are not here either."""
    withheld: int = 0
    """The number of old texts that are omitted because they may contain what became private."""
    is_bounded: bool = False
    """True if there are so many lines that each was compared only with the most similar."""
    withheld_first: tuple[FirstChange, ...] = ()
    """The important changes among those, without their words."""

    def counts(self) -> Counter[ChangeKind]:
        """Return the number of changes of each kind."""
        return Counter(change.kind for change in self.changes)

    def visible_changes(self) -> Iterator[Change]:
        """Yield the changes that are shown; the others are only counted."""
        silent = (ChangeKind.NOT_DUE, ChangeKind.UNCHANGED, ChangeKind.REPEATED)
        return (change for change in self.changes if change.kind not in silent)

    def with_lines(
        self, changed: Callable[[ComparedLine], ComparedLine]
    ) -> "Comparison":
        """Return the comparison with `changed` applied to each line of both sides."""

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

    def without_folders(self) -> "Comparison":
        """Return the comparison with file names only, so that it can be shared."""
        sources: dict[str, Source] = {}

        def bare(line: ComparedLine) -> ComparedLine:
            source, start, end = line.at
            name = re.split(r"[\\/]", source.name)[-1]
            bare_source = sources.setdefault(source.name, Source(name, source.text))
            return line._replace(at=Span(bare_source, start, end))

        found = self.with_lines(bare)
        before, after = (s._replace(name=s.called) for s in (found.before, found.after))
        return found._replace(before=before, after=after)

    @property
    def has_changes(self) -> bool:
        """True if anything changed."""
        if self.plan or self.redacted or self.withheld:
            return True
        return not self.counts().keys() <= {ChangeKind.NOT_DUE, ChangeKind.UNCHANGED}
