"""The year of a date without one: the calendar shows what it can be."""

from __future__ import annotations

from datetime import date

from pccreport.language.dates import DateMention


def days_between(mention: DateMention, start: date, end: date) -> tuple[date, ...]:
    """Return the days between two days, both included, that a day and a month can be."""
    days = (_day(mention, year) for year in range(start.year, end.year + 1))
    return tuple(day for day in days if day and start <= day <= end)


def nearest_days(
    mention: DateMention, start: date, end: date
) -> tuple[date | None, date | None]:
    """Return the last such day before two days, and the first after them."""
    before = days_between(mention, date(max(start.year - 8, 1), 1, 1), start)
    after = days_between(mention, end, date(min(end.year + 8, date.max.year), 12, 31))
    return (before[-1] if before else None), (after[0] if after else None)


def _day(mention: DateMention, year: int) -> date | None:
    try:
        return date(year, mention.month, mention.day or 1)
    except ValueError:
        return None
