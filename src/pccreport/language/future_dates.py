"""Dates in the future of a text: "will open in May 2020", "funded until March 2022"."""

import re
from bisect import bisect_right
from functools import cache, lru_cache
from operator import itemgetter

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, word_patterns

_MAX_DISTANCE = 40
"""Characters before a date in which words can make it a limit: "until"."""


def is_future_date(text: str, start: int, end: int, language: str = "en-GB") -> bool:
    """Return whether a date in a text is in the future at the time of writing."""
    near, after = max(0, start - _MAX_DISTANCE), end + _MAX_DISTANCE
    is_limit = _pattern("limits", language).search(text, near, start)
    # "By 6 November they had met" is in the past.
    if is_limit and not _pattern("happened", language).match(text, end, after):
        return True
    sentence = _sentence_at(text, start, language)
    if sentence is None or end > sentence[1]:
        return False
    return _has("to_come", text, sentence, language)


def is_past(text: str, start: int, language: str = "en-GB") -> bool:
    """Return whether the sentence round an offset is in the past tense."""
    sentence = _sentence_at(text, start, language)
    return sentence is not None and _has("past", text, sentence, language)


def _sentence_at(text: str, at: int, language: str) -> tuple[int, int] | None:
    sentences = _sentences(text, language)
    number = bisect_right(sentences, at, key=itemgetter(0)) - 1
    inside = number >= 0 and at < sentences[number][1]
    return sentences[number] if inside else None


# So that a text with many dates is split once, and a sentence with many searched once.
@lru_cache(maxsize=4)
def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return (*split_sentences(text, language),)


@lru_cache(maxsize=8)
def _has(name: str, text: str, sentence: tuple[int, int], language: str) -> bool:
    return _pattern(name, language).search(text, *sentence) is not None


# Each by itself: most dates are in a sentence that is not in the past, and need no other.
@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern for the future, limits, what happened by a limit, or the past."""
    words = word_patterns(language, "future_dates")[name]
    match name:
        case "limits":
            return re.compile(rf"(?<![\w-]){words}{GAP}\Z", re.IGNORECASE)
        case "happened":
            return re.compile(rf"[^.;]*?(?<![\w-]){words}(?!\w)", re.IGNORECASE)
        case "past":
            return re.compile(rf"(?<![\w-])(?:{words}|[A-Za-z]{{2,}}ed)(?![\w-])")
        case _:
            return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)
