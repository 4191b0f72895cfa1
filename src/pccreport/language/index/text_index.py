"""An index of texts by their words, so that a pattern is searched only where it may be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import pairwise

from pccreport.language.index.patterns import Need, fold, signs_of, words_of
from pccreport.language.texts.figures import SCALE_LETTERS, number_words

START, END, FIGURE = "^", "$", "#"
"""What is used for a word before the first one of a text, after the last, and for any figure before a word."""
_PLACES = frozenset({START, END, FIGURE})
_FEW = 32
"""How often a word may be in words that are repeated, so that a long text takes no longer."""
_NAME = re.compile(r"[A-Z][\w'-]+[ -][A-Z]")


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
        self._known = self._of.keys() | _PLACES
        self._every = {*range(len(self.texts))}
        self._found: dict[Need, set[int]] = {}

    def having(self, needs: Iterable[Need]) -> set[int]:
        """Return the numbers of the texts that may have a pattern with some needs."""
        some = []
        for need in needs:
            if _first_words(need).isdisjoint(self._known):
                return set()  # as for most patterns
            some.append(need)
        return set.intersection(self._every, *map(self.with_any, some))

    def with_any(self, need: Iterable[str]) -> set[int]:
        """Return the numbers of the texts with any of some words, signs or phrases, in lower case."""
        need = frozenset(need)
        if need not in self._found:
            phrases = (p for p in need if p.partition(" ")[0] in self._known)
            self._found[need] = set[int]().union(*map(self._with, phrases))
        return self._found[need]

    def _with(self, phrase: str) -> set[int]:
        """Return the numbers of the texts with a word, or with the words of a phrase side by side."""
        if " " not in phrase:
            return self._of[phrase]
        words = phrase.split()
        if words[0] == FIGURE:
            pairs = pairwise(words)
            return set.intersection(*(self._pairs[a].get(b, set()) for a, b in pairs))
        found = set.intersection(*(self._of.get(word, set()) for word in words))
        joined = ((number, " ".join(self._words[number])) for number in found)
        return {number for number, words in joined if f" {phrase} " in f" {words} "}

    def with_figures(self, least: int) -> set[int]:
        """Return the numbers of the texts that may have so many figures."""
        return {n for n, count in enumerate(self._figures) if count >= least}

    @cached_property
    def _figures(self) -> list[int]:
        """The number of the figures that each text may have."""
        return [sum(map(_is_figure, words)) for words in self._words]

    @cached_property
    def words(self) -> str:
        """The words and signs of all texts, in lower case, each on a line."""
        return "\n".join(self._of)

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
                if _is_figure(first):
                    pairs[FIGURE][second].add(number)
        return pairs

    @cached_property
    def named(self) -> set[int]:
        """The numbers of the texts with two words with a capital side by side, as in a name."""
        return {n for n, text in enumerate(self.texts) if _NAME.search(text)}

    @cached_property
    def echoing(self) -> set[int]:
        """The numbers of the texts in which words may be repeated side by side."""
        return {number for number, words in enumerate(self._words) if _echoes(words)}


@cache
def _first_words(need: Need) -> Need:
    firsts = (phrase.partition(" ")[0] for phrase in need)
    return Need(firsts) if " " in "".join(need) else need


@cache
def _is_figure(word: str) -> bool:
    return word[0].isdigit() or word in number_words() or word in SCALE_LETTERS


def _echoes(words: Sequence[str]) -> bool:
    """Return whether some words are directly after themselves."""
    pairs = [*pairwise(words)]
    if len({*pairs}) == len(pairs):
        return any(a == b for a, b in pairs)
    ends = defaultdict[str, list[int]](list)
    for end, word in enumerate(words):
        starts = ends[word][-_FEW:]
        if any(words[start:end] == words[end : 2 * end - start] for start in starts):
            return True
        ends[word].append(end)
    return False
