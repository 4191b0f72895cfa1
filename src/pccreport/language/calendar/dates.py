"""Dates in a sentence: "Friday 20th September 2019", "May 2020", "1 to 3 May"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache, partial
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "dates")
_LAST_DAY, _MISTYPED_LIMIT = 31, 39
"""A number up to the second is a mistyped day, if a year follows."""
_MAX_DISTANCE = 80
"""Characters before a month that can belong to its date."""


class DateMention(NamedTuple):
    """A date in a text; parts that are not in the text are None."""

    start: int
    end: int
    weekday: int | None
    """0 is Monday."""
    day: int | None
    month: int
    year: int | None
    """Also of the first of two dates that share a year: "1 April to 3 May 2020"."""

    @property
    def first_day(self) -> date | None:
        """The first day it can mean; None without a year, or if there is no such day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day or 1)
        except ValueError:
            return None


# Two rules ask for the dates of the same texts.
@lru_cache(maxsize=10_000)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the dates of a text, in order; a month alone is not one."""
    if not re.search(r"\d", text):
        return ()
    found: list[DateMention] = []
    for month in _month_pattern().finditer(text):
        if not re.compile(r"\b").match(text, month.start()):
            continue  # not in the pattern, which is searched faster if it begins with letters
        for mention in _dates_at(text, month):
            if not found or found[-1].end <= mention.start:
                found.append(mention)
    for i in reversed(range(len(found) - 1)):
        found[i] = _with_year(text, found[i], found[i + 1])
    dated = [m for m in found if m.day is not None or m.year is not None]
    return tuple(sorted([*dated, *_find_numeric_dates(text)]))


def find_date_names(text: str) -> Iterator[re.Match[str]]:
    """Return the names of months and of days of the week in a text, in order."""
    return _pattern("named").finditer(text)


def are_months_within(text: str, start: date, end: date) -> bool | None:
    """Return whether all months in a text are between two days, or None if it has none.

    A month with a day does not count; the date may be of a message.
    """
    month = rf"(?<!\d )(?<!\d[a-z]{{2}} )\b{_month_pattern().pattern}"
    found = re.findall(rf"{month}(?:\s+(\d{{4}}))?", text)
    first, last = (day.year * 12 + day.month - 1 for day in (start, end))
    every = [divmod(number, 12) for number in range(first, last + 1)]
    own = {(n + 1, typed) for year, n in every for typed in ("", str(year))}
    numbers = _month_and_weekday_numbers()
    named = {(numbers[name.casefold()], year) for name, year in found}
    return named <= own if found else None


def days_between(mention: DateMention, start: date, end: date) -> tuple[date, ...]:
    """Return the days that a date without a year can mean between two days, both included."""
    years = range(start.year, end.year + 1)
    days = (mention._replace(year=year).first_day for year in years)
    return tuple(day for day in days if day and start <= day <= end)


def _dates_at(text: str, month: re.Match[str]) -> list[DateMention]:
    """Return the date of the name of a month, and one before it with the same month: "1 to 3 May"."""
    number = _month_and_weekday_numbers()[month[1].casefold()]
    nearest = max(0, month.start() - _MAX_DISTANCE)
    before = _pattern("before_month").search(text, nearest, month.start())
    after = _pattern("after_month").match(text, month.end())
    year, end = (int(after["year"]), after.end()) if after else (None, month.end())
    latest = _MISTYPED_LIMIT if after else _LAST_DAY
    if not before or not 1 <= int(before["day"]) <= latest:
        return [DateMention(month.start(), end, None, None, number, year)]
    found = []
    for n, until in (("1", before.end("earlier")), ("", end)):
        day, name = before[f"day{n}"], before[f"weekday{n}"]
        if day and 1 <= int(day) <= (_LAST_DAY if n else _MISTYPED_LIMIT):
            start = before.start(f"weekday{n}" if name else f"day{n}")
            weekday = _month_and_weekday_numbers()[name.casefold()] if name else None
            found.append(DateMention(start, until, weekday, int(day), number, year))
    return found


def _with_year(text: str, mention: DateMention, after: DateMention) -> DateMention:
    """Return a date with the year of the next, if they are joined: "1 April to 3 May 2020"."""
    if mention.year is not None or after.year is None or after.start - mention.end > 12:
        return mention
    between = text[mention.end : after.start]
    later = (mention.month, mention.day or 0) > (after.month, after.day or 0)
    if _pattern("range").fullmatch(between):
        return mention._replace(year=after.year - later)
    alike = (mention.day is None) == (after.day is None)
    if alike and not later and _pattern("list").fullmatch(between):
        return mention._replace(year=after.year)
    return mention


def _find_numeric_dates(text: str) -> list[DateMention]:
    found: list[DateMention] = []
    if "/" not in text and "-" not in text:
        return found
    for figures in _pattern("in_figures").finditer(text):
        day = int(figures["day"] or figures["day2"])
        month = int(figures["month"] or figures["month2"])
        year = int(figures["year"] or figures["year2"])
        if 1 <= day <= 31 and 1 <= month <= 12:
            found.append(DateMention(*figures.span(), None, day, month, year))
    return found


@cache
def _month_pattern() -> re.Pattern[str]:
    """Return the pattern of the names of months, which begins with letters: so it is fast."""
    short = " ".join(load_wordlists("dates")["short_months"]).split()
    names = (*load_locale().months, *short)
    typed = sorted((*names, *map(str.upper, names)), key=len, reverse=True)
    return re.compile(rf"({'|'.join(typed)})(?!\w)")


@cache
def _month_and_weekday_numbers() -> dict[str, int]:
    """Return the number of each name of a month, from 1, and of a weekday, from 0."""
    table = load_wordlists("dates")
    months, weekdays = load_locale().months, table["weekdays"]
    numbered = [*enumerate(months, 1), *enumerate(table["short_months"], 1)]
    numbered += [*enumerate(weekdays), *enumerate(table["short_weekdays"])]
    return {name.casefold(): n for n, names in numbered for name in names.split()}
