"""Impossible times, and ranges that end before they begin: "from 9 pm to 5 pm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from pccreport.language.dates import DateMention, find_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

_MAX_MONTHS = 8
"""Months between two dates without years; more, as from 18 November to 4 October, is a mistake."""
_MAX_DISTANCE = 80
"""Characters between a date and the word for a beginning or end on it."""
_pattern = partial(find_pattern, "impossible_ranges")

CLOCK = re.compile(r"(?<![^\W\d])[ap]\.?m(?!\w)|\d:\d\d")
"""Part of each time, in lower case."""


def find_impossible_times(text: str, language: str = "en-GB") -> Spans:
    """Yield each time that does not exist: 17:75, 25:00, 13 pm."""
    for name, last_hour in (("half_day", 12), ("day", 24)):
        for found in _pattern(name, language).finditer(text):
            if int(found["hour1"]) > last_hour or int(found["minute1"] or 0) > 59:
                yield found.start("hour1"), found.end()


def find_reversed_hours(text: str, language: str = "en-GB") -> Spans:
    """Yield each range of times that ends before it begins."""
    for found in _pattern("hours", language).finditer(text):
        first, last = (
            int(found[f"hour{n}"]) % 12 * 60 + int(found[f"minute{n}"] or 0)
            for n in "12"
        )
        if found["half1"].lower() == found["half2"].lower() and last < first:
            yield found.span()


def find_reversed_ages(text: str, language: str = "en-GB") -> Spans:
    """Yield each range of ages that ends before it begins."""
    is_likely = re.search(r"\d(?:\s?[–—-]|\s{1,3}[a-z\s]{2,10})\s?\d", text)
    for found in _pattern("ages", language).finditer(text) if is_likely else ():
        first, last = (int(found[f"{n}1"] or found[f"{n}2"]) for n in ("from", "to"))
        if last < first:
            yield found.span()


def find_reversed_dates(text: str, language: str = "en-GB") -> Spans:
    """Yield each range of dates that ends before it begins."""
    for first, second in pairwise(find_dates(text, language)):
        between = _pattern("between", language).fullmatch(text, first.end, second.start)
        is_range = between or _has_both(
            text, first, second, ("began", "ended"), language
        )
        # “sentenced on 9 May after a trial that opened on 16 May”
        is_after = _has_both(text, first, second, ("closed", "after"), language)
        if (is_range and _is_reversed(text, first, second)) or (
            is_after and _is_reversed(text, second, first)
        ):
            yield first.start, second.end


def find_contradictions(
    starts: Sequence[int], text: str, language: str = "en-GB"
) -> Spans:
    """Yield each "financial year 2025/27", wrong anniversary, and quarter that starts in none of `starts`."""
    months = load_locale(language).months
    table = load_wordlists(language, "impossible_ranges")
    for found in _pattern("contradiction", language).finditer(text):
        if found["kind"]:
            is_wrong = (int(found["first"]) + 1 - int(found["last"])) % 100 > 0
        elif found["age"]:
            at = table["ordinals"].index((found["ordinal"] or "first").casefold())
            age = int(found["number"] or table["ages"][at])
            is_wrong = int(found["now"]) - int(found["then"]) != age
        else:
            number = int(found["quarter"])  # also of the calendar's year
            first, last = (months.index(found[n]) + 1 for n in ("month1", "month2"))
            is_right = first in {starts[number - 1], number * 3 - 2}
            is_wrong = not is_right and (last - first) % 12 == 2
        if is_wrong:
            yield found.span()


def find_wrong_lengths(text: str, language: str = "en-GB") -> Spans:
    """Yield each length of time that is not that of its dates: "six weeks, from 3 to 31 March"."""
    numbers = load_locale(language).numbers
    for first, second in pairwise(find_dates(text, language)):
        near, year = max(0, first.start - 40), first.year or second.year or 2001
        length = _pattern("length", language).search(text, near, first.start)
        between = _pattern("between", language).fullmatch(text, first.end, second.start)
        start, end = (d._replace(year=d.year or year).first for d in (first, second))
        if length and between and first.day and second.day and start and end:
            typed = length["number"].casefold()
            n = int(typed) if typed.isdecimal() else numbers.index(typed) + 1
            unit = 30 if length["month"] else 7 if length["week"] else 1
            if start < end and abs((end - start).days + 1 - n * unit) > max(unit, 2):
                yield length.start(), second.end


def _has_both(
    text: str,
    first: DateMention,
    second: DateMention,
    names: tuple[str, str],
    language: str,
) -> bool:
    """Return whether one pattern is before the first date, and another between it and the second."""
    near, gap = max(0, first.start - _MAX_DISTANCE), (first.end, second.start)
    before, between = (_pattern(name, language) for name in names)
    return (
        second.start - first.end <= _MAX_DISTANCE * 3 // 2
        and before.search(text, near, first.start) is not None
        and between.fullmatch(text, *gap) is not None
    )


def _is_reversed(text: str, first: DateMention, second: DateMention) -> bool:
    """Return whether the first of two dates is later, in any year that it can be in."""
    typed = re.search(r"\b(?:19|20)\d\d\b", text[first.start : first.end])
    if typed and first.first and second.first:
        return first.first > second.first
    if first.month == second.month:
        return bool(first.day and second.day and first.day > second.day)
    # From 1 April to 31 March is a year.
    return (second.month - first.month) % 12 > _MAX_MONTHS and first.day != 1
