"""A weekday does not fit the date that it stands with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.parts import House
from pccreport.language.dates import Mention, dates
from pccreport.language.lists import lists
from pccreport.language.years import in_year, nearest
from pccreport.model.periods import Labels, Period
from pccreport.rules.context import Written

RULE = rule("weekday-date")

_DIGIT = re.compile(r"\d")


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each weekday and date that do not go together.

    A date without a year is that of its period; outside of it, the one before or the
    one after: where any of them fits, nothing is said.
    """
    house = written.house
    for update, text, _ in written.project.said():
        if not _DIGIT.search(text.text):
            continue
        for mention in dates(text.text, house.words.tag):
            if mention.weekday is None or mention.day is None:
                continue
            days = _days(mention, update.period)
            if all(day.weekday() != mention.weekday for day in days):
                words = " ".join(text.text[mention.start : mention.end].split())
                yield RULE.finding(
                    f"the weekday and date in “{words}” do not match: {_calendar(days, mention, house)}",
                    text.span(mention.start, mention.end),
                    "correct the weekday or the date",
                )


def _days(mention: Mention, period: Period) -> tuple[date, ...]:
    """The days that a date can be: none where the calendar has no such day."""
    if mention.year is not None:
        return (mention.first,) if mention.first else ()
    start, end = period.start, period.end
    near = in_year(mention, start, end) or nearest(mention, start, end)
    return tuple(day for day in near if day)


def _calendar(days: tuple[date, ...], mention: Mention, house: House) -> str:
    if not days:
        month = house.words.months[mention.month - 1]
        return f"there is no {mention.day} {month} in that year"
    names = lists(house.words.tag, "dates")["weekdays"]
    told = (
        f"{Labels(house).day('period_date', day)} is a {names[day.weekday()]}"
        for day in days
    )
    return " and ".join(told)
