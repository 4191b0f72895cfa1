"""An index of texts by their words, so that a pattern is searched only where it may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from operator import eq

from pccreport.language.index.patterns import Need, fold_case, signs_of, words_of
from pccreport.language.texts.figures import SCALE_LETTERS, number_words

START, END, FIGURE = "^^", "$$", "#n"
"""What is used for a word before the first one of a text, after the last, and for any figure before a word."""
_FEW = 32
"""How often a word may be in words that are repeated, so that a long text takes no longer."""


class TextIndex:
    """Some texts by their words and signs, and by words side by side."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [text.replace("’", "'") for text in texts]
        """The texts; however an apostrophe is typed, it is this one."""
        places = dict.fromkeys((START, END, FIGURE), (1 << len(self.texts)) - 1)
        self._of = defaultdict[str, int](int, places)
        """The texts with each word or sign, as bits: the lowest is of the first text."""
        self._words: list[list[str]] = []
        for number, text in enumerate(self.texts):
            folded, bit = fold_case(text), 1 << number
            self._words.append(words_of(folded))
            signs = signs_of(folded if text.isascii() else folded + text)
            for word in signs.union(self._words[-1]):
                self._of[word] |= bit
        self.known = self._of.keys()
        """Each word or sign of a text, and each place."""
        self._found: dict[Need, int] = {}

    @staticmethod
    @lru_cache(maxsize=1_000)
    def of(text: str) -> "TextIndex":
        """Return the index of one text."""
        return TextIndex([text])

    def texts_having(self, needs: Iterable[Need]) -> frozenset[int]:
        """Return the numbers of the texts that may have a pattern with some needs."""
        bits = self._of[START]
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
            bits, by_word = 0, phrases_by_word(need)
            for word in self.known & by_word.keys():
                for phrase in by_word[word]:
                    bits |= self._texts_with(phrase)
            self._found[need] = bits
        return bits

    def _texts_with(self, phrase: str) -> int:
        """Return the texts with the words of a phrase side by side."""
        bits, inside, words = self._of[START], f" {phrase} ", phrase.split(" ")
        for word in words:
            bits &= self._of.get(word, 0)
        if not bits or len(words) == 1:
            return bits
        return sum(1 << n for n in _bits_set(bits) if inside in self._lines[n])

    @cached_property
    def _lines(self) -> list[str]:
        """The words of each text, and again each that is after a figure."""
        numbers = {*number_words(), *SCALE_LETTERS}
        figures = {w for w in self.known if w[0].isdigit() or w in numbers}
        lines = []
        for words in self._words:
            ends = START, *words, END
            after = (f"{FIGURE} {b}" for a, b in pairwise(ends) if a in figures)
            lines.append(" ".join(("", *ends, *after, "")))
        return lines

    def texts_with_figures(self, least: int) -> set[int]:
        """Return the numbers of the texts that may have so many figures."""
        return {n for n, x in enumerate(self._lines) if x.count(FIGURE) >= least}

    @cached_property
    def all_words(self) -> str:
        """The words of all texts, in lower case, each on a line."""
        return "\n".join(filter(str.isalnum, self._of))

    @cached_property
    def texts_with_echoes(self) -> set[int]:
        """The numbers of the texts in which words may be repeated side by side."""
        return {number for number, words in enumerate(self._words) if _has_echo(words)}


@cache
def phrases_by_word(need: Need) -> Mapping[str, Sequence[str]]:
    """Return the words and phrases of a need by their last words: few of them are in a text."""
    phrases = defaultdict[str, list[str]](list)
    for phrase in need:
        phrases[phrase[phrase.rfind(" ") + 1 :]].append(phrase)
    return phrases


@lru_cache(maxsize=1_000)
def _bits_set(bits: int) -> frozenset[int]:
    """Return the numbers of the texts that some bits are for."""
    return frozenset(n for n, bit in enumerate(bin(bits)[:1:-1]) if bit == "1")


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
