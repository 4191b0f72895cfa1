"""Which lines of two sides are the same: by id, or else by their words.

In passes, the most certain first; a matched line takes no part in later ones. Two lines with
different ids are different. A point with few words, such as a status, belongs to its update: it
is matched only under the partner of that. References and notes have nothing that identifies them
and are matched only in their position.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum
from typing import NamedTuple

from pccreport.compare.candidates import (
    Candidates,
    can_match_by_words,
    has_enough_words,
)
from pccreport.compare.sides import GIVEN, ComparedLine, LineKind, Side
from pccreport.language.word_overlap import OverlapPair, share_of_words
from pccreport.model.update import MAX_LEVELS


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


_STAYED = 0.7
"""From this share of words on, a line is the one that stood in its place."""
_BETWEEN = 0.2
"""From this score on, what is between the same neighbours may be the same."""
_FEW = 40
"""Lines of one list: of more, it is not worth comparing each with each."""

MatchKey = Callable[[ComparedLine], Hashable]
"""What lines that are the same have in common; an empty key matches nothing."""


class Matching:
    """The lines of two sides, and which of them have found their partner."""

    def __init__(self, before: Side, after: Side) -> None:
        self.matches: list[LineMatch] = []
        self._old, self._new = before.lines, after.lines
        self._named = after.named
        self._old_left = dict.fromkeys(range(len(self._old)))
        self._new_left = dict.fromkeys(range(len(self._new)))
        self._first = before.first, after.first
        self.is_bounded = False
        """True if there are so many lines that not all of them were compared."""
        self.partner: dict[int, int] = {}
        """The old line of each new one."""
        self._now: dict[int, int] = {}
        self.perhaps_old: dict[int, int] = {}
        self.perhaps_new: dict[int, int] = {}
        """What a line without a partner may be, on the other side."""

    def unmatched_old(self) -> list[int]:
        """Return the old lines without a match."""
        return [*self._old_left]

    def unmatched_new(self) -> list[int]:
        """Return the new lines without a match."""
        return [*self._new_left]

    def is_unmatched(self, *, old: int | None = None, new: int | None = None) -> bool:
        """Whether a line has no partner yet."""
        return old in self._old_left if old is not None else new in self._new_left

    def _open(self) -> tuple[list[int], list[int]]:
        """Return the lines of both sides without a match whose period the other side covers."""
        old = [i for i in self._old_left if self._old[i].period.end >= self._first[1]]
        new = [j for j in self._new_left if self._new[j].period.end >= self._first[0]]
        return old, new

    def by_id(self) -> None:
        """Pair what has one id: within a year, then in any; measures are of no year."""
        self._equal(
            [(i, _id_of_year(self._old[i])) for i in self._old_left],
            [(j, _id_of_year(self._new[j])) for j in self._new_left],
            MatchedBy.ID,
        )
        # An id that an update is given when it is revised is that of both its versions.
        for name in (_id, self._id_given) if self._named else (_id,):
            self._same(name, MatchedBy.ID)

    def _id_given(self, line: ComparedLine) -> str:
        given = self._named.get((*line.position[:2], line.text), "")
        return line.id or (given if has_enough_words(line) else "")

    def by_words(self) -> None:
        """Match equal texts, then similar ones: in the same position, then anywhere.

        A text that occurs more than once is matched after the updates that it may be a point of.
        """
        for name in (*_IN_PLACE, None, *_ANYWHERE):
            if name is None:
                self._stayed()
                continue
            self._under_same(name)
            self._same(name, MatchedBy.TEXT, once=True)
        # A period has one caveat and a cell one silence, however they are worded.
        self._same(_remark_here, MatchedBy.PLACE, once=True)
        near = self._near()
        self._alike(near, top=True)
        for name in (*_IN_PLACE, *_ANYWHERE):
            self._same(name, MatchedBy.TEXT)
        self._alike(near)
        self._only_short_points()
        if near:
            self._between_neighbours(near)
            self._doubt(near)
            self.is_bounded = near.is_bounded

    def by_place(self) -> None:
        """Pair what is left of references and remarks where each side has one of a place."""
        self._same(_no_update_here, MatchedBy.PLACE, once=True)

    def join(self, found: LineMatch) -> None:
        """Record two lines as the same."""
        self.matches.append(found)
        self.partner[found.new] = found.old
        self._now[found.old] = found.new
        del self._old_left[found.old]
        del self._new_left[found.new]

    def _may_join(self, old: int, new: int) -> bool:
        """Return whether two lines without a partner are allowed to be the same."""
        if not (self.is_unmatched(old=old) and self.is_unmatched(new=new)):
            return False
        one, other = self._old[old], self._new[new]
        if one.id and other.id and one.id != other.id:
            return False
        short = _is_short_point(one) or _is_short_point(other)
        return not short or self._now.get(one.parent) == other.parent

    def _stayed(self) -> None:
        """Pair what stayed and was reworded, although its old words are elsewhere as well."""
        olds, news = self._open()
        copies = {_text(self._new[j]) for j in news}
        here: dict[Hashable, list[int]] = defaultdict(list)
        for j in news:
            here[_here(self._new[j])].append(j)
        for i in olds:
            line = self._old[i]
            text, beside = _text(line), here[_here(line)]
            if text and text in copies and len(beside) <= _FEW:
                alike = [
                    (share_of_words(line.text, self._new[j].text), j) for j in beside
                ]
                score, j = max(alike, default=(0.0, -1))
                if score >= _STAYED and self._may_join(i, j):
                    self.join(LineMatch(i, j, MatchedBy.TEXT))

    def _under_same(self, name: MatchKey) -> None:
        """Match equal texts under the same update, or under none, from the top down."""
        for level in range(1, MAX_LEVELS + 1):
            old, new = self._open()
            self._equal(
                [
                    (i, (said, line.parent))
                    for i in old
                    if (line := self._old[i]).level == level and (said := name(line))
                ],
                [
                    (j, (said, self.partner.get(line.parent, -1)))
                    for j in new
                    if (line := self._new[j]).level == level
                    and (line.parent < 0 or line.parent in self.partner)
                    and (said := name(line))
                ],
                MatchedBy.TEXT,
            )

    def _same(self, name: MatchKey, by: MatchedBy, *, once: bool = False) -> None:
        """Match lines of one key; with `once`, only those that are alone of it on each side.

        A short point has to have an id.
        """
        of_any = by is MatchedBy.ID
        old, new = (
            [
                (i, name(lines[i]))
                for i in left
                if of_any or not _is_short_point(lines[i])
            ]
            for lines, left in zip((self._old, self._new), self._open(), strict=True)
        )
        self._equal(old, new, by, once=once)

    def _only_short_points(self) -> None:
        """Pair the only short point that is left under partners: a status is in its place."""
        old, new = self._open()
        self._equal(
            [(i, ("", o.parent)) for i in old if _is_short_point(o := self._old[i])],
            [
                (j, ("", self.partner.get(n.parent, -1)))
                for j in new
                if _is_short_point(n := self._new[j])
            ],
            MatchedBy.PLACE,
            once=True,
        )

    def _equal(
        self,
        old: Iterable[tuple[int, Hashable]],
        new: Iterable[tuple[int, Hashable]],
        by: MatchedBy,
        *,
        once: bool = False,
    ) -> None:
        """Pair lines that have one name, in their order; an empty name is none."""
        old, new = [*old], [*new]
        if once:
            single = _single(old) & _single(new)
            old, new = ([e for e in each if e[1] in single] for each in (old, new))
        there: dict[Hashable, list[int]] = defaultdict(list)
        for j, called in reversed(new):
            if called:
                # Of two that have an id each, only those with the same one are the same.
                there[called, by is not MatchedBy.ID and bool(self._new[j].id)].append(
                    j
                )
        for i, called in old:
            if called:
                without = there.get((called, False))
                is_open = without or (not self._old[i].id and there.get((called, True)))
                if is_open:
                    self.join(LineMatch(i, is_open.pop(), by))

    def _alike(self, near: Candidates | None, *, top: bool = False) -> None:
        """Match the highest scores first (greedy), which does as well as any other way on texts like these.

        A match is certain if its score is high and no other line on either side, matched or not,
        scores nearly as high: in formulaic texts a matched line shows how similar two different ones
        can be. If one of those is even nearer, the two are different. With `top`, points are left out.
        """
        for pair in near.candidates() if near else ():
            one, other = self._old[pair.old], self._new[pair.new]
            is_point = max(one.parent, other.parent) >= 0
            if not near or (top and is_point) or not self._may_join(pair.old, pair.new):
                continue
            olds, news = near.rivals(pair)
            if self._is_another(near, pair):
                self._doubt_pair(pair)
                continue
            sure = near.is_near(pair) and not (olds or news)
            if not sure:  # and so is what would have been its partner
                for i in olds:
                    self.perhaps_old.setdefault(i, pair.new)
                for j in news:
                    self.perhaps_new.setdefault(j, pair.old)
            self.join(LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure))

    def _is_another(self, near: Candidates, pair: OverlapPair) -> bool:
        """Return whether a line that has a partner is as near to one of the pair as the other is."""
        olds, news = near.rivals(pair, margin=1.0)
        return any(i in self._now for i in olds) or any(j in self.partner for j in news)

    def _near(self) -> Candidates | None:
        """How near what has no partner yet is to everything; None where nothing is left."""
        olds, news = self._open()
        old = [i for i in olds if can_match_by_words(self._old[i])]
        new = [j for j in news if can_match_by_words(self._new[j])]
        lines = (*(self._old[i] for i in old), *(self._new[j] for j in new))
        all_named = all(
            line.id for line in lines
        )  # what has an id each is not the same
        found = old and new and not all_named
        return Candidates(self._old, self._new, old, new) if found else None

    def _between_neighbours(self, near: Candidates) -> None:
        """Pair what is left between the same neighbours, if it has a few words in common.

        One that has none is only named: it may be the same, told anew.
        """
        olds, news = self._gaps()
        for gap, left in olds.items():
            beside = news.get(gap, ())
            if not beside or len(left) * len(beside) > _FEW * _FEW:
                continue
            pairs = [OverlapPair(i, j, near.score(i, j)) for i in left for j in beside]
            for pair in sorted(pairs, key=lambda p: (-p.score, p.new, p.old)):
                if pair.score >= _BETWEEN and self._may_join(pair.old, pair.new):
                    found = LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure=False)
                    self.join(found)
            if len(left) == len(beside) == 1:
                self._doubt_pair(pairs[0])

    def _gaps(self) -> tuple[dict[Hashable, list[int]], dict[Hashable, list[int]]]:
        """Return the updates that are left on each side, by what is before them in their list."""
        olds: dict[Hashable, list[int]] = defaultdict(list)
        news: dict[Hashable, list[int]] = defaultdict(list)
        last: dict[Hashable, int] = {}
        for i, line in enumerate(self._old):
            row = _here(line), self._now.get(line.parent, line.parent)
            j = self._now.get(i)
            if j is None and line.kind is LineKind.UPDATE:
                olds[row, last.get(row, -1)].append(i)
            elif j is not None and _here(self._new[j]) == _here(line):
                last[row] = j
        last = {}
        for j, line in enumerate(self._new):
            row = _here(line), line.parent
            old = self.partner.get(j)
            if old is None and line.kind is LineKind.UPDATE:
                news[row, last.get(row, -1)].append(j)
            elif old is not None and _here(self._old[old]) == _here(line):
                last[row] = j
        return olds, news

    def _doubt(self, near: Candidates) -> None:
        """Record unmatched lines that may be a rewording of each other."""
        old, new = self._open()
        for pair in near.weak_pairs(old, new) if old and new else ():
            self._doubt_pair(pair)

    def _doubt_pair(self, pair: OverlapPair) -> None:
        if self._old[pair.old].id and self._new[pair.new].id:
            return
        self.perhaps_old.setdefault(pair.old, pair.new)
        self.perhaps_new.setdefault(pair.new, pair.old)


def _id(line: ComparedLine) -> str:
    return line.id if line.kind in (LineKind.UPDATE, *GIVEN) else ""


def _is_short_point(line: ComparedLine) -> bool:
    return line.parent >= 0 and not has_enough_words(line)


def _id_of_year(line: ComparedLine) -> Hashable:
    return _id(line) and (line.id, line.position.head and line.position.head.year)


def _here(line: ComparedLine) -> Hashable:
    return line.kind, line.position, line.period


def _remark_here(line: ComparedLine) -> Hashable:
    return line.kind in (LineKind.CAVEAT, LineKind.NOTHING) and _here(line)


def _no_update_here(line: ComparedLine) -> Hashable:
    return line.kind is not LineKind.UPDATE and _here(line)


def _content_here(line: ComparedLine) -> Hashable:
    return _here(line), line.content


def _text_here(line: ComparedLine) -> Hashable:
    return _here(line), line.text


def _content_in_place(line: ComparedLine) -> Hashable:
    return line.kind, line.position, line.content


def _text_in_place(line: ComparedLine) -> Hashable:
    return line.kind, line.position, line.text


def _content(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.content


def _text(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.text


_IN_PLACE = _content_here, _text_here, _content_in_place, _text_in_place
_ANYWHERE = _content, _text
"""The most certain first: the whole content before the text alone, the same label and period
before the label alone, and both before any position."""


def _single(named: Iterable[tuple[int, Hashable]]) -> set[Hashable]:
    """Return the keys that only one line has."""
    count = Counter(name for _, name in named)
    return {name for name, number in count.items() if number == 1}
