"""Compares phrases whose words differ only in their endings.

A plan has “improving the local response”, and a report's sentence needs “improve”.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_WORD = r"&|[^\W_]+(?:['’-][^\W_]+)*"
_VOWELS = frozenset("aeiou")
_SHORTEST = 2
"""Letters that are left of a word without its ending."""


class StemmedWord(NamedTuple):
    """A word of a phrase, by what it has in common with its other forms."""

    stem: str
    start: int
    end: int


def stem_words(phrase: str, language: str = "en-GB") -> tuple[StemmedWord, ...]:
    """Return the words of a phrase in order, without what can precede an infinitive."""
    table = load_wordlists(language, "stemming")
    found = [
        StemmedWord(_stem(match[0].casefold(), language), match.start(), match.end())
        for match in re.finditer(_WORD, phrase)
    ]
    while len(found) > 1 and found[0].stem in table["before"]:
        found = found[1:]
    return tuple(found)


def phrase_pattern(phrase: str, language: str = "en-GB") -> str:
    """Return a pattern that finds a phrase with any form of its hyphens and its “and”."""
    table = load_wordlists(language, "stemming")
    joined = [
        any_word_pattern(table["and"]) if word in table["and"] else re.escape(word)
        for word in re.findall(r"&|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]", phrase.casefold())
        if word != "-"
    ]
    gap = r"[\s-]*"
    return gap.join(joined)


@cache
def _stem(word: str, language: str) -> str:
    table = load_wordlists(language, "stemming")
    word = word.replace("-", "").replace("’", "'")
    if word in table["and"]:
        return table["and"][0]
    for ending in table["endings"]:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST and not _VOWELS.isdisjoint(rest):
            word = f"{rest[:-1]}y" if rest[-1] == "i" else rest
            break
    # “stopping” and “stop”; and so “fall” as “falling”.
    doubled = word[-1:] == word[-2:-1] and word[-1] not in _VOWELS
    return word[:-1] if doubled else word
