"""The parts of a comparison: one change for each line of either side."""

from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from pccreport.compare.kinds import COMPARED, Kind, Mark, Row, kind_of
from pccreport.compare.sides import AimRow, ComparedText, Side
from pccreport.language.edit_facts import ChangedFact, Fact

CARRIED = (Kind.CONTINUED, Kind.REPEATED)
_COMPARED_KINDS = {row.kind for row in COMPARED} | {row.edited for row in COMPARED}
KINDS = tuple(kind for kind in Kind if kind in _COMPARED_KINDS)
"""The kinds of changes of a comparison."""


TextEdit = Callable[[ComparedText], ComparedText]


class Secrecy(StrEnum):
    """The readers who may see a text."""

    NONE = ""
    DOUBTFUL = "may be private"
    """The text may have private content in other words: only readers in the office."""
    PRIVATE = "private"
    """Only readers who request what is private."""


class Change(NamedTuple):
    """The change of a text between the two sides; of a text in pieces, a side has several."""

    olds: tuple[ComparedText, ...] = ()
    news: tuple[ComparedText, ...] = ()
    marks: frozenset[Mark] = frozenset()
    by: str = ""
    """The basis of the match: “id”, “text”, “place”."""
    sure: bool = True
    """True if its two sides are certainly the same text."""
    continues: ComparedText | None = None
    """The update from an earlier period that it continues, if that has a change of its own."""
    reason: str = ""
    """The reason given for withdrawing it."""
    perhaps: ComparedText | None = None
    """A text of the other side that may be the same, reworded."""
    restated: ChangedFact | None = None
    """The figures for a past period that have changed."""
    view: tuple[Row, ...] = COMPARED
    """The rows of its kinds."""
    remarks: tuple[str, ...] = ()
    secrecy: Secrecy = Secrecy.NONE
    """The readers who may see its words."""
    hidden: bool = False
    """True if they must not be shown to the reader."""

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return kind_of(self.view, len(self.olds), len(self.news), self.marks)

    @property
    def old(self) -> ComparedText | None:
        """The first old text."""
        return self.olds[0] if self.olds else None

    @property
    def new(self) -> ComparedText | None:
        """The first new text."""
        return self.news[0] if self.news else None

    @property
    def earlier(self) -> ComparedText | None:
        """The old line, or the one that it continues."""
        return self.old or self.continues

    @property
    def line(self) -> ComparedText:
        """The new line, or the old one if there is no new one."""
        return (*self.news, *self.olds)[0]

    @property
    def where(self) -> str:
        """The locations on both sides."""
        sides = (dict.fromkeys(t.location for t in x) for x in (self.olds, self.news))
        return " → ".join(dict.fromkeys(", ".join(side) for side in sides if side))

    def marked(self, *marks: Mark) -> "Change":
        """Return the change with more marks."""
        return self._replace(marks=self.marks.union(marks))

    def with_texts(self, changed: TextEdit) -> "Change":
        """Return the change with `changed` applied to each text."""
        return self._replace(
            olds=tuple(map(changed, self.olds)),
            news=tuple(map(changed, self.news)),
            continues=self.continues and changed(self.continues),
            perhaps=self.perhaps and changed(self.perhaps),
        )


def line_change(
    old: ComparedText | None, new: ComparedText | None, *marks: Mark, by: str = ""
) -> Change:
    """Return the change of a line, which may be on one side only."""
    olds, news = ((line,) if line else () for line in (old, new))
    return Change(olds, news, frozenset(marks), by)


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
            line and line._replace(text="", marked=(), others=(), award=None, id="")
            for line in (self.change.old, self.change.new)
        )
        change = line_change(old, new, *self.change.marks)
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

    def with_lines(self, changed: TextEdit) -> "Comparison":
        """Return the comparison with `changed` applied to each line of both sides."""
        before, after = (
            side._replace(lines=tuple(map(changed, side.lines)))
            for side in (self.before, self.after)
        )
        changes = tuple(change.with_texts(changed) for change in self.changes)
        return self._replace(before=before, after=after, changes=changes)

    def without_folders(self) -> "Comparison":
        """Return the comparison with file names only, so that it can be shared."""
        found = self.with_lines(ComparedText.without_folder)
        before, after = (s._replace(name=s.called) for s in (found.before, found.after))
        return found._replace(before=before, after=after)

    @property
    def has_changes(self) -> bool:
        """True if anything changed."""
        if self.plan or self.redacted or self.withheld:
            return True
        return not self.counts().keys() <= {Kind.NOT_DUE, Kind.UNCHANGED}
