"""Find updates that carry an earlier one forward: neither new nor unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pccreport.compare.matching import LineMatch, MatchedBy, Matching
from pccreport.compare.repeated_list import RepeatedList
from pccreport.compare.sides import ComparedLine, Side
from pccreport.model.periods import Period


class CarriedForward:
    """An update carried forward from an earlier period: by id, by `continues:`, or by its words."""

    def __init__(self, before: Side, after: Side, pairing: Matching) -> None:
        self.pairs: set[tuple[int, int]] = set()
        self.earlier: dict[int, ComparedLine] = {}
        """What new lines carry on that has a partner of its own."""
        self.unsure: set[int] = set()
        """Those of them that only probably do."""
        self.left_out: set[int] = set()
        """Old lines of a list that the new side has written again without them."""
        self.not_again: set[int] = set()
        """New lines of a list that is written again, in a later quarter, without them."""
        self._before, self._after, self._pairing = before, after, pairing

    def join(self) -> None:
        """Pair what is left over with what it carries on."""
        before, after = self._before.lines, self._after.lines
        old_ids, new_ids = _by_id(before), _by_id(after)
        for new in self._pairing.unmatched_new():
            self._carried(new, old_ids, new_ids)
        for old in self._pairing.unmatched_old():
            names = _carries_on(before[old])
            found = (j for name in names for j in new_ids.get(name, ()))
            if carried := [j for j in found if self._pairing.is_unmatched(new=j)]:
                self._pair(LineMatch(old, carried[0], MatchedBy.ID))
        self._by_words()

    def _carried(
        self, new: int, old_ids: dict[str, list[int]], new_ids: dict[str, list[int]]
    ) -> None:
        """Find what a new line carries on: on the old side, else before it on its own."""
        line = self._after.lines[new]
        for name in _carries_on(line):
            if olds := old_ids.get(name):
                if self._pairing.is_unmatched(old=olds[-1]):
                    self._pair(LineMatch(olds[-1], new, MatchedBy.ID))
                else:
                    self.earlier[new] = self._before.lines[olds[-1]]
                return
            others = (self._after.lines[j] for j in new_ids.get(name, ()) if j != new)
            past = [other for other in others if other.period.end < line.period.end]
            if past:
                self.earlier[new] = past[-1]
                return

    def _pair(self, found: LineMatch) -> None:
        is_open = self._pairing.is_unmatched(old=found.old)
        if is_open and self._pairing.is_unmatched(new=found.new):
            self._pairing.join(found)
            self.pairs.add((found.old, found.new))

    def _by_words(self) -> None:
        """Find what says again what its stream said in the quarter before."""
        old, new = self._before, self._after
        known, own = (_lists(side, range(len(side.lines))) for side in (old, new))
        past = {each: known[each] for each in known if each[1].end < new.first}
        for later, numbers in _lists(new, self._pairing.unmatched_new()).items():
            if earlier := _quarter_before(past, later):
                self._across(RepeatedList(old, earlier, new, own[later]))
            elif earlier := _quarter_before(own, later):
                is_new = later not in known
                whole = own[later] if is_new else numbers
                self._within(RepeatedList(new, earlier, new, whole), is_new=is_new)

    def _across(self, again: RepeatedList) -> None:
        """Pair what is on two sides."""
        self.left_out |= {*again.omitted()}
        for found in again.pairs():
            self._pair(found)

    def _within(self, again: RepeatedList, *, is_new: bool) -> None:
        """Record what the new side says again of itself; the list may be known already."""
        for earlier, new, _, sure in again.pairs():
            if self._pairing.is_unmatched(new=new) and new not in self.earlier:
                self.earlier[new] = self._after.lines[earlier]
                if not sure:
                    self.unsure.add(new)
        if is_new:
            self.not_again |= {*again.omitted()}


_List = tuple[str, Period]
"""A stream and a period."""


def _lists(side: Side, numbers: Iterable[int]) -> dict[_List, list[int]]:
    """Return some lines of a side, by their stream and period."""
    found: dict[_List, list[int]] = {}
    for i in numbers:
        line = side.lines[i]
        if line.position.stream:
            found.setdefault((line.position.stream, line.period), []).append(i)
    return found


def _quarter_before(lists: Mapping[_List, list[int]], later: _List) -> list[int]:
    """Return the lines of the last period of a stream before another."""
    stream, period = later
    past = [each for each in lists if each[0] == stream and each[1].end < period.start]
    return lists[max(past, key=lambda each: each[1].end)] if past else []


def _by_id(lines: Iterable[ComparedLine]) -> dict[str, list[int]]:
    """Return the lines of each id, in order."""
    found: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line.id:
            found.setdefault(line.id, []).append(i)
    return found


def _carries_on(line: ComparedLine) -> tuple[str, ...]:
    """Return the ids that a line may continue: the one it names, then its own."""
    return tuple(filter(None, (line.continues, line.id)))
