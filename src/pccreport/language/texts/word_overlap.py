"""Record linkage by words: the pairs of texts that have the most words in common.

The score is the share of words that two texts have in common (Dice, 1945), each word weighted by
its rarity: “Forbury” in both counts more than “the”. For reworded updates of a real report, true
pairs scored 0.49 and more, others 0.27 and less.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from math import fsum, log
from typing import NamedTuple

ANYWHERE = 0.45
"""Lowest score at which two updates under different key aims or periods may be the same."""
_WORD = r"\w+(?:[-'’.,/]\w+)*"
_MAX_SCORED, _MAX_SCORED_OF_MANY = 64, 32
"""Candidates that one text is compared with: those with the most of its rare words."""
_MANY = 1_000
"""Texts of a side from which common words are not used to find candidates."""
_MAX_LOOKED_AT = 500
"""Uses of words that are then looked at for one text."""


class OverlapPair(NamedTuple):
    """Two texts by their indexes in the two lists, and their score."""

    old: int
    new: int
    score: float
    """From 0 to 1."""


class WordOverlap:
    """The scores of the texts of one list with those of another."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old, self._new = [*map(_word_set, old)], [*map(_word_set, new)]
        every = [*self._old, *self._new]
        self._count = Counter(chain(*every))
        self.is_bounded = False
        """True if a text was not compared with all candidates."""
        self._weights = {w: log(1 + len(every) / n) for w, n in self._count.items()}
        self._old_sums = [*map(self._total_weight, self._old)]
        self._new_sums = [*map(self._total_weight, self._new)]

    def score(self, old: int, new: int) -> float:
        """Return the score of two texts, from 0 to 1."""
        both = self._old_sums[old] + self._new_sums[new]
        if not both:
            return 0.0
        return 2 * self._total_weight(self._old[old] & self._new[new]) / both

    def pairs(
        self,
        old: Iterable[int],
        new: Iterable[int],
        minimum: float,
        wanted: Callable[[int, int], bool] = lambda _old, _new: True,
    ) -> Iterator[OverlapPair]:
        """Yield the wanted pairs of some texts that reach a score, in no order."""
        having: dict[str, list[int]] = defaultdict(list)
        for j in new:
            for word in self._new[j]:
                having[word].append(j)
        for i in old:
            for j in self._texts_sharing_words(i, having, minimum, wanted):
                if (score := self.score(i, j)) >= minimum:
                    yield OverlapPair(i, j, score)

    def _texts_sharing_words(
        self,
        i: int,
        having: Mapping[str, Sequence[int]],
        minimum: float,
        wanted: Callable[[int, int], bool],
    ) -> Sequence[int]:
        """Return the wanted texts that may reach a score with text `i`, by shared rare words.

        If there are too many, only those with the most are returned, and `is_bounded` is set.
        """
        whole = left = self._old_sums[i]
        shared: dict[int, float] = {}
        looked_at, is_many = 0, len(self._new) > _MANY
        for word in self._rarest_words(i, minimum):
            texts = having.get(word, ())
            looked_at += len(texts)
            if shared and is_many and looked_at > _MAX_LOOKED_AT:
                self.is_bounded = True
                break
            weight = self._weights[word]
            left -= weight
            for j in texts:
                shared[j] = shared.get(j, 0.0) + weight
        near = [
            j
            for j, weight in shared.items()
            if 2 * (weight + left) >= minimum * (whole + self._new_sums[j]) - 1e-9
        ]
        limit = _MAX_SCORED_OF_MANY if is_many else _MAX_SCORED
        if len(near) > limit:
            self.is_bounded = True
            near = nlargest(limit, near, key=shared.__getitem__)
        return [j for j in near if wanted(i, j)]

    def _rarest_words(self, old: int, minimum: float) -> Iterator[str]:
        """Yield the rarest words of a text, of which one must be shared to reach the score.

        To reach it, two texts must share minimum / (2 - minimum) of the weight of each, so they
        share one of the words that have the rest of the weight.
        """
        spare = self._old_sums[old] * minimum / (2 - minimum)
        left = self._old_sums[old]
        for word in sorted(self._old[old], key=lambda w: (self._count[w], w)):
            yield word
            left -= self._weights[word]
            if left < spare - 1e-9:
                return

    def _total_weight(self, words: Iterable[str]) -> float:
        return fsum(map(self._weights.__getitem__, words))


def share_of_words(old: str, new: str) -> float:
    """Return the share of their words that two texts have in common, without weights."""
    old_words, new_words = _word_set(old), _word_set(new)
    return 2 * len(old_words & new_words) / (len(old_words) + len(new_words) or 1)


def _word_set(text: str) -> frozenset[str]:
    return frozenset(re.findall(_WORD, text.casefold().replace("’", "'")))
