"""A text that says one thing twice, in the same words or nearly."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pccreport.language.sentences import split_sentences
from pccreport.language.stemming import stem_words

_PART = re.compile(r"(?!\s)[^;]+")
_ENDS = re.compile(r"[.!?;][^\w\s]*\s+|\n")
_MOST = 12
"""Sentences before one that it is compared with: copies are near each other."""
_FEWEST = 4
"""Telling words, of four letters at least, of a sentence; one with fewer is like many others."""


class _Said(NamedTuple):
    typed: str
    figures: frozenset[str]


def find_repeated_sentences(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int]]:
    """Yield each sentence, or part up to a semicolon, that says what an earlier one does, once."""
    *parts, last = _ENDS.split(text)
    parts.append(last.rstrip(" .!?"))
    figures = [each.rstrip(",.") for each in re.findall(r"\d[\d,.]*", text)]
    # Sentences that say the same are the same, or have a figure of each other.
    if len({*parts}) == len(parts) and len({*figures}) == len(figures):
        return
    earlier: deque[_Said] = deque(maxlen=_MOST)
    told: set[str] = set()
    for sentence in split_sentences(text, language):
        for part in _PART.finditer(text, *sentence):
            typed = part[0].rstrip(" .!?")
            if typed in told:
                continue
            said = _Said(typed, frozenset(re.findall(r"\d[\d,.]*", typed)))
            if any(_repeats(said, each, language) for each in earlier):
                yield part.span()
                told.add(typed)
            earlier.append(said)


def _repeats(one: _Said, other: _Said, language: str) -> bool:
    """Return whether a sentence says what another says, and no other figure."""
    figures = one.figures, other.figures
    if one.typed == other.typed:
        return one.typed.count(" ") >= _FEWEST - 1
    if not all(figures) or not (figures[0] <= figures[1] or figures[1] < figures[0]):
        return False
    words = (_telling_words(each.typed, language) for each in (one, other))
    few, many = sorted(words, key=len)
    shared = len(few & many)
    if len(few) < _FEWEST:
        return False
    if one.figures == other.figures:
        return shared >= 0.6 * len(few) and shared * 2 > len(many)
    return shared == len(few)


@lru_cache(maxsize=2 * _MOST)
def _telling_words(typed: str, language: str) -> frozenset[str]:
    stems = stem_words(typed, language)
    return frozenset(
        each for each in stems if len(each) >= _FEWEST and not each[0].isdigit()
    )
