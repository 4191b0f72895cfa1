"""A text that says one thing twice, in the same words or nearly."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.language.sentences import split_sentences
from pccreport.language.stemming import stem_words

_PART = re.compile(r"(?!\s)[^;]+")
_MOST = 12
"""Sentences before one that it is compared with: copies are near each other."""
_FEWEST = 4
"""Telling words, of four letters at least, of a sentence; one with fewer is like many others."""


class _Said(NamedTuple):
    typed: str
    words: frozenset[str]
    figures: frozenset[str]


def find_repeated_sentences(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int]]:
    """Yield each sentence, or part up to a semicolon, that says what an earlier one does, once."""
    if not re.search(r"[.!?;]\s\S", text):
        return
    earlier: deque[_Said] = deque(maxlen=_MOST)
    told: set[str] = set()
    for sentence in split_sentences(text, language):
        for part in _PART.finditer(text, *sentence):
            typed = part[0].rstrip(" .!?")
            if typed in told:
                continue
            said = _said(typed, language)
            if any(_repeats(said, each) for each in earlier):
                yield part.span()
                told.add(typed)
            earlier.append(said)


def _said(typed: str, language: str) -> _Said:
    figures = frozenset(re.findall(r"\d[\d,.]*", typed))
    # Without figures, only the same words again are the same.
    stems = stem_words(typed, language) if figures else ()
    words = frozenset(
        each for each in stems if len(each) >= _FEWEST and not each[0].isdigit()
    )
    return _Said(typed, words, figures)


def _repeats(one: _Said, other: _Said) -> bool:
    """Return whether a sentence says what another says, and no other figure."""
    few, many = sorted((one.words, other.words), key=len)
    shared, figures = len(few & many), (one.figures, other.figures)
    if one.typed == other.typed:
        return one.typed.count(" ") >= _FEWEST - 1
    if len(few) < _FEWEST or not all(figures):
        return False
    if one.figures == other.figures:
        return shared >= 0.6 * len(few) and shared * 2 > len(many)
    is_within = one.figures < other.figures or other.figures < one.figures
    return is_within and shared == len(few)
