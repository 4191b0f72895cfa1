"""An index of the words of some texts.

Most patterns are in no text of a project, and most texts have none of a pattern's words. So each
word is looked up once, and a pattern is compiled and searched only in texts with all of its words.
A set of texts is a number with a bit for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

FIGURE = r"\d"
"""The entry for all words with a digit."""
START, END = "^", "$"
"""The entries before the first and after the last word of a text."""
# A word, or a character that has only one form.
_FIXED = re.compile(r"[a-z\d]+|[^\w\s'’\"“”.,:*-]")

_SET = ord("1")
_EDGE = re.compile(r"[^\W_]+")


class WordIndex:
    """The words of some texts, each with the texts that have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Index the texts, which have numbers from 0."""
        self.texts = (*texts,)
        self.all_texts = (1 << len(self.texts)) - 1
        """The set of all texts."""
        typed = defaultdict[str, list[int]](list)
        self._split: list[list[str]] = []
        for number, text in enumerate(self.texts):
            # As a pattern without case matches them: "İbrahim", "Işık".
            folded = text.casefold().replace("i̇", "i").replace("ı", "i")
            words = folded.split()
            self._split.append(words)
            for word in words:
                typed[word].append(number)
        self.strings = typed
        """The numbers of the texts with each string between spaces, in lower case, once for each use."""
        self._lines = "\n".join(("", *typed, ""))
        self._sets: dict[str, int] = {}
        self._having = defaultdict[str, list[str]](list)
        for word in typed:
            is_plain = word.isascii() and word.isalpha()
            for part in (word,) if is_plain else _parts(word):
                self._having[part].append(word)

    def lacks(self, phrases: Collection[str]) -> bool:
        """Return whether all of some phrases, in lower case, are single words that no text has."""
        return self._having.keys().isdisjoint(phrases) and all(
            map(str.isalpha, phrases)
        )

    def with_words(self, words: Iterable[str]) -> int:
        """Return the texts with any of some words, in lower case."""
        found = 0
        for word in self._having.keys() & {*words}:
            if word not in self._sets:
                self._sets[word] = self._texts(self._having[word])
            found |= self._sets[word]
        return found

    def with_all(self, words: str) -> int:
        """Return the texts with each of the words of a phrase, in lower case; "_" is a space."""
        found = self.all_texts
        for typed in words.replace("_", " ").split():
            parts = _FIXED.findall(typed)
            if len(parts) > 1:
                having = [{*self._having.get(part, ())} for part in parts]
                found &= self._texts(set.intersection(*having))
            elif parts:
                found &= self.with_words(parts)
            if not found:
                break
        return found

    def with_strings(self, strings: Iterable[str]) -> int:
        """Return the texts with any of some strings between spaces, in lower case."""
        return self._texts(typed for typed in strings if typed in self.strings)

    def with_any(self, phrases: Iterable[str]) -> int:
        """Return the texts with all words of any of some phrases."""
        typed = [phrase.casefold() for phrase in phrases]
        found = self.with_words(typed)
        for phrase in typed:
            if not phrase.isalpha():
                found |= self.with_all(phrase)
        return found

    def with_match(self, pattern: re.Pattern[str]) -> int:
        """Return the texts with a string between spaces, in lower case, that a pattern matches."""
        return self._texts(filter(pattern.search, self.strings))

    def strings_with(self, words: Iterable[str]) -> set[str]:
        """Return the strings between spaces with any of some words, in lower case."""
        having = self._having.keys() & {*words}
        return {typed for word in having for typed in self._having[word]}

    def words(self, number: int) -> list[str]:
        """Return the strings between spaces of a text, in lower case."""
        return self._split[number]

    def with_repeated_word(self) -> int:
        """Return the texts in which a word may follow itself."""
        rows = (followers.get(word, ()) for word, followers in self._beside.items())
        return self._set(rows)

    def with_both_orders(self) -> int:
        """Return the texts with two adjacent words in both orders: "to fund to"."""
        beside, none = self._beside, dict[str, list[int]]()
        both = (
            {*texts}.intersection(beside[second][first])
            for first, followers in beside.items()
            for second, texts in followers.items()
            if first < second and first in beside.get(second, none)
        )
        return self._set(both)

    def with_pair(
        self,
        first: Iterable[str],
        second: Iterable[str],
        among: int | None = None,
        least: int = 0,
        most: int = 0,
    ) -> int:
        """Return the texts `among` with one of some words before one of others, and so many between."""
        among = self.all_texts if among is None else among
        if most:
            return self._apart({*first}, {*second}, among, range(least + 1, most + 2))
        rows, seconds = (self._beside.get(word) for word in {*first}), {*second}
        found = (
            row[word_after]
            for row in rows
            if row
            for word_after in row.keys() & seconds
        )
        return self._set(found) & among

    def _apart(
        self, first: set[str], second: set[str], among: int, distances: range
    ) -> int:
        if START in first or END in second:
            return among
        before, after = (
            {typed for typed, word in words.items() if word in wanted}
            for words, wanted in ((self.last_words, first), (self.first_words, second))
        )
        found = 0
        for number in self.numbers(among & self._texts(before) & self._texts(after)):
            words = self._split[number]
            starts = [at for at, word in enumerate(words) if word in before]
            last = distances[-1] + 1
            if any(
                not after.isdisjoint(words[at + distances[0] : at + last])
                for at in starts
            ):
                found |= 1 << number
        return found

    @cached_property
    def first_words(self) -> dict[str, str]:
        """The first word of each string between spaces."""
        return {typed: edge(typed, 0) for typed in self.strings}

    @cached_property
    def last_words(self) -> dict[str, str]:
        """The last word of each string between spaces."""
        return {typed: edge(typed, -1) for typed in self.strings}

    @cached_property
    def _beside(self) -> dict[str, dict[str, list[int]]]:
        """The numbers of the texts with two adjacent words, by the first and the second of them.

        A set for each of them would have a bit for each text: 60,000 texts took a gigabyte.
        """
        beside = defaultdict[str, dict[str, list[int]]](lambda: defaultdict(list))
        for number, words in enumerate(self._split):
            firsts = [START, *map(self.last_words.__getitem__, words)]
            seconds = [*map(self.first_words.__getitem__, words), END]
            # A string without a letter or digit is not the first or last word.
            seconds[0] = next(filter(None, seconds))
            firsts[-1] = next(filter(None, reversed(firsts)))
            for one, other in zip(firsts, seconds, strict=True):
                beside[one][other].append(number)
        return beside

    def with_substrings(self, signs: Iterable[str]) -> int:
        """Return the texts with any of some strings, in lower case; a space is any gap."""
        found = 0
        for sign in signs:
            having = self.all_texts
            for part in filter(None, sign.replace(" ", "\n \n").split(" ")):
                if having and part != "\n":
                    having &= self._texts(self._words_with(part))
            if " " in sign.strip():
                new = self.numbers(having & ~found)
                having = sum(1 << n for n in new if sign in self._spaced[n])
            found |= having
        return found

    @cached_property
    def _spaced(self) -> list[str]:
        """The texts in lower case, with one space at each gap, start and end."""
        return [f" {' '.join(words)} " for words in self._split]

    def numbers(self, texts: int) -> Iterator[int]:
        """Yield the numbers of some texts, in order."""
        bits = f"{texts:b}"[::-1]
        at = bits.find("1")
        while at >= 0:
            yield at
            at = bits.find("1", at + 1)

    def _texts(self, typed: Iterable[str]) -> int:
        return self._set(map(self.strings.__getitem__, typed))

    def _set(self, rows: Iterable[Iterable[int]]) -> int:
        """Return the texts whose numbers are in any of some rows."""
        bits = bytearray(b"0") * (len(self.texts) + 1)
        for row in rows:
            for number in row:
                bits[number] = _SET
        return int(bits[::-1], 2)

    def _words_with(self, part: str) -> Iterator[str]:
        """Yield the words with a string in them; a line break in it is an end of the word."""
        at = self._lines.find(part)
        while at >= 0:
            start = self._lines.rfind("\n", 0, at + 1) + 1
            end = self._lines.find("\n", start)
            yield self._lines[start:end]
            at = self._lines.find(part, end)


def edge(typed: str, at: int) -> str:
    """Return the first word in a string, or with -1 the last; "" if it has none."""
    found = (typed,) if typed.isalnum() else _EDGE.findall(typed)
    return found[at] if found else ""


def _parts(word: str) -> set[str]:
    parts = {*_FIXED.findall(word)}
    return parts | {FIGURE} if any(map(str.isdigit, word)) else parts
