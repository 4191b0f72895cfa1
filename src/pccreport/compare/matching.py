"""Which lines of two sides are the same: by id, or else by their words.

In passes, the most certain first; a matched line takes no part in later ones. Two lines with
different ids are different, unless their texts are equal. References and notes have nothing
that identifies them and are matched only in their position.
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
    """Two lines that are the same, by their indexes on their sides."""

    old: int
    new: int
    by: MatchedBy
    sure: bool = True


_REMARKS = (LineKind.CAVEAT, LineKind.NOTHING)

MatchKey = Callable[[ComparedLine], Hashable]
"""What lines that are the same have in common; an empty key matches nothing."""


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
        """Return the old lines without a match."""
        return [*self._old_left]

    def unmatched_new(self) -> list[int]:
        """Return the new lines without a match."""
        return [*self._new_left]

    def is_unmatched(self, *, old: int | None = None, new: int | None = None) -> bool:
        """Whether a line has no partner yet."""
        return old in self._old_left if old is not None else new in self._new_left

    def unmatched_in_scope(self, *, old: bool) -> list[int]:
        """Return the unmatched lines whose period the other side covers."""
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
        """Match equal texts, then similar ones: in the same position, then anywhere.

        A text that occurs more than once is matched after the updates that it may be a point of.
        """
        for name in _BY_WORDS:
            self._under_same(name)
            self._same(name, MatchedBy.TEXT, once=True)
        self._by_points()
        # A period has one caveat and a cell one silence, however they are worded.
        self._same(_remark_here, MatchedBy.PLACE, once=True)
        near = self._near()
        self._alike(near, top=True)
        for name in _BY_WORDS:
            self._under_same(name)
            self._same(name, MatchedBy.TEXT)
        self._alike(near)
        self._doubt(near)

    def by_place(self) -> None:
        """Pair what is left of references and remarks where each side has one of a place."""
        self._same(_no_update_here, MatchedBy.PLACE, once=True)

    def join(self, found: LineMatch) -> None:
        """Record two lines as the same."""
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
        """Match equal texts under the same update, or under none, from the top down."""
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

    def _same(self, name: MatchKey, by: MatchedBy, *, once: bool = False) -> None:
        """Match lines of one key; with `once`, only those that are alone of it on each side."""
        old = [(i, name(self._old[i])) for i in self.unmatched_in_scope(old=True)]
        new = [(j, name(self._new[j])) for j in self.unmatched_in_scope(old=False)]
        if once:
            single = _single(old) & _single(new)
            old, new = ([e for e in each if e[1] in single] for each in (old, new))
        self._equal(old, new, by)

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
        """Match the highest scores first (greedy), which does as well as any other way on texts like these.

        A match is certain if its score is high and no other line on either side, matched or not,
        scores nearly as high: in formulaic texts a matched line shows how similar two different ones
        can be. With `top`, points are left out.
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
        """Record unmatched lines that may be a rewording of each other."""
        old, new = self.unmatched_in_scope(old=True), self.unmatched_in_scope(old=False)
        for pair in near.weak_pairs(old, new) if near and old and new else ():
            self.doubtful_old.add(pair.old)
            self.doubtful_new.add(pair.new)


def _id(line: ComparedLine) -> str:
    return line.id if line.sort is LineKind.UPDATE else ""


def _of_year(line: ComparedLine) -> Hashable:
    return line.id, line.place.head and line.place.head.year


def _here(line: ComparedLine) -> Hashable:
    return line.sort, line.place, line.period


def _remark_here(line: ComparedLine) -> Hashable:
    return line.sort in _REMARKS and _here(line)


def _no_update_here(line: ComparedLine) -> Hashable:
    return line.sort is not LineKind.UPDATE and _here(line)


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
"""The most certain first: the whole content before the text alone, the same label and period
before the label alone, and both before any position."""


def _single(named: Iterable[tuple[int, Hashable]]) -> set[Hashable]:
    """Return the keys that only one line has."""
    count = Counter(name for _, name in named)
    return {name for name, number in count.items() if number == 1}
