"""Counts, sums of money and percentages in a text: "22", "£1.2m", "84%", "eleven".

Years, dates, times, lengths of time and numbers that are names ("Level 1") are no figures.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from pccreport.language.dates import find_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.money import SCALES
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_YEAR = re.compile(r"(?:19|20)\d\d")
_FARTHEST = 20
"""Characters before a number in which the word that makes a name of it is."""


class Figure(NamedTuple):
    """A number in a text."""

    start: int
    end: int
    value: Decimal
    unit: str
    """ "£", "%" or "" for a count."""
    step: Decimal
    """The worth of the last digit typed."""
    scale: int
    """The power of ten of a word or letter after it: 3 for "k", 0 for none."""


# Several rules ask for the figures of the same texts.
@lru_cache(maxsize=10_000)
def find_figures(text: str, language: str = "en-GB") -> tuple[Figure, ...]:
    """Return the figures of a text, in order."""
    digits, in_words, words, named, times = _patterns(language)
    found = []
    dates = find_dates(text, language)
    for match in digits.finditer(text):
        start, end = match.span()
        if any(date.start <= start < date.end for date in dates):
            continue
        pounds, typed, decimals, scaled, percent = match.groups(default="")
        is_year = not (pounds or percent) and _YEAR.fullmatch(match[0])
        if not pounds and not percent and _is_name(text, start, end, named, times):
            continue
        if not is_year:
            scale = SCALES.get(scaled.strip().casefold(), 0)
            step = Decimal(1).scaleb(scale - max(len(decimals) - 1, 0))
            value = Decimal(typed.replace(",", "") + decimals).scaleb(scale)
            unit = "£" if pounds else "%" if percent else ""
            found.append(Figure(start, end, value, unit, step, scale))
    if found and not words.keys().isdisjoint(text.casefold().split()):
        for match in in_words.finditer(text):
            if not _is_name(text, *match.span(), named, times):
                value = Decimal(words[match[0].casefold()])
                found.append(Figure(*match.span(), value, "", Decimal(1), 0))
        found.sort()
    return tuple(found)


def _is_name(
    text: str, start: int, end: int, named: re.Pattern[str], times: re.Pattern[str]
) -> bool:
    """Return whether a number is a name or a length of time."""
    near = max(0, start - _FARTHEST)
    return bool(times.match(text, end) or named.search(text, near, start))


@cache
def _patterns(
    language: str,
) -> tuple[
    re.Pattern[str], re.Pattern[str], dict[str, int], re.Pattern[str], re.Pattern[str]
]:
    table, known = load_wordlists(language, "figures"), load_locale(language)
    words = (*known.numbers, *table["numbers_after_twelve"])
    signs = any_word_pattern(load_wordlists(language, "percentages")["signs"])
    named = any_word_pattern(table["named"])
    return (
        # It starts with a character class, so that a text without figures is passed over.
        re.compile(
            r"(?=[£\d])(?<![\w.,/#-])(£\s?)?(\d(?:,\d{3}|\d){0,15})(\.\d{1,6})?"
            r"(\s?(?:k|m|bn|thousand|million|billion)\b)?"
            rf"(\s?{signs}(?!\w))?(?![\w/:]|[.,]\d|[–-]\d)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-]){any_word_pattern(words)}(?![\w-])", re.IGNORECASE),
        {word: number for number, word in enumerate(words, 1)},
        re.compile(rf"(?:(?<!\w){named}|[\w,;] [A-Z]\w{{1,20}}){GAP}\(?\Z"),
        re.compile(rf"(?:{GAP}|-){any_word_pattern(table['times'])}(?!\w)"),
    )
