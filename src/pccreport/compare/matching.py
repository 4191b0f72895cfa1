"""Which lines of two sides are the same thing: by id, else by their words.

Passes, the surest first; what has found its partner is out of the later ones. Two lines
with different ids are two things, unless they say the same. References and remarks have
nothing that makes them one of a kind, and pair only in their place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from pccreport.compare.candidates import (
    Candidates,
    can_match_by_words,
    has_enough_words,
)
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.model.update import MOST_LEVELS


class MatchedBy(StrEnum):
    """What two lines were found to be the same by."""

    ID = "id"
    TEXT = "text"
    PLACE = "place"
    NONE = ""
    """One of them alone."""


class LineMatch(NamedTuple):
    """Two lines that are the same thing, by their numbers on their sides."""

    old: int
    new: int
    by: MatchedBy
    sure: bool = True


_REMARKS = (LineKind.CAVEAT, LineKind.NOTHING)

MatchKey = Callable[[ComparedLine], Hashable]
"""What lines have in common that are the same thing; what is empty is no name."""


class Matching:
    """The lines of two sides, and which of them have found their partner."""

    def __init__(self, before: Side, after: Side) -> None:
        self.found: list[LineMatch] = []
        self._old, self._new = before.lines, after.lines
        self._old_left = dict.fromkeys(range(len(self._old)))
        self._new_left = dict.fromkeys(range(len(self._new)))
        self._first = before.first, after.first
        self.doubtful_old: set[int] = set()
        self.doubtful_new: set[int] = set()
        """Lines that may be the partner of one that has found another."""

    def unmatched_old(self) -> list[int]:
        """The old lines without a partner."""
        return [*self._old_left]

    def unmatched_new(self) -> list[int]:
        """The new lines without a partner."""
        return [*self._new_left]

    def is_unmatched(self, *, old: int | None = None, new: int | None = None) -> bool:
        """Whether a line has no partner yet."""
        return old in self._old_left if old is not None else new in self._new_left

    def unmatched_in_scope(self, *, old: bool) -> list[int]:
        """The lines without a partner whose period the other side covers."""
        if old:
            return [
                i for i in self._old_left if self._old[i].period.end >= self._first[1]
            ]
        return [i for i in self._new_left if self._new[i].period.end >= self._first[0]]

    def by_id(self) -> None:
        """Pair what has one id: within a year, then in any."""
        self._same_id(
            self.unmatched_old(),
            self.unmatched_new(),
            lambda line: _id(line) and _of_year(line),
        )
        self._same_id(
            self.unmatched_in_scope(old=True), self.unmatched_in_scope(old=False), _id
        )

    def by_words(self) -> None:
        """Pair what says the same, then what says nearly the same: in place, then anywhere.

        What is said more than once waits until it is known what it is a point of.
        """
        for name in _BY_WORDS:
            self._under_same(name)
            self._same_words(name, once=True)
        self._by_points()
        # A period has one caveat and a cell one silence, however they are worded.
        self._alone(lambda line: line.sort in _REMARKS and _here(line))
        near = self._near()
        self._alike(near, top=True)
        for name in _BY_WORDS:
            self._under_same(name)
            self._same_words(name)
        self._alike(near)
        self._doubt(near)

    def by_place(self) -> None:
        """Pair what is left of references and remarks where each side has one of a place."""
        self._alone(lambda line: line.sort is not LineKind.UPDATE and _here(line))

    def join(self, found: LineMatch) -> None:
        """Put two lines on record as the same thing."""
        self.found.append(found)
        del self._old_left[found.old]
        del self._new_left[found.new]

    def _by_points(self) -> None:
        """Pair what has the same points, however it is worded itself."""
        votes: Counter[tuple[int, int]] = Counter()
        for found in self.found:
            pair = self._old[found.old].parent, self._new[found.new].parent
            votes[pair] += min(pair) >= 0
        for (old, new), count in votes.most_common():
            is_open = self.is_unmatched(old=old) and self.is_unmatched(new=new)
            if count and is_open and _here(self._old[old]) == _here(self._new[new]):
                self.join(LineMatch(old, new, MatchedBy.TEXT))

    def _same_id(self, old: Iterable[int], new: Iterable[int], name: MatchKey) -> None:
        self._equal(
            [(i, name(self._old[i])) for i in old],
            [(j, name(self._new[j])) for j in new],
            MatchedBy.ID,
        )

    def _under_same(self, name: MatchKey) -> None:
        """Pair what says the same under the same update, or under none; from the top down."""
        old, new = self.unmatched_in_scope(old=True), self.unmatched_in_scope(old=False)
        for level in range(1, MOST_LEVELS + 1):
            partner = {found.new: found.old for found in self.found} | {-1: -1}
            self._equal(
                [(i, self._named(i, name, level)) for i in old],
                [(j, self._named_now(j, name, level, partner)) for j in new],
                MatchedBy.TEXT,
            )

    def _named(self, old: int, name: MatchKey, level: int) -> Hashable:
        line = self._old[old]
        said = self.is_unmatched(old=old) and line.level == level and name(line)
        return said and (said, line.parent)

    def _named_now(
        self, new: int, name: MatchKey, level: int, partner: Mapping[int, int]
    ) -> Hashable:
        line = self._new[new]
        here = line.level == level and line.parent in partner
        said = here and self.is_unmatched(new=new) and name(line)
        return said and (said, partner[line.parent])

    def _same_words(self, name: MatchKey, *, once: bool = False) -> None:
        """Pair what says the same; with `once`, only what each side says but once."""
        old = [(i, name(self._old[i])) for i in self.unmatched_in_scope(old=True)]
        new = [(j, name(self._new[j])) for j in self.unmatched_in_scope(old=False)]
        single = _single(old) & _single(new) if once else None
        self._equal(_only(old, single), _only(new, single), MatchedBy.TEXT)

    def _equal(
        self,
        old: Iterable[tuple[int, Hashable]],
        new: Iterable[tuple[int, Hashable]],
        by: MatchedBy,
    ) -> None:
        """Pair lines that have one name, in their order; an empty name is none."""
        there: dict[Hashable, list[int]] = defaultdict(list)
        for j, called in reversed([*new]):
            if called:
                there[called].append(j)
        for i, called in old:
            if called and (having := there.get(called)):
                self.join(LineMatch(i, having.pop(), by))

    def _alike(self, near: Candidates | None, *, top: bool = False) -> None:
        """The nearest first, which is as good as any other way on texts like these.

        A pair is sure where it is near, and no other line on either side is as near:
        one that has its partner counts too, because in texts of one form it tells how
        near two that are not the same can be. With `top`, only what is no point.
        """
        for pair in near.candidates() if near else ():
            one, other = self._old[pair.old], self._new[pair.new]
            is_point = max(one.parent, other.parent) >= 0
            is_open = self.is_unmatched(old=pair.old) and self.is_unmatched(
                new=pair.new
            )
            if near and is_open and not (top and is_point):
                olds, news = near.rivals(pair)
                sure = near.is_near(pair) and not (olds or news)
                if not sure:  # and so is what would have been its partner
                    self.doubtful_old |= olds
                    self.doubtful_new |= news
                self.join(LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure))

    def _near(self) -> Candidates | None:
        """How near what has no partner yet is to everything; None where nothing is left."""
        old = [
            i
            for i in self.unmatched_in_scope(old=True)
            if can_match_by_words(self._old[i])
        ]
        new = [
            j
            for j in self.unmatched_in_scope(old=False)
            if can_match_by_words(self._new[j])
        ]
        return Candidates(self._old, self._new, old, new) if old and new else None

    def _doubt(self, near: Candidates | None) -> None:
        """Put on record what has no partner, and may be one that was said anew."""
        old, new = self.unmatched_in_scope(old=True), self.unmatched_in_scope(old=False)
        for pair in near.weak_pairs(old, new) if near and old and new else ():
            self.doubtful_old.add(pair.old)
            self.doubtful_new.add(pair.new)

    def _alone(self, name: MatchKey) -> None:
        """Pair what is alone of its name on both sides."""
        old = [(i, name(self._old[i])) for i in self.unmatched_in_scope(old=True)]
        new = [(j, name(self._new[j])) for j in self.unmatched_in_scope(old=False)]
        single = _single(old) & _single(new)
        self._equal(_only(old, single), _only(new, single), MatchedBy.PLACE)


def _id(line: ComparedLine) -> str:
    return line.id if line.sort is LineKind.UPDATE else ""


def _of_year(line: ComparedLine) -> Hashable:
    return line.id, line.place.head and line.place.head.year


def _here(line: ComparedLine) -> Hashable:
    return line.sort, line.place, line.period


def _content_here(line: ComparedLine) -> Hashable:
    return _here(line), line.content


def _text_here(line: ComparedLine) -> Hashable:
    return _here(line), line.text


def _content_in_place(line: ComparedLine) -> Hashable:
    return line.sort, line.place, line.content


def _text_in_place(line: ComparedLine) -> Hashable:
    return line.sort, line.place, line.text


def _content(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.content


def _text(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.text


_BY_WORDS: tuple[MatchKey, ...] = (
    *(_content_here, _text_here, _content_in_place, _text_in_place),
    *(_content, _text),
)
"""The surest first: all that is said before the text alone, the same label and period
before the label alone, and both before any place.
"""


def _only(
    named: Iterable[tuple[int, Hashable]], names: set[Hashable] | None
) -> list[tuple[int, Hashable]]:
    """The lines of some names; of all where those are None."""
    return [each for each in named if names is None or each[1] in names]


def _single(named: Iterable[tuple[int, Hashable]]) -> set[Hashable]:
    """The names that one line alone has."""
    count = Counter(name for _, name in named)
    return {name for name, number in count.items() if number == 1}
