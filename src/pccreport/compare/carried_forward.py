"""Find updates that carry an earlier one forward: neither new nor unchanged."""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.compare.matching import LineMatch, MatchedBy, Matching
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.language.word_overlap import WordOverlap

_CONTINUED, _SURELY_CONTINUED = 0.60, 0.90
"""From these resemblances on, an update carries on one of an earlier period."""


class CarriedForward:
    """An update carried forward from an earlier period: by id, by `continues:`, or by its words."""

    def __init__(self, before: Side, after: Side, pairing: Matching) -> None:
        self.pairs: set[tuple[int, int]] = set()
        self.earlier: dict[int, ComparedLine] = {}
        """What new lines carry on that has a partner of its own."""
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
        self._pairing.join(found)
        self.pairs.add((found.old, found.new))

    def _by_words(self) -> None:
        """Where one side's line is of a period that the other does not reach back to."""
        old = [
            i
            for i in self._pairing.unmatched_old()
            if _is_update(self._before.lines[i])
        ]
        new = [
            j
            for j in self._pairing.unmatched_new()
            if _is_update(self._after.lines[j]) and j not in self.earlier
        ]
        past_old = {
            i for i in old if self._before.lines[i].period.end < self._after.first
        }
        past_new = {
            j for j in new if self._after.lines[j].period.end < self._before.first
        }
        if not (old and new and (past_old or past_new)):
            return
        measure = WordOverlap(
            [line.text for line in self._before.lines],
            [line.text for line in self._after.lines],
        )

        def wanted(i: int, j: int) -> bool:
            one, other = self._before.lines[i], self._after.lines[j]
            here = one.place[:2] == other.place[:2]
            return (
                here
                and (i in past_old) != (j in past_new)
                and not (one.id and other.id)
            )

        pairs = [*measure.pairs(old, new, _CONTINUED, wanted)]
        for pair in sorted(pairs, key=lambda p: (-p.score, p.new, p.old)):
            free = self._pairing.is_unmatched(old=pair.old)
            if free and self._pairing.is_unmatched(new=pair.new):
                sure = pair.score >= _SURELY_CONTINUED
                self._pair(LineMatch(pair.old, pair.new, MatchedBy.TEXT, sure))


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


def _is_update(line: ComparedLine) -> bool:
    return line.sort is LineKind.UPDATE
