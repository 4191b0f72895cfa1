"""An index of texts by their words, so that a pattern is searched only where it may be."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from pccreport.language.figures import SCALE_LETTERS, number_words
from pccreport.language.patterns import Need, fold, signs_of, words_of

START, END = "^", "$"
"""What stands for a word before the first one of a text, and after the last."""


class TextIndex:
    """Some texts by their words and signs, and by each two words side by side."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [text.replace("’", "'") for text in texts]
        """The texts; however an apostrophe is typed, it is this one."""
        self._of = defaultdict[str, set[int]](set)
        self._words: list[list[str]] = []
        for number, text in enumerate(self.texts):
            folded = fold(text)
            self._words.append(words_of(folded))
            for word in {*self._words[-1]} | signs_of(folded):
                self._of[word].add(number)

    def having(self, needs: Iterable[Need]) -> list[int]:
        """Return the numbers of the texts that may have a pattern with some needs, in order."""
        needs = tuple(needs)
        if any(self._of.keys().isdisjoint(need.words) for need in needs):
            return []  # as for most patterns
        found = {*range(len(self.texts))}
        for need in needs:
            found &= self.with_any(need.words)
        for phrases in (need.phrases for need in needs if found and need.phrases):
            found &= set[int]().union(*map(self._with_phrase, phrases))
        return sorted(found)

    def _with_phrase(self, phrase: str) -> set[int]:
        """Return the numbers of the texts with each two words of a phrase side by side."""
        words = phrase.split()
        found = self.with_any(words[:1])
        for first, second in pairwise(words):
            found &= self._pairs.get(first, {}).get(second, set())
        return found

    @cached_property
    def _figures(self) -> list[int]:
        """The number of the figures that each text may have, in digits and words."""
        spelt = number_words()
        return [
            sum(word[0].isdigit() or word in spelt for word in words)
            for words in self._words
        ]

    def with_figures(self, least: int) -> set[int]:
        """Return the numbers of the texts that may have so many figures."""
        return {n for n, count in enumerate(self._figures) if count >= least}

    def after_figures(self, words: Iterable[str]) -> set[int]:
        """Return the numbers of the texts with one of some words directly after a figure."""
        spelt = number_words() | SCALE_LETTERS.keys()
        ends = (word for word in self._of if word[0].isdigit() or word in spelt)
        return self.with_pair(ends, words)

    def with_any(self, words: Iterable[str]) -> set[int]:
        """Return the numbers of the texts with any of some words or signs, in lower case."""
        return set[int]().union(
            *(self._of[word] for word in {*words} & self._of.keys())
        )

    @cached_property
    def words(self) -> str:
        """The words and signs of all texts, in lower case, each on a line."""
        return "\n".join(self._of)

    def lacks(self, words: frozenset[str]) -> bool:
        """Return whether no text has any of some words."""
        return self._of.keys().isdisjoint(words)

    def with_pair(self, first: Iterable[str], second: Iterable[str]) -> set[int]:
        """Return the numbers of the texts with one of some words directly before one of others."""
        seconds = {*second}
        rows = (self._pairs[word] for word in {*first} & self._pairs.keys())
        found = (row[word] for row in rows for word in row.keys() & seconds)
        return set[int]().union(*found)

    @cached_property
    def _pairs(self) -> dict[str, dict[str, set[int]]]:
        """The texts with two words side by side, by the first and the second of them."""
        pairs = defaultdict[str, dict[str, set[int]]](lambda: defaultdict(set))
        for number, words in enumerate(self._words):
            for first, second in pairwise((START, *words, END)):
                pairs[first][second].add(number)
        return pairs

    @cached_property
    def echoing(self) -> set[int]:
        """The numbers of the texts with two words side by side that are there again, or turned round."""
        found = set[int]()
        for number, words in enumerate(self._words):
            pairs = [*pairwise(words)]
            once = {*pairs}
            if len(once) < len(pairs) or any((b, a) in once for a, b in once):
                found.add(number)
        return found

    @cached_property
    def open_ended(self) -> set[int]:
        """The numbers of the texts without a stop at their end; an abbreviation is none."""
        lasts = (
            text.rpartition(" ")[2].rstrip() for text in map(str.rstrip, self.texts)
        )
        return {
            number
            for number, last in enumerate(lasts)
            if last[-1:] not in ".!?)" or "." in last[:-1]
        }
