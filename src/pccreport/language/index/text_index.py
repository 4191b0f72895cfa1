"""An index of texts by their words, so that a pattern is searched only where it may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise, product
from operator import eq

from pccreport.language.index.patterns import Need, fold_case, signs_of, words_of
from pccreport.language.texts.figures import SCALE_LETTERS, number_words

START, END, FIGURE = "^", "$", "#"
"""What is used for a word before the first one of a text, after the last, and for any figure before a word."""
_PLACES = frozenset({START, END, FIGURE})
_FEW = 32
"""How often a word may be in words that are repeated, so that a long text takes no longer."""


class TextIndex:
    """Some texts by their words and signs, and by each two words side by side."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [text.replace("’", "'") for text in texts]
        """The texts; however an apostrophe is typed, it is this one."""
        self._of = defaultdict[str, int](int)
        """The texts with each word or sign, as bits: the lowest is of the first text."""
        self._words: list[list[str]] = []
        for number, text in enumerate(self.texts):
            folded, bit = fold_case(text), 1 << number
            self._words.append(words_of(folded))
            signs = folded if text.isascii() else folded + text
            for word in {*self._words[-1]} | signs_of(signs):
                self._of[word] |= bit
        self.known = self._of.keys() | _PLACES
        """Each word or sign of a text, and each place."""
        self._found: dict[Need, int] = {}

    def texts_having(self, needs: Iterable[Need]) -> frozenset[int]:
        """Return the numbers of the texts that may have a pattern with some needs."""
        bits = (1 << len(self.texts)) - 1
        for need in needs:
            bits &= self._bits_with_any(need)
            if not bits:
                break  # as for most patterns
        return _bits_set(bits)

    def texts_with_any(self, need: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the texts with any of some words, signs or phrases, in lower case."""
        return _bits_set(self._bits_with_any(frozenset(need)))

    def _bits_with_any(self, need: Need) -> int:
        bits = self._found.get(need, -1)
        if bits < 0:
            bits = 0
            phrases = by_longest_word(need)
            for word in phrases.keys() & self.known:
                for phrase in phrases[word]:
                    bits |= self._bits_with(phrase)
            self._found[need] = bits
        return bits

    def _bits_with(self, phrase: str) -> int:
        """Return the texts with a word, or with the words of a phrase side by side."""
        first, *others = phrase.split() if " " in phrase else (phrase,)
        bits = self._of.get(first, 0)
        if not others:
            return bits
        if first == FIGURE:
            return self._bits_with(phrase[2:]) & self._after_figures.get(others[0], 0)
        for word in others:
            bits &= self._of.get(word, 0)
        lines = ((number, " ".join(self._words[number])) for number in _bits_set(bits))
        return sum(1 << n for n, words in lines if f" {phrase} " in f" {words} ")

    def texts_with_figures(self, least: int) -> set[int]:
        """Return the numbers of the texts that may have so many figures."""
        return {n for n, count in enumerate(self._figure_counts) if count >= least}

    @cached_property
    def _figure_counts(self) -> list[int]:
        """The number of the figures that each text may have."""
        return [sum(map(_is_figure, words)) for words in self._words]

    @cached_property
    def _after_figures(self) -> dict[str, int]:
        """The texts with each word directly after a figure."""
        after = defaultdict[str, int](int)
        for number, words in enumerate(self._words):
            for first, second in pairwise(words):
                if _is_figure(first):
                    after[second] |= 1 << number
        return after

    @cached_property
    def all_words(self) -> str:
        """The words and signs of all texts, in lower case, each on a line."""
        return "\n".join(self._of)

    def texts_with_pair(
        self, texts: Iterable[int], first: Iterable[str], second: Iterable[str]
    ) -> frozenset[int]:
        """Return those of some texts with one of some words directly before one of others."""
        wanted = self._by_pair.intersection(product(first, second))
        if not wanted:
            return frozenset()
        return frozenset(n for n in texts if not wanted.isdisjoint(self._word_pairs(n)))

    @cached_property
    def _by_pair(self) -> set[tuple[str, str]]:
        """Each two words that are side by side in a text."""
        return {*chain.from_iterable(map(self._word_pairs, range(len(self.texts))))}

    def _word_pairs(self, number: int) -> Iterable[tuple[str, str]]:
        return pairwise((START, *self._words[number], END))

    @cached_property
    def texts_with_echoes(self) -> set[int]:
        """The numbers of the texts in which words may be repeated side by side."""
        return {number for number, words in enumerate(self._words) if _has_echo(words)}


@lru_cache(maxsize=1_000)
def by_longest_word(need: Need) -> Mapping[str, Sequence[str]]:
    """Return words and phrases by their longest word, which few texts have."""
    phrases = defaultdict[str, list[str]](list)
    for phrase in need:
        phrases[max(phrase.split(" "), key=len)].append(phrase)
    return phrases


@lru_cache(maxsize=1_000)
def _bits_set(bits: int) -> frozenset[int]:
    """Return the numbers of the texts that some bits are for."""
    return frozenset(n for n, bit in enumerate(bin(bits)[:1:-1]) if bit == "1")


@cache
def _is_figure(word: str) -> bool:
    return word[0].isdigit() or word in number_words() or word in SCALE_LETTERS


def _has_echo(words: Sequence[str]) -> bool:
    """Return whether some words are directly after themselves."""
    if len({*pairwise(words)}) == len(words) - 1:
        return any(map(eq, words, words[1:]))
    ends = defaultdict[str, list[int]](list)
    for end, word in enumerate(words):
        for start in ends[word][-_FEW:]:
            if words[start:end] == words[end : 2 * end - start]:
                return True
        ends[word].append(end)
    return False
