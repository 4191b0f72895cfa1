"""The word lists of a language's measures, and the tables of a nation.

A measure's lists are a file, `<tag>/<measure>.json`: its words are data, its forms
are code. `nations/` holds what differs by nation and not by language.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_HOME = Path(__file__).parent

GAP = r"[\s\u00a0]{1,3}"
"""Between two words: bounded, so that a page of spaces costs no time."""


class Phrase(NamedTuple):
    """Words in a text."""

    start: int
    end: int
    words: str
    """Them with one space between them, as they are quoted."""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Phrase:
        """Return the words of a part of a text."""
        return cls(start, end, " ".join(text[start:end].split()))


@cache
def load_wordlists(language: str, measure: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of one measure, by name."""
    table = json.loads(_read(f"{language}/{measure}.json"))
    return {name: tuple(words) for name, words in table.items()}


@cache
def load_nation(nation: str) -> dict[str, Any]:
    """Return the table of a nation, such as "england-and-wales": its bank holidays."""
    table: dict[str, Any] = json.loads(_read(f"nations/{nation}.json"))
    return table


def any_word_pattern(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space matches any gap."""
    longest = sorted(filter(None, words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", GAP) for w in longest) + ")"


@cache
def word_patterns(language: str, measure: str) -> dict[str, str]:
    """Return a pattern for any word of each list of one measure, by the list's name."""
    table = load_wordlists(language, measure)
    return {name: any_word_pattern(words) for name, words in table.items()}


# Several rules ask for the words of the same texts.
@lru_cache(maxsize=10_000)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text with their case folded, its signs, and "" for any text."""
    return frozenset(("", *re.findall(r"[a-z\d]+|[^\w\s]", text.casefold())))


class PhraseWords:
    """The words of some phrases: to ask for them is quick, and spares most patterns their compiling."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[frozenset[str]]] = defaultdict(list)
        for phrase in phrases:
            words = frozenset(re.findall(r"[a-z\d]+", phrase.casefold()))
            self._by_word[max(words, key=len, default="")].append(words)

    def may_be_in(self, text: str) -> bool:
        """Return whether a text has all words of one of the phrases."""
        typed = words_of(text)
        likely = self._by_word.keys() & typed
        return any(words <= typed for each in likely for words in self._by_word[each])


def _read(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8")
