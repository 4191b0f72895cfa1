"""Dates in the future of a text: "will open in May 2020", "funded until March 2022"."""

from functools import lru_cache, partial

from pccreport.language.sentences import Sentence, sentence_at
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
    sentence = sentence_at(text, start)
    return (
        sentence is not None and end <= sentence.end and _has("to_come", text, sentence)
    )


def is_past(text: str, start: int) -> bool:
    """Return whether the sentence round an offset is in the past tense."""
    sentence = sentence_at(text, start)
    return sentence is not None and _has("past", text, sentence)


# So that a sentence with many dates is searched once.
@lru_cache(maxsize=8)
def _has(name: str, text: str, sentence: Sentence) -> bool:
    return _pattern(name).search(text, *sentence) is not None
