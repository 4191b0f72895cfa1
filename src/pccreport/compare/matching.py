"""Matches the lines of two sides: by id, or else by their words.

In several passes, the most certain first; a matched line is not in later ones. Two lines with
different ids never match. A point with few words, such as a status, is matched only if its parents
match. References and notes are matched only at the same position.
"""

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
    """The basis of a match."""

    ID = "id"
    TEXT = "text"
    PLACE = "place"
    NONE = ""
    """No match: a line of one side only."""


class LineMatch(NamedTuple):
    """Two lines that are the same, by their indexes."""

    old: int
    new: int
    by: MatchedBy
    sure: bool = True


_REWORDED = 0.7
"""Lowest share of words at which a line is the one at its position, reworded."""
_BETWEEN = 0.2
"""Lowest score at which lines between the same neighbours may be the same."""
_FEW = 40
"""Maximum number of lines of a list that are all compared with each other."""

MatchKey = Callable[[ComparedLine], Hashable]
"""Returns a key that equal lines share; an empty key matches nothing."""


class Matching:
    """The lines of two sides, and the matches among them."""

    def __init__(self, before: Side, after: Side) -> None:
        self.matches: list[LineMatch] = []
        self._old, self._new = before.lines, after.lines
        self._named = after.named
        self.old_left = dict.fromkeys(range(len(self._old)))
        self.new_left = dict.fromkeys(range(len(self._new)))
        """The lines without a match, in order."""
        self.first = before.first, after.first
        self.is_bounded = False
        """True if there are so many lines that not all were compared."""
        self.old_of: dict[int, int] = {}
        """The old line of each matched new one."""
        self.new_of: dict[int, int] = {}
        """The new line of each matched old one."""
        self.possible_old: dict[int, int] = {}
        self.possible_new: dict[int, int] = {}
        """The possible match of an unmatched line on the other side."""

    def _unmatched(self) -> tuple[list[int], list[int]]:
        """Return the unmatched lines of both sides whose period the other side covers."""
        old = [i for i in self.old_left if self._old[i].period.end >= self.first[1]]
        new = [j for j in self.new_left if self._new[j].period.end >= self.first[0]]
        return old, new

    def by_id(self) -> None:
        """Match lines with the same id: within a year, then in any year."""
        self._match_equal(
            [(i, _id_of_year(self._old[i])) for i in self.old_left],
            [(j, _id_of_year(self._new[j])) for j in self.new_left],
            MatchedBy.ID,
        )
        # An id that was added in a revision is that of both versions.
        for name in (_id, self._id_given) if self._named else (_id,):
            self._match_by_key(name, MatchedBy.ID)

    def _id_given(self, line: ComparedLine) -> str:
        given = self._named.get((*line.position[:2], line.text), "")
        return line.id or (given if has_enough_words(line) else "")

    def by_words(self) -> None:
        """Match equal texts, then similar ones: in the same position, then anywhere.

        A text that occurs more than once is matched after the updates that it may be a point of.
        """
        for names in (_IN_PLACE, _ANYWHERE):
            if names is _ANYWHERE:
                self._match_reworded()
            for name in names:
                self._match_under_parents(name)
                self._match_by_key(name, MatchedBy.TEXT, once=True)
        # A period has one caveat, and a cell one note of nothing to report, in any words.
        self._match_in_place(LineKind.CAVEAT, LineKind.NOTHING)
        candidates = self._find_candidates()
        if candidates:
            self._match_similar(candidates, top=True)
        for name in (*_IN_PLACE, *_ANYWHERE):
            self._match_by_key(name, MatchedBy.TEXT)
        if candidates:
            self._match_similar(candidates)
        # The only short point under an update, such as its status, is the same in any words.
        self._match_under_parents(_is_short_point, MatchedBy.PLACE, once=True)
        if candidates:
            self._match_between_neighbours(candidates)
            # What is left may still be rewordings of each other.
            for pair in candidates.weak_pairs(*self._unmatched()):
                self._record_doubt(pair)
            self.is_bounded = candidates.overlap.is_bounded

    def by_place(self) -> None:
        """Match remaining references and notes if each side has only one at a position."""
        self._match_in_place(*{*LineKind} - {LineKind.UPDATE})

    def _match_in_place(self, *kinds: LineKind) -> None:
        """Match lines of some kinds that are the only ones of their kind at a position."""

        def key(line: ComparedLine) -> Hashable:
            return line.kind in kinds and _position_key(line)

        self._match_by_key(key, MatchedBy.PLACE, once=True)

    def join(self, match: LineMatch) -> None:
        """Record a match."""
        self.matches.append(match)
        self.old_of[match.new] = match.old
        self.new_of[match.old] = match.new
        del self.old_left[match.old]
        del self.new_left[match.new]

    def _can_join(self, old: int, new: int) -> bool:
        """Return whether two lines are unmatched and allowed to match."""
        if old not in self.old_left or new not in self.new_left:
            return False
        old_line, new_line = self._old[old], self._new[new]
        if old_line.id and new_line.id and old_line.id != new_line.id:
            return False
        is_short = _is_short_point(old_line) or _is_short_point(new_line)
        return not is_short or self.new_of.get(old_line.parent) == new_line.parent

    def _match_reworded(self) -> None:
        """Match reworded lines at one position whose old text is elsewhere on the new side."""
        olds, news = self._unmatched()
        copies = {_text(self._new[j]) for j in news}
        by_position: dict[Hashable, list[int]] = defaultdict(list)
        for j in news:
            by_position[_position_key(self._new[j])].append(j)
        for i in olds:
            line = self._old[i]
            text, here = _text(line), by_position[_position_key(line)]
            if text and text in copies and len(here) <= _FEW:
                texts = ((self._new[j].text, j) for j in here)
                scores = ((share_of_words(line.text, other), j) for other, j in texts)
                score, j = max(scores, default=(0.0, -1))
                if score >= _REWORDED and self._can_join(i, j):
                    self.join(LineMatch(i, j, MatchedBy.TEXT))

    def _match_under_parents(
        self, name: MatchKey, by: MatchedBy = MatchedBy.TEXT, *, once: bool = False
    ) -> None:
        """Match equal lines whose parents match, or that have none, level by level."""
        for level in range(1, MAX_LEVELS + 1):
            old, new = self._unmatched()
            self._match_equal(
                [
                    (i, (key, line.parent))
                    for i in old
                    if (line := self._old[i]).level == level and (key := name(line))
                ],
                [
                    (j, (key, self.old_of.get(line.parent, -1)))
                    for j in new
                    if (line := self._new[j]).level == level
                    and (line.parent < 0 or line.parent in self.old_of)
                    and (key := name(line))
                ],
                by,
                once=once,
            )

    def _match_by_key(
        self, name: MatchKey, by: MatchedBy, *, once: bool = False
    ) -> None:
        """Match lines with the same key; with `once`, only if it is unique on both sides.

        Short points are matched only by id.
        """
        sides = zip((self._old, self._new), self._unmatched(), strict=True)
        old, new = (
            [
                (i, name(lines[i]))
                for i in left
                if by is MatchedBy.ID or not _is_short_point(lines[i])
            ]
            for lines, left in sides
        )
        self._match_equal(old, new, by, once=once)

    def _match_equal(
        self,
        old: Iterable[tuple[int, Hashable]],
        new: Iterable[tuple[int, Hashable]],
        by: MatchedBy,
        *,
        once: bool = False,
    ) -> None:
        """Match lines with the same key, in order; an empty key matches nothing."""
        old, new = [*old], [*new]
        if once:
            counts = [Counter(key for _, key in side) for side in (old, new)]
            old, new = (
                [item for item in side if all(c[item[1]] == 1 for c in counts)]
                for side in (old, new)
            )
        by_key: dict[Hashable, list[int]] = defaultdict(list)
        for j, key in reversed(new):
            if key:
                # Two lines with an id match only by id.
                by_key[key, by is not MatchedBy.ID and bool(self._new[j].id)].append(j)
        for i, key in old:
            if key:
                without = by_key.get((key, False))
                indexes = without or (not self._old[i].id and by_key.get((key, True)))
                if indexes:
                    self.join(LineMatch(i, indexes.pop(), by))

    def _match_similar(self, near: Candidates, *, top: bool = False) -> None:
        """Match the highest scores first (greedy), which does as well as other ways on such texts.

        A match is certain if its score is high and no other line, matched or not, scores nearly as
        high: in formulaic texts, matched lines show how similar different lines can be. If a matched
        line scores as high, the two are different. With `top`, points are not matched.
        """
        for pair in near.candidates():
            old, new = self._old[pair.old], self._new[pair.new]
            is_point = max(old.parent, new.parent) >= 0
            if (top and is_point) or not self._can_join(pair.old, pair.new):
                continue
            olds, news = near.rivals(pair)
            if self._is_another(near, pair):
                self._record_doubt(pair)
                continue
            sure = near.is_near(pair) and not (olds or news)
            if not sure:
                for i in olds:
                    self.possible_old.setdefault(i, pair.new)
                for j in news:
                    self.possible_new.setdefault(j, pair.old)
            self.join(LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure))

    def _is_another(self, candidates: Candidates, pair: OverlapPair) -> bool:
        """Return whether a matched line is as similar to one of the pair as the other is."""
        olds, news = candidates.rivals(pair, margin=1.0)
        return not (olds <= self.old_left.keys() and news <= self.new_left.keys())

    def _find_candidates(self) -> Candidates | None:
        """Return the candidates of unmatched lines, or None if no match is possible."""
        olds, news = self._unmatched()
        old = [i for i in olds if can_match_by_words(self._old[i])]
        new = [j for j in news if can_match_by_words(self._new[j])]
        # Two lines with an id are not matched by words.
        ids = [*(self._old[i].id for i in old), *(self._new[j].id for j in new)]
        is_possible = old and new and not all(ids)
        return Candidates(self._old, self._new, old, new) if is_possible else None

    def _match_between_neighbours(self, near: Candidates) -> None:
        """Match remaining lines between the same neighbours, if they share a few words.

        If they share none, they are only recorded as a possible match.
        """
        old, new = self._old, self._new
        # A point whose parent has no match has no place among the new ones.
        parents = {-1: -1, **self.new_of}
        olds = self._gaps(old, new, self.new_of, lambda i: parents.get(i, -2))
        news = self._gaps(new, old, self.old_of, lambda j: j)
        for gap, left in olds.items():
            right = news.get(gap, ())
            if not right or len(left) * len(right) > _FEW * _FEW:
                continue
            score = near.overlap.score
            pairs = [OverlapPair(i, j, score(i, j)) for i in left for j in right]
            for pair in sorted(pairs, key=lambda p: (-p.score, p.new, p.old)):
                is_other = near.has_other_names(pair) and self._is_another(near, pair)
                label, colon, _ = old[pair.old].text.partition(": ")
                is_same = colon and new[pair.new].text.startswith(label + colon)
                if is_other or (pair.score < _BETWEEN and not is_same):
                    continue
                if self._can_join(pair.old, pair.new):
                    match = LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure=False)
                    self.join(match)
                    if near.is_near(pair):  # no other line is one of the two
                        may_be = self.possible_old.items()
                        self.possible_old = {i: j for i, j in may_be if j != pair.new}
            if len(left) == len(right) == 1:
                self._record_doubt(pairs[0])

    def _gaps(
        self,
        lines: tuple[ComparedLine, ...],
        others: tuple[ComparedLine, ...],
        match_of: dict[int, int],
        new_index: Callable[[int], int],
    ) -> dict[Hashable, list[int]]:
        """Return the unmatched updates of a side, by the matched line before them in their list."""
        found: dict[Hashable, list[int]] = defaultdict(list)
        last: dict[Hashable, int] = {}
        for i, line in enumerate(lines):
            here, match = _position_key(line), match_of.get(i)
            row = here, new_index(line.parent)
            if match is None and line.kind is LineKind.UPDATE:
                found[row, last.get(row, -1)].append(i)
            elif match is not None and _position_key(others[match]) == here:
                last[row] = new_index(i)
        return found

    def _record_doubt(self, pair: OverlapPair) -> None:
        if self._old[pair.old].id and self._new[pair.new].id:
            return
        self.possible_old.setdefault(pair.old, pair.new)
        self.possible_new.setdefault(pair.new, pair.old)


def _id(line: ComparedLine) -> str:
    return line.id if line.kind in (LineKind.UPDATE, *GIVEN) else ""


def _is_short_point(line: ComparedLine) -> bool:
    return line.parent >= 0 and not has_enough_words(line)


def _id_of_year(line: ComparedLine) -> Hashable:
    return _id(line) and (line.id, line.position.head and line.position.head.year)


def _position_key(line: ComparedLine) -> Hashable:
    return line.kind, line.position, line.period


def _content(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.content


def _text(line: ComparedLine) -> Hashable:
    return has_enough_words(line) and line.text


_ANYWHERE: tuple[MatchKey, ...] = _content, _text
_IN_PLACE: tuple[MatchKey, ...] = (
    lambda line: (_position_key(line), line.content),
    lambda line: (_position_key(line), line.text),
    lambda line: (line.kind, line.position, line.content),
    lambda line: (line.kind, line.position, line.text),
)
"""The most certain keys first: the whole content before the text alone, the same label and period
before the label alone, and both before any position."""
