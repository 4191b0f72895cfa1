"""Dates in the future of a text: "will open in May 2020", "funded until March 2022"."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, word_patterns

_MAX_DISTANCE = 40
"""Characters before a date in which words can make it a limit: "until"."""


def is_future_date(text: str, start: int, end: int, language: str = "en-GB") -> bool:
    """Return whether a date in a text is in the future at the time of writing."""
    _, limit, happened, _ = _patterns(language)
    is_limit = limit.search(text, max(0, start - _MAX_DISTANCE), start)
    # "By 6 November they had met" is in the past.
    if is_limit and not happened.match(text, end, end + _MAX_DISTANCE):
        return True
    sentence = _sentence_at(text, start, language)
    return sentence is not None and sentence.is_future and end <= sentence.end


def is_past(text: str, start: int, language: str = "en-GB") -> bool:
    """Return whether the sentence round an offset is in the past tense."""
    sentence = _sentence_at(text, start, language)
    return sentence is not None and sentence.is_past


class _DatedSentence(NamedTuple):
    start: int
    end: int
    is_future: bool
    is_past: bool


def _sentence_at(text: str, at: int, language: str) -> _DatedSentence | None:
    sentences = _sentences(text, language)
    number = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
    inside = number >= 0 and at < sentences[number].end
    return sentences[number] if inside else None


# So that a text with many dates is split once.
@lru_cache(maxsize=4)
def _sentences(text: str, language: str) -> tuple[_DatedSentence, ...]:
    coming, _, _, past = _patterns(language)
    return tuple(
        _DatedSentence(
            *sentence,
            is_future=coming.search(text, *sentence) is not None,
            is_past=past.search(text, *sentence) is not None,
        )
        for sentence in split_sentences(text, language)
    )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for the future, limits, what happened by a limit, and the past."""
    some = word_patterns(language, "future_dates")
    return (
        re.compile(rf"(?<![\w-]){some['to_come']}(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<![\w-]){some['limits']}{GAP}\Z", re.IGNORECASE),
        re.compile(rf"[^.;]*?(?<![\w-]){some['happened']}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{some['past']}|[A-Za-z]{{2,}}ed)(?![\w-])"),
    )
