"""Matches the texts of two lists by their words.

In several passes, the most certain first; a matched text is not in later ones. One text can match
several, and several can match one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pccreport.compare.candidates import HERE
from pccreport.language.fair_edits import normal_word, words_of
from pccreport.language.word_overlap import ANYWHERE, WordOverlap

MIN_WORDS = 3
"""A text with fewer words can be anywhere, and is matched only at its own position."""
_IN_PLACE = 0.1
"""Added to the score of two texts at the same position."""
_OF_PIECES, _OF_PIECE = 0.7, 0.6
"""Lowest share of words that all pieces share with the whole, and that a piece has in it."""

IsNear = Callable[[int, int], bool]
"""Returns whether an old and a new text, by index, are at the same position."""


class TextPair(NamedTuple):
    """Texts that are the same, by index: one of the two tuples has one item."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    near: bool = True
    """True if they are at the same position."""


class TextPairing:
    """Two lists of texts, and the matches among them."""

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
        """Match texts with the pieces near them that they were split into, or joined from."""
        old, new = [*map(Counter, self.old_words)], [*map(Counter, self.new_words)]
        left, others = self.old_left, self.new_left
        split = _wholes(old, left, new, others, is_near)
        joined = _wholes(new, others, old, left, lambda j, i: is_near(i, j))
        found = [(score, TextPair((whole,), parts)) for score, whole, parts in split]
        found += [(score, TextPair(parts, (whole,))) for score, whole, parts in joined]
        self._pair_open(found)

    def similar(self, is_near: IsNear) -> None:
        """Match similar texts, the most similar first; those near need a lower score."""
        if not (self.old_left and self.new_left):
            return
        found = []
        overlap = WordOverlap(*self._texts)
        for i, j, score in overlap.pairs([*self.old_left], [*self.new_left], HERE):
            near = is_near(i, j)
            fewest = min(len(self.old_words[i]), len(self.new_words[j]))
            if near or (score >= ANYWHERE and fewest >= MIN_WORDS):
                found.append((score + _IN_PLACE * near, TextPair((i,), (j,), near)))
        self._pair_open(found)

    def _pair_open(self, found: Iterable[tuple[float, TextPair]]) -> None:
        for _, pair in sorted(found, key=lambda item: (-item[0], item[1])):
            is_open = self.old_left.keys() >= {*pair.old}
            if is_open and self.new_left.keys() >= {*pair.new}:
                self.pair(*pair)


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
    """Yield the score and the index of texts with pieces on the other side, and their indexes."""
    having: dict[str, set[int]] = defaultdict(set)
    for j in others:
        for word in parts[j]:
            having[word].add(j)
    # A word that more texts have is not used to find candidates.
    most = max(20, len(parts) // 20)
    for i in left:
        rest = whole = wholes[i]
        sharing = (having[word] for word in whole if len(having[word]) <= most)
        near = {j for texts in sharing for j in texts if is_near(i, j)}
        single = max((_share_of_words(whole, parts[j]) for j in near), default=0.0)
        chosen: list[int] = []
        while near and len(chosen) < 4:
            best = max(near, key=lambda j: ((parts[j] & rest).total(), -j))
            near.remove(best)
            if (parts[best] & rest).total() >= _OF_PIECE * parts[best].total():
                chosen.append(best)
                rest = rest - parts[best]
        score = _share_of_words(whole, sum((parts[j] for j in chosen), Counter[str]()))
        if len(chosen) > 1 and score >= _OF_PIECES and score > single:
            yield score, i, tuple(sorted(chosen))


def _share_of_words(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common (Dice), from 0 to 1."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
