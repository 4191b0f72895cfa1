"""Dates of what is still to come: "will open in May 2020", "funded until March 2022"."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.lists import GAP, either, lists
from pccreport.language.sentences import sentences

_LONGEST = 40
"""Characters before a date in which the words that make it a limit stand."""


def to_come(text: str, start: int, end: int, language: str = "en-GB") -> bool:
    """Whether a date of a text is one of what is still to come when it is written."""
    coming, limit = _forms(language)
    if limit.search(text, max(0, start - _LONGEST), start):
        return True
    return any(
        sentence.start <= start and end <= sentence.end
        for sentence in sentences(text, language)
        if coming.search(text, *sentence)
    )


@cache
def _forms(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lists(language, "prospects")
    coming = rf"(?<![\w-]){either(table['to_come'])}(?![\w-])"
    limit = rf"(?<![\w-]){either(table['limits'])}{GAP}\Z"
    return re.compile(coming, re.IGNORECASE), re.compile(limit, re.IGNORECASE)
