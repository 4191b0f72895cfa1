"""Quarters of a year as a text names them: "Qtr.4", "Quarter 4", "Q4"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_LONGEST = 12
"""Characters before a quarter in which the word before it is."""


class QuarterMention(NamedTuple):
    """A quarter that a text names."""

    start: int
    end: int


def find_quarters(text: str, language: str = "en-GB") -> tuple[QuarterMention, ...]:
    """Return the quarters that a text mentions, in order."""
    return tuple(
        QuarterMention(*named.span())
        for named in _form(language).finditer(text)
        if not _counts(text, named.start(), language)
    )


def _counts(text: str, start: int, language: str) -> bool:
    """Return whether a number after the word counts something: "this quarter 4 people"."""
    before = text[max(0, start - _LONGEST) : start].casefold().split()
    is_word = text[start].islower() and before
    return (
        bool(is_word)
        and before[-1] in load_wordlists(language, "quarters")["no_name_after"]
    )


@cache
def _form(language: str) -> re.Pattern[str]:
    forms = load_wordlists(language, "quarters")["forms"]
    letter = any_word_pattern(form for form in forms if len(form) == 1)
    longer = any_word_pattern(form for form in forms if len(form) > 1)
    return re.compile(
        rf"(?<![\w&])(?:{letter}|{longer}[ \u00a0]?)[1-4](?![\w%]|[.,]\d)"
    )
