"""Finds updates that carry an earlier one forward: neither new nor unchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pccreport.compare.matching import LineMatch, MatchedBy, Matching
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.language.word_overlap import share_of_words
from pccreport.model.periods import Period

_REPEATED = 0.6
"""Lowest share of words at which an update repeats an earlier one, whatever the rest of the list."""


class CarriedForward:
    """Updates carried forward from an earlier period: by id, by `continues:`, or by words."""

    def __init__(self, before: Side, after: Side, matching: Matching) -> None:
        self.pairs: set[tuple[int, int]] = set()
        self.earlier: dict[int, ComparedLine] = {}
        """The lines that new lines continue, if those have a match of their own."""
        self.unsure: set[int] = set()
        """New lines that only probably continue them."""
        self.left_out: set[int] = set()
        """Old lines of a repeated list that the new side lacks."""
        self.not_again: set[int] = set()
        """New lines of a list that is repeated in a later quarter without them."""
        self._before, self._after, self._matching = before, after, matching

    def join(self) -> None:
        """Match the remaining lines with those that they continue."""
        before, after = self._before.lines, self._after.lines
        old_ids, new_ids = _by_id(before), _by_id(after)
        for new in [*self._matching.new_left]:
            self._carried(new, old_ids, new_ids)
        for old in [*self._matching.old_left]:
            names = _carries_on(before[old])
            candidates = (j for name in names for j in new_ids.get(name, ()))
            if carried := [j for j in candidates if j in self._matching.new_left]:
                self._pair(LineMatch(old, carried[0], MatchedBy.ID))
        self._by_words()

    def _carried(
        self, new: int, old_ids: dict[str, list[int]], new_ids: dict[str, list[int]]
    ) -> None:
        """Find the line that a new line continues: on the old side, or earlier on its own."""
        line = self._after.lines[new]
        for name in _carries_on(line):
            if olds := old_ids.get(name):
                if olds[-1] in self._matching.old_left:
                    self._pair(LineMatch(olds[-1], new, MatchedBy.ID))
                else:
                    self.earlier[new] = self._before.lines[olds[-1]]
                return
            others = (self._after.lines[j] for j in new_ids.get(name, ()) if j != new)
            if past := [x for x in others if x.period.end < line.period.end]:
                self.earlier[new] = past[-1]
                return

    def _pair(self, match: LineMatch) -> None:
        is_open = match.old in self._matching.old_left
        if is_open and match.new in self._matching.new_left:
            self._matching.join(match)
            self.pairs.add((match.old, match.new))

    def _by_words(self) -> None:
        """Find updates that repeat those of the quarter before in their stream."""
        old, new = self._before, self._after
        known, own = (_lists(side, range(len(side.lines))) for side in (old, new))
        past = {k: known[k] for k in known if k[1].end < self._matching.first[1]}
        for later, numbers in _lists(new, self._matching.new_left).items():
            if earlier := _quarter_before(past, later):
                repeated = _RepeatedList(old, earlier, new, own[later])
                self.left_out |= {*repeated.omitted()}
                for match in repeated.pairs():
                    self._pair(match)
            elif earlier := _quarter_before(own, later):
                is_new = later not in known
                indexes = own[later] if is_new else numbers
                self._within(_RepeatedList(new, earlier, new, indexes), is_new=is_new)

    def _within(self, repeated: _RepeatedList, *, is_new: bool) -> None:
        """Record repeated lines of the new side; `is_new` if the old side lacks the list."""
        for earlier, new, _, sure in repeated.pairs():
            if new in self._matching.new_left and new not in self.earlier:
                self.earlier[new] = self._after.lines[earlier]
                if not sure:
                    self.unsure.add(new)
        if is_new:
            omitted, lines = {*repeated.omitted()}, self._after.lines
            # A point goes with its update, which is printed still.
            self.not_again |= {i for i in omitted if lines[i].parent in {-1, *omitted}}


_List = tuple[str, Period]
"""A stream and a period."""


def _lists(side: Side, numbers: Iterable[int]) -> dict[_List, list[int]]:
    """Return the indexes of some lines, by stream and period."""
    lists: dict[_List, list[int]] = defaultdict(list)
    for i in numbers:
        line = side.lines[i]
        if line.position.stream:
            lists[line.position.stream, line.period].append(i)
    return lists


def _quarter_before(lists: Mapping[_List, list[int]], later: _List) -> list[int]:
    """Return the lines of the previous period of a stream, or []."""
    stream, period = later
    past = [key for key in lists if key[0] == stream and key[1].end < period.start]
    return lists[max(past, key=lambda key: key[1].end)] if past else []


def _by_id(lines: Iterable[ComparedLine]) -> dict[str, list[int]]:
    """Return the indexes of the lines with each id, in order."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.id:
            by_id[line.id].append(i)
    return by_id


def _carries_on(line: ComparedLine) -> tuple[str, ...]:
    """Return the ids that a line may continue: that of `continues:`, then its own."""
    return tuple(filter(None, (line.continues, line.id)))


class _RepeatedList:
    """The lines of a quarter and those of the quarter before, by index.

    An office without ids can repeat its whole list each quarter. The two are matched like two
    versions of one list.
    """

    def __init__(
        self, before: Side, earlier: Sequence[int], after: Side, later: Sequence[int]
    ) -> None:
        self._before, self._earlier = before, earlier
        self._after, self._later = after, later
        like = after.lines[later[0]]
        matching = Matching(
            _excerpt(before, earlier, like), _excerpt(after, later, like)
        )
        matching.by_id()
        matching.by_words()
        self._found = matching.matches
        repeated = [*filter(self._is_repeated, self._found)]
        updates = sum(before.lines[i].kind is LineKind.UPDATE for i in earlier)
        # Of a list in other words, a third is repeated, and most is at least similar.
        least = updates / (3 if len(self._found) >= 0.75 * updates else 2)
        is_due = before.lines[earlier[0]].period.end >= after.first
        is_due = is_due and before is not after
        self.is_whole_list = is_due or len(repeated) >= max(2, least)
        """True if the list as a whole is repeated, and not only some updates."""
        self._repeated = self._found if self.is_whole_list else repeated

    def pairs(self) -> Iterator[LineMatch]:
        """Yield the repeated lines, by their indexes on their sides."""
        for match in self._repeated:
            old, new = self._earlier[match.old], self._later[match.new]
            yield match._replace(old=old, new=new)

    def omitted(self) -> Iterator[int]:
        """Yield the indexes of earlier updates that a repeated list lacks."""
        repeated = {match.old for match in self._repeated}
        for number, i in enumerate(self._earlier):
            is_update = self._before.lines[i].kind is LineKind.UPDATE
            if self.is_whole_list and is_update and number not in repeated:
                yield i

    def _is_repeated(self, match: LineMatch) -> bool:
        old = self._before.lines[self._earlier[match.old]]
        new = self._after.lines[self._later[match.new]]
        if old.kind is not LineKind.UPDATE:
            return False
        return match.sure or share_of_words(old.text, new.text) >= _REPEATED


def _excerpt(side: Side, numbers: Sequence[int], like: ComparedLine) -> Side:
    """Return some lines of a side as if they were of one quarter."""
    indexes = {number: index for index, number in enumerate(numbers)}
    lines = []
    for line in (side.lines[number] for number in numbers):
        head = line.position.head and like.position.head
        position = line.position._replace(head=head)
        at, parent = like.period, indexes.get(line.parent, -1)
        lines.append(line._replace(parent=parent, position=position, period=at))
    return side._replace(lines=tuple(lines), first=like.period.start)
