"""Dates of something planned: "will open in May 2020", "funded until March 2022"."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_LONGEST = 40
"""Characters before a date in which the words are that make it a limit."""


def is_future_date(text: str, start: int, end: int, language: str = "en-GB") -> bool:
    """Return whether a date in a text is in the future at the time of writing."""
    coming, limit = _patterns(language)
    if limit.search(text, max(0, start - _LONGEST), start):
        return True
    return any(
        sentence.start <= start and end <= sentence.end
        for sentence in split_sentences(text, language)
        if coming.search(text, *sentence)
    )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_wordlists(language, "future_dates")
    coming = rf"(?<![\w-]){any_word_pattern(table['to_come'])}(?![\w-])"
    limit = rf"(?<![\w-]){any_word_pattern(table['limits'])}{GAP}\Z"
    return re.compile(coming, re.IGNORECASE), re.compile(limit, re.IGNORECASE)
