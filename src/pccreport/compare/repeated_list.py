"""Which updates of a quarter say again what the quarter before it said, in a stream.

An office that has no ids writes its whole list again each quarter. The two lists are matched as
two versions of one list are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pccreport.compare.matching import LineMatch, Matching
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.language.word_overlap import share_of_words

_REPEATED = 0.6
"""From this share of words on, an update says an earlier one again, whatever is beside it."""
_FEWEST = 2
"""Updates that a list has in common with the one before, if it is written again."""


class RepeatedList:
    """The lines of a quarter, and those of the quarter before it, by their numbers."""

    def __init__(
        self, before: Side, earlier: Sequence[int], after: Side, later: Sequence[int]
    ) -> None:
        self._before, self._earlier = before, earlier
        self._after, self._later = after, later
        like = after.lines[later[0]]
        sides = (
            side._replace(
                lines=_excerpt(side.lines, numbers, like), first=like.period.start
            )
            for side, numbers in ((before, earlier), (after, later))
        )
        matching = Matching(*sides)
        matching.by_id()
        matching.by_words()
        self._found = matching.matches
        repeated = [*filter(self._is_repeated, self._found)]
        updates = sum(before.lines[i].kind is LineKind.UPDATE for i in earlier)
        self.is_whole_list = len(repeated) >= max(_FEWEST, updates / 2)
        """True if the list is written again, and not only some of it."""
        self._repeated = self._found if self.is_whole_list else repeated

    def pairs(self) -> Iterator[LineMatch]:
        """Yield what is said again, by the numbers of the lines on their sides."""
        for found in self._repeated:
            old, new = self._earlier[found.old], self._later[found.new]
            yield found._replace(old=old, new=new)

    def omitted(self) -> Iterator[int]:
        """Yield the earlier updates that a list which is written again does not have."""
        repeated = {found.old for found in self._repeated}
        for number, i in enumerate(self._earlier):
            is_update = self._before.lines[i].kind is LineKind.UPDATE
            if self.is_whole_list and is_update and number not in repeated:
                yield i

    def _is_repeated(self, found: LineMatch) -> bool:
        old = self._before.lines[self._earlier[found.old]]
        new = self._after.lines[self._later[found.new]]
        is_update = old.kind is LineKind.UPDATE
        return is_update and (
            found.sure or share_of_words(old.text, new.text) >= _REPEATED
        )


def _excerpt(
    lines: Sequence[ComparedLine], numbers: Sequence[int], like: ComparedLine
) -> tuple[ComparedLine, ...]:
    """Return some lines, as if they were of one quarter."""
    places = {number: place for place, number in enumerate(numbers)}
    return tuple(
        line._replace(
            parent=places.get(line.parent, -1),
            position=line.position._replace(
                head=line.position.head and like.position.head
            ),
            period=like.period,
        )
        for line in (lines[number] for number in numbers)
    )
