"""The parts of a comparison: one change for each line of either side."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pccreport.compare.kinds import COMPARED, Kind, Mark, kind_of
from pccreport.compare.sides import AimRow, ComparedLine, Side
from pccreport.findings.text import Source, Span
from pccreport.language.edit_facts import ChangedFact, Fact

CARRIED = (Kind.CONTINUED, Kind.REPEATED)
_COMPARED_KINDS = {row.kind for row in COMPARED} | {row.edited for row in COMPARED}
KINDS = tuple(kind for kind in Kind if kind in _COMPARED_KINDS)
"""The kinds of changes of a comparison."""


class Change(NamedTuple):
    """The change of a line between the two sides."""

    old: ComparedLine | None
    new: ComparedLine | None
    marks: frozenset[Mark] = frozenset()
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
    restated: ChangedFact | None = None
    """The figures for a past period that have changed."""

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return kind_of(COMPARED, int(bool(self.old)), int(bool(self.new)), self.marks)

    @property
    def earlier(self) -> ComparedLine | None:
        """The old line, or the one that it continues."""
        return self.old or self.continues

    @property
    def line(self) -> ComparedLine:
        """The new line, or the old one if there is no new one."""
        line = self.new or self.old
        assert line is not None  # a change is of something
        return line

    def marked(self, *marks: Mark) -> "Change":
        """Return the change with more marks."""
        return self._replace(marks=self.marks.union(marks))


class FirstChange(NamedTuple):
    """An important change."""

    change: Change
    facts: tuple[ChangedFact, ...]
    """All that is another in it, the weightiest first."""
    weight: float = 0
    """How much it counts among what is read first, for all that is another in it."""
    points: int = 0
    """The number of its points that are missing with it."""
    is_withheld: bool = False
    """True if its words are not in the comparison for sharing."""

    @property
    def matter(self) -> Fact:
        """The weightiest of what is another in it."""
        return self.facts[0].kind

    def without_words(self) -> "FirstChange":
        """Return the change with only its kind and position."""
        old, new = (
            line and line._replace(texts=(), award=None, id="")
            for line in (self.change.old, self.change.new)
        )
        change = Change(old, new, self.change.marks)
        facts = (ChangedFact(self.matter),)
        return self._replace(change=change, facts=facts, is_withheld=True)


class Comparison(NamedTuple):
    """All lines of both sides, each in exactly one change."""

    before: Side
    after: Side
    aims: tuple[AimRow, ...]
    """The key aims in the new order; removed ones are last."""
    streams: tuple[tuple[str, str], ...]
    """The keys and headings of the streams in the new order; removed ones are last."""
    plan: tuple[Change, ...]
    """The changes around the updates: key aims, settings, the house format."""
    changes: tuple[Change, ...]
    """The changes in reading order; a removed line is at its old position."""
    private: tuple[int, int] = (0, 0)
    """The number of private lines of each side, which are not in this comparison."""
    redacted: int = 0
    """The number of lines that were public before and are private now, which are not here either."""
    withheld: int = 0
    """The number of old texts that are omitted because they may contain what became private."""
    is_bounded: bool = False
    """True if there are so many lines that each was compared only with the most similar."""
    withheld_first: tuple[FirstChange, ...] = ()
    """The important changes among those, without their words."""

    def counts(self) -> Counter[Kind]:
        """Return the number of changes of each kind."""
        return Counter(change.kind for change in self.changes)

    def visible_changes(self) -> Iterator[Change]:
        """Yield the changes that are shown; the others are only counted."""
        silent = (Kind.NOT_DUE, Kind.UNCHANGED, Kind.REPEATED)
        return (change for change in self.changes if change.kind not in silent)

    def with_lines(
        self, changed: Callable[[ComparedLine], ComparedLine]
    ) -> "Comparison":
        """Return the comparison with `changed` applied to each line of both sides."""
        sides = (
            side._replace(lines=tuple(map(changed, side.lines)))
            for side in (self.before, self.after)
        )
        changes = (
            change._replace(
                old=change.old and changed(change.old),
                new=change.new and changed(change.new),
                continues=change.continues and changed(change.continues),
                perhaps=change.perhaps and changed(change.perhaps),
            )
            for change in self.changes
        )
        before, after = sides
        return self._replace(before=before, after=after, changes=tuple(changes))

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
        return not self.counts().keys() <= {Kind.NOT_DUE, Kind.UNCHANGED}
