"""Repeated sentences in a text, in the same or nearly the same words."""

import re
from collections import defaultdict, deque
from functools import lru_cache
from typing import NamedTuple

from pccreport.language.sentences import split_sentences
from pccreport.language.stemming import stem_words
from pccreport.language.word_index import FIGURE, WordIndex
from pccreport.language.wordlists import Spans

_PART = r"(?!\s)[^;]+"
_FIGURE = re.compile(r"\d[\d,.]*")
_ENDS = re.compile(r"[.!?;][^\w\s]*\s+|\n")
_MAX_EARLIER = 12
"""Earlier sentences that one is compared with; copies are near each other."""
_MIN_WORDS = 4
"""Words of four letters or more in a sentence; one with fewer is similar to many."""


class _Part(NamedTuple):
    typed: str
    figures: frozenset[str]


def find_repeated_sentences(text: str, language: str = "en-GB") -> Spans:
    """Yield each sentence, or part up to a semicolon, that repeats an earlier one, once."""
    *parts, last = _ENDS.split(text)
    parts.append(last.rstrip(" .!?"))
    figures = [figure.rstrip(",.") for figure in _FIGURE.findall(text)]
    # Repeated sentences are equal, or have a figure in common.
    if len({*parts}) == len(parts) and len({*figures}) == len(figures):
        return
    earlier: deque[_Part] = deque(maxlen=_MAX_EARLIER)
    reported: set[str] = set()
    for sentence in split_sentences(text, language):
        for part in re.compile(_PART).finditer(text, *sentence):
            typed = part[0].rstrip(" .!?")
            if typed in reported:
                continue
            current = _Part(typed, frozenset(_FIGURE.findall(typed)))
            if any(_repeats(current, other, language) for other in earlier):
                yield part.span()
                reported.add(typed)
            earlier.append(current)


def _repeats(first: _Part, second: _Part, language: str) -> bool:
    """Return whether a sentence repeats another, without other figures."""
    figures = first.figures, second.figures
    if first.typed == second.typed:
        return first.typed.count(" ") >= _MIN_WORDS - 1
    if not all(figures) or not (figures[0] <= figures[1] or figures[1] < figures[0]):
        return False
    words = (_content_words(part.typed, language) for part in (first, second))
    fewer, more = sorted(words, key=len)
    shared = len(fewer & more)
    if len(fewer) < _MIN_WORDS:
        return False
    if first.figures == second.figures:
        return shared >= 0.6 * len(fewer) and shared * 2 > len(more)
    return shared == len(fewer)


def texts_with_repeated_figures(index: WordIndex) -> int:
    """Return the texts in which a figure in digits is repeated."""
    seen, found = defaultdict[int, set[str]](set), 0
    for typed in index.strings_with((FIGURE,)):
        figures = [figure.rstrip(",.") for figure in _FIGURE.findall(typed)]
        for number in index.strings[typed]:
            if len({*figures}) < len(figures) or not seen[number].isdisjoint(figures):
                found |= 1 << number
            seen[number].update(figures)
    return found


@lru_cache(maxsize=2 * _MAX_EARLIER)
def _content_words(typed: str, language: str) -> frozenset[str]:
    stems = stem_words(typed, language)
    return frozenset(
        word for word in stems if len(word) >= _MIN_WORDS and not word[0].isdigit()
    )
