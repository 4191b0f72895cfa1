"""Finds updates of a quarter that repeat those of the quarter before, in a stream.

An office without ids can repeat its whole list each quarter. The two lists are matched like two
versions of one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pccreport.compare.matching import LineMatch, Matching
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.language.word_overlap import share_of_words

_REPEATED = 0.6
"""Lowest share of words at which an update repeats an earlier one, whatever the rest of the list."""
_FEWEST = 2
"""Lowest number of repeated updates in a repeated list."""


class RepeatedList:
    """The lines of a quarter and those of the quarter before, by index."""

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
        is_update = old.kind is LineKind.UPDATE
        return is_update and (
            match.sure or share_of_words(old.text, new.text) >= _REPEATED
        )


def _excerpt(
    lines: Sequence[ComparedLine], numbers: Sequence[int], like: ComparedLine
) -> tuple[ComparedLine, ...]:
    """Return some lines as if they were of one quarter."""
    indexes = {number: index for index, number in enumerate(numbers)}
    return tuple(
        line._replace(
            parent=indexes.get(line.parent, -1),
            position=line.position._replace(
                head=line.position.head and like.position.head
            ),
            period=like.period,
        )
        for line in (lines[number] for number in numbers)
    )
