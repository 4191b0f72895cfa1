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
from pccreport.language.wordlists import any_word_pattern, load_wordlists

_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_AFTER = re.compile(r"[\s\u00a0-]{1,3}([A-Za-z][A-Za-z.'’-]{0,18})")
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
    words = _number_words(language)
    found = []
    dates = find_dates(text, language)
    for match in _digits(language).finditer(text):
        start, end = match.span()
        if any(date.start <= start < date.end for date in dates):
            continue
        pounds, typed, decimals, scaled, percent = match.groups(default="")
        is_bare = not (pounds or percent)
        is_year = is_bare and _YEAR.fullmatch(match[0])
        if is_year or (is_bare and _is_name(text, start, end, language)):
            continue
        scale = SCALES.get(scaled.strip().casefold(), 0)
        step = Decimal(1).scaleb(scale - max(len(decimals) - 1, 0))
        value = Decimal(typed.replace(",", "") + decimals).scaleb(scale)
        unit = "£" if pounds else "%" if percent else ""
        found.append(Figure(start, end, value, unit, step, scale))
    if found and not words.keys().isdisjoint(text.casefold().split()):
        for match in re.finditer(r"(?<![\w-])[A-Za-z]{3,9}(?![\w-])", text):
            number = words.get(match[0].casefold())
            if number and not _is_name(text, *match.span(), language):
                value = Decimal(number)
                found.append(Figure(*match.span(), value, "", Decimal(1), 0))
        found.sort()
    return tuple(found)


def _is_name(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a number is a name ("Level 1") or a length of time."""
    table = load_wordlists(language, "figures")
    after = _WORD_AFTER.match(text, end)
    if after and after[1].rstrip(".").casefold() in table["times"]:
        return True
    near = text[max(0, start - _FARTHEST) : start]
    before = near.rstrip("(").split()
    last = before[-1] if before else ""
    if last.casefold() in table["named"]:
        return True
    # A word in capitals that does not start a sentence; "Hull (24)" is a count.
    is_inside = len(before) > 1 and before[-2][-1].isalnum() and near[-1] != "("
    return is_inside and last[:1].isupper() and last.isalnum()


@cache
def _number_words(language: str) -> dict[str, int]:
    table, known = load_wordlists(language, "figures"), load_locale(language)
    words = (*known.numbers, *table["numbers_after_twelve"])
    return {word: number for number, word in enumerate(words, 1)}


@cache
def _digits(language: str) -> re.Pattern[str]:
    signs = any_word_pattern(load_wordlists(language, "percentages")["signs"])
    return re.compile(
        r"(?=[£\d])(?<![\w.,/#-])(£\s?)?(\d(?:,\d{3}|\d){0,15})(\.\d{1,6})?"
        r"(\s?(?:k|m|bn|thousand|million|billion)\b)?"
        rf"(\s?{signs}(?!\w))?(?![\w/:]|[.,]\d|[–-]\d)",
        re.IGNORECASE,
    )
