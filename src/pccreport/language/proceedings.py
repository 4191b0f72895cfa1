"""Live court cases: "charged with", "awaiting trial", "an inquest"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import (
    GAP,
    Spans,
    any_word_pattern,
    load_wordlists,
    word_patterns,
)


def find_live_cases(text: str, language: str = "en-GB") -> Spans:
    """Yield the first words for a live case in each sentence, unless the case is over."""
    pending, over, statistic = _patterns(language)
    for start, end in split_sentences(text, language):
        found = pending.search(text, start, end)
        if not found or statistic.search(
            text, max(start, found.start() - 90), found.end()
        ):
            continue
        if found["sure"] or not over.search(text, start, end):
            yield found.span()


def proceedings_words(language: str = "en-GB") -> Sequence[str]:
    """Return the phrases of which a text about a case has one."""
    table = load_wordlists(language, "proceedings")
    names = ("still", "pending", "courts", "charged", "one_charged")
    return [phrase for name in names for phrase in table[name]]


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    table = load_wordlists(language, "proceedings")
    some = word_patterns(language, "proceedings")
    pending = [phrase for phrase in table["pending"] if phrase not in table["courts"]]
    court = rf"{some['courts']}{GAP}(?:[\w'’]+{GAP}){{0,6}}?{some['court']}"
    return (
        re.compile(
            rf"(?<![\w-])(?:(?P<sure>{some['still']})|{any_word_pattern(pending)}|{court}"
            rf"|{some['charged']}{GAP}(?!{some['tasks']}(?!\w))[a-z]+|{some['one_charged']}"
            rf"(?!{GAP}(?:{some['not_after']}(?!\w)|£)))(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w){some['over']}(?!\w)", re.IGNORECASE),
        # A statistic on many people.
        re.compile(
            rf"(?<![\w£])\d\d[\d,]*{GAP}(?:[\w-]+{GAP}){{0,5}}(?:{some['one_charged']}|{some['charged']}(?:{GAP}[a-z]+)?)\Z",
            re.IGNORECASE,
        ),
    )
