"""Which texts have the same words, although nothing else links them.

The share of words that two texts have in common (Dice, 1945), each word weighted by its rarity:
“the” in both shows nothing, “Forbury” in both shows a lot. For reworded updates of a real report,
true pairs scored 0.49 and more, others 0.27 and less.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from math import log
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")


class OverlapPair(NamedTuple):
    """Two texts by their places in the two rows, and how far they resemble each other."""

    old: int
    new: int
    score: float
    """From 0 to 1."""


class WordOverlap:
    """How far the texts of one row resemble those of another."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old, self._new = [*map(_word_set, old)], [*map(_word_set, new)]
        every = [*self._old, *self._new]
        self._count = Counter(chain(*every))
        self._all = len(every)
        self._weights = {w: log(1 + self._all / n) for w, n in self._count.items()}
        self._old_sums = [*map(self._sum, self._old)]
        self._new_sums = [*map(self._sum, self._new)]

    def score(self, old: int, new: int) -> float:
        """How far two of them resemble each other, from 0 to 1."""
        both = self._old_sums[old] + self._new_sums[new]
        if not both:
            return 0.0
        shared = self._sum(self._old[old] & self._new[new])
        return min(2 * shared / both, 1.0)  # sums of one set in two orders may differ

    def pairs(
        self,
        old: Iterable[int],
        new: Iterable[int],
        least: float,
        wanted: Callable[[int, int], bool] = lambda _old, _new: True,
    ) -> Iterator[OverlapPair]:
        """Return the pairs among some of them that reach a score, in no order."""
        having: dict[str, list[int]] = defaultdict(list)
        for there in new:
            for word in self._new[there]:
                having[word].append(there)
        for here in old:
            telling = self._telling(here, least)
            near = {there for word in telling for there in having.get(word, ())}
            for there in near:
                if wanted(here, there) and (score := self.score(here, there)) >= least:
                    yield OverlapPair(here, there, score)

    def _telling(self, old: int, least: float) -> Iterator[str]:
        """Its rarest words: a text without any of them cannot reach the score.

        To reach it, two texts must share least / (2 - least) of either one's weight;
        so one of the words that hold the rest of the weight must be shared.
        """
        spare = self._old_sums[old] * least / (2 - least)
        in_order = sorted(self._old[old], key=lambda w: (self._count[w], w))
        left = self._old_sums[old]
        for word in in_order:
            yield word
            left -= self._weights[word]
            if left < spare - 1e-9:
                return

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, words))


def _word_set(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold().replace("’", "'")))
