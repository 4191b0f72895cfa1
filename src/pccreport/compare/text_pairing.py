"""Which texts of two lists are the same, by their words alone.

In passes, the most certain first: what has found its partner takes no part in later ones. One
text may have become several, and several may have become one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pccreport.compare.candidates import HERE
from pccreport.language.fair_edits import normal_word, words_of
from pccreport.language.word_overlap import ANYWHERE, WordOverlap

TELLING = 3
"""Words: a shorter text may be anywhere, and is looked for in its own place only."""
_IN_PLACE = 0.1
"""So much nearer is a partner in the same place."""
_PIECES = 4
"""Texts that one can become, or that can become one."""
_OF_PIECES, _OF_PIECE = 0.7, 0.6
"""The share of words that all pieces have in common with the whole, and each one of its own."""
_MANY = 20
"""Texts: a word that more of them have shows nothing."""

IsNear = Callable[[int, int], bool]
"""Whether an old and a new text, by their indexes, are in the same place."""


class TextPair(NamedTuple):
    """Texts that are the same, by their indexes in the two lists: one of them has one."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    near: bool = True
    """True if they are in the same place."""


class TextPairing:
    """Two lists of texts, and which of them have found their partners."""

    def __init__(self, old: Sequence[str], new: Sequence[str], language: str) -> None:
        self.pairs: list[TextPair] = []
        self.old_left = dict.fromkeys(range(len(old)))
        self.new_left = dict.fromkeys(range(len(new)))
        self._texts = old, new
        self.old_words = [compared_words(text, language) for text in old]
        self.new_words = [compared_words(text, language) for text in new]

    def pair(
        self, old: tuple[int, ...], new: tuple[int, ...], near: bool = True
    ) -> None:
        """Record texts as the same."""
        self.pairs.append(TextPair(old, new, near))
        for i in old:
            del self.old_left[i]
        for j in new:
            del self.new_left[j]

    def pieces(self, is_near: IsNear) -> None:
        """Pair a text with the pieces near it that it became, or pieces with what they became."""
        old, new = (
            [*map(Counter, words)] for words in (self.old_words, self.new_words)
        )
        split = _wholes(old, self.old_left, new, self.new_left, is_near)
        joined = _wholes(
            new, self.new_left, old, self.old_left, lambda j, i: is_near(i, j)
        )
        self._pair_open(
            [
                *((score, TextPair((whole,), parts)) for score, whole, parts in split),
                *((score, TextPair(parts, (whole,))) for score, whole, parts in joined),
            ]
        )

    def similar(self, is_near: IsNear) -> None:
        """Pair texts with similar words, the most similar first; less is enough near by."""
        if not (self.old_left and self.new_left):
            return
        found = []
        overlap = WordOverlap(*self._texts)
        for i, j, score in overlap.pairs([*self.old_left], [*self.new_left], HERE):
            near = is_near(i, j)
            telling = min(map(len, (self.old_words[i], self.new_words[j]))) >= TELLING
            if near or (score >= ANYWHERE and telling):
                found.append((score + _IN_PLACE * near, TextPair((i,), (j,), near)))
        self._pair_open(found)

    def _pair_open(self, found: Iterable[tuple[float, TextPair]]) -> None:
        for _, pair in sorted(found, key=lambda each: (-each[0], each[1])):
            if pair.old + pair.new and self._is_open(pair):
                self.pair(*pair)

    def _is_open(self, pair: TextPair) -> bool:
        return {*pair.old} <= {*self.old_left} and {*pair.new} <= {*self.new_left}


def compared_words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(filter(None, map(normal_word, words_of(text, language))))


def _wholes(
    wholes: Sequence[Counter[str]],
    left: Iterable[int],
    parts: Sequence[Counter[str]],
    others: Iterable[int],
    is_near: IsNear,
) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Yield the texts that are several on the other side, with those, in their order."""
    having: dict[str, set[int]] = defaultdict(set)
    for j in others:
        for word in parts[j]:
            having[word].add(j)
    most = max(_MANY, len(parts) // 20)
    for i in left:
        rest = whole = wholes[i]
        sharing = (having[word] for word in whole if len(having[word]) <= most)
        near = {j for texts in sharing for j in texts if is_near(i, j)}
        single = max((_alike(whole, parts[j]) for j in near), default=0.0)
        chosen: list[int] = []
        while near and len(chosen) < _PIECES:
            best = max(near, key=lambda j: ((parts[j] & rest).total(), -j))
            near.remove(best)
            if (parts[best] & rest).total() >= _OF_PIECE * parts[best].total():
                chosen.append(best)
                rest = rest - parts[best]
        score = _alike(whole, sum((parts[j] for j in chosen), Counter[str]()))
        if len(chosen) > 1 and score >= _OF_PIECES and score > single:
            yield score, i, tuple(sorted(chosen))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common (Dice), from 0 to 1."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
