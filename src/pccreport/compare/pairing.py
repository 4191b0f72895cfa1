"""Which lines of two sides are the same thing: by id, else by their words.

Passes, the surest first; what has found its partner is out of the later ones. Two lines
with different ids are two things, unless they say the same. References and remarks have
nothing that makes them one of a kind, and pair only in their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum
from typing import NamedTuple

from pccreport.compare.nearness import Near, has_words, tells
from pccreport.compare.sides import Line, Side, Sort


class By(StrEnum):
    """What two lines were found to be the same by."""

    ID = "id"
    TEXT = "text"
    PLACE = "place"
    NONE = ""
    """One of them alone."""


class Found(NamedTuple):
    """Two lines that are the same thing, by their numbers on their sides."""

    old: int
    new: int
    by: By
    sure: bool = True


class Pairing:
    """The lines of two sides, and which of them have found their partner."""

    def __init__(self, before: Side, after: Side) -> None:
        self.found: list[Found] = []
        self._old, self._new = before.lines, after.lines
        self._old_left = dict.fromkeys(range(len(self._old)))
        self._new_left = dict.fromkeys(range(len(self._new)))
        self._first = before.first, after.first
        self.doubtful_old: set[int] = set()
        self.doubtful_new: set[int] = set()
        """Lines that may be the partner of one that has found another."""

    def old_left(self) -> list[int]:
        """The old lines without a partner."""
        return [*self._old_left]

    def new_left(self) -> list[int]:
        """The new lines without a partner."""
        return [*self._new_left]

    def is_open(self, *, old: int | None = None, new: int | None = None) -> bool:
        """Whether a line has no partner yet."""
        return old in self._old_left if old is not None else new in self._new_left

    def due(self, *, old: bool) -> list[int]:
        """The lines without a partner whose period the other side covers."""
        if old:
            return [
                i for i in self._old_left if self._old[i].period.end >= self._first[1]
            ]
        return [i for i in self._new_left if self._new[i].period.end >= self._first[0]]

    def by_id(self) -> None:
        """Pair what has one id: within a year, then in any."""
        self._equal(
            self.old_left(),
            self.new_left(),
            lambda line: _id(line) and (line.id, _year(line)),
            By.ID,
        )
        self._equal(self.due(old=True), self.due(old=False), _id, By.ID)

    def by_words(self) -> None:
        """Pair what says the same, then what says nearly the same: in place, then anywhere."""
        self._same_words(lambda line: (line.sort, line.place, line.says))
        self._same_words(lambda line: (line.sort, line.place, line.text))
        self._same_words(lambda line: tells(line) and line.says)
        self._same_words(lambda line: tells(line) and line.text)
        self._alike()

    def by_place(self) -> None:
        """Pair what is left of references and remarks where each side has one of a place."""
        old = self._alone(self.due(old=True), self._old)
        new = self._alone(self.due(old=False), self._new)
        for name in [name for name in old if name in new]:
            self.join(Found(old[name], new[name], By.PLACE))

    def join(self, found: Found) -> None:
        """Put two lines on record as the same thing."""
        self.found.append(found)
        del self._old_left[found.old]
        del self._new_left[found.new]

    def _same_words(self, name: Callable[[Line], Hashable]) -> None:
        self._equal(self.due(old=True), self.due(old=False), name, By.TEXT)

    def _equal(
        self,
        old: Iterable[int],
        new: Iterable[int],
        name: Callable[[Line], Hashable],
        by: By,
    ) -> None:
        """Pair lines that have one name, in their order; an empty name is none."""
        there: dict[Hashable, list[int]] = defaultdict(list)
        for j in reversed([*new]):
            line = self._new[j]
            if called := name(line):
                there[called].append(j)
        for i in old:
            called = name(self._old[i])
            if called and (having := there.get(called)):
                self.join(Found(i, having.pop(), by))

    def _alike(self) -> None:
        """The nearest first, which is as good as any other way on texts like these.

        A pair is sure where it is near, and no other line on either side is as near:
        one that has its partner counts too, because in texts of one form it tells how
        near two that are not the same can be.
        """
        old = [i for i in self.due(old=True) if has_words(self._old[i])]
        new = [j for j in self.due(old=False) if has_words(self._new[j])]
        if not (old and new):
            return
        near = Near(self._old, self._new, old, new)
        for pair in near.candidates():
            if self.is_open(old=pair.old) and self.is_open(new=pair.new):
                olds, news = near.rivals(pair)
                sure = near.is_near(pair) and not (olds or news)
                if not sure:  # and so is what would have been its partner
                    self.doubtful_old |= olds
                    self.doubtful_new |= news
                self.join(Found(pair.old, pair.new, By.TEXT, sure))
        old = [i for i in old if self.is_open(old=i)]
        new = [j for j in new if self.is_open(new=j)]
        for pair in near.faint(old, new):
            if not (self._old[pair.old].id and self._new[pair.new].id):
                self.doubtful_old.add(pair.old)
                self.doubtful_new.add(pair.new)

    def _alone(
        self, left: Iterable[int], lines: tuple[Line, ...]
    ) -> dict[Hashable, int]:
        named: dict[Hashable, list[int]] = defaultdict(list)
        for i in left:
            if lines[i].sort is not Sort.UPDATE:
                named[lines[i].sort, lines[i].place].append(i)
        return {name: found[0] for name, found in named.items() if len(found) == 1}


def _id(line: Line) -> str:
    return line.id if line.sort is Sort.UPDATE else ""


def _year(line: Line) -> object:
    return line.place.head and line.place.head.year
