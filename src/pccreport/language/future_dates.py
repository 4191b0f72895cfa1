"""Dates in the future of a text: "will open in May 2020", "funded until March 2022"."""

from bisect import bisect_right
from functools import lru_cache, partial
from operator import itemgetter

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import find_pattern

_pattern = partial(find_pattern, "future_dates")
_MAX_DISTANCE = 40
"""Characters before a date in which words can make it a limit: "until"."""


def is_future_date(text: str, start: int, end: int) -> bool:
    """Return whether a date in a text is in the future at the time of writing."""
    near, after = max(0, start - _MAX_DISTANCE), end + _MAX_DISTANCE
    is_limit = _pattern("limits").search(text, near, start)
    # "By 6 November they had met" is in the past.
    if is_limit and not _pattern("happened").match(text, end, after):
        return True
    if _pattern("after_the_end").search(text, 0, start):
        return True  # “Since the quarter ended, … . Details came on 12 November.”
    sentence = _sentence_at(text, start)
    if sentence is None or end > sentence[1]:
        return False
    return _has("to_come", text, sentence)


def is_past(text: str, start: int) -> bool:
    """Return whether the sentence round an offset is in the past tense."""
    sentence = _sentence_at(text, start)
    return sentence is not None and _has("past", text, sentence)


def _sentence_at(text: str, at: int) -> tuple[int, int] | None:
    sentences = split_sentences(text)
    number = bisect_right(sentences, at, key=itemgetter(0)) - 1
    inside = number >= 0 and at < sentences[number][1]
    return sentences[number] if inside else None


# So that a sentence with many dates is searched once.
@lru_cache(maxsize=8)
def _has(name: str, text: str, sentence: tuple[int, int]) -> bool:
    return _pattern(name).search(text, *sentence) is not None
