"""A panel's deadlines for papers, as days of a calendar."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar


class Deadline(NamedTuple):
    """What is to be done, how many clear working days before, and so by which day."""

    name: str
    clear: int
    last: date | None
    """None where the bank holidays are not known."""


def deadlines_of(
    house: HouseFormat, meeting: date, calendar: Calendar
) -> tuple[Deadline, ...]:
    """Return the deadlines before a meeting, in order of time; () unless the house has some."""
    asked = zip(house.deadlines._fields, house.deadlines, strict=True)
    found = (
        Deadline(name, clear, calendar.days_before(meeting, clear))
        for name, clear in asked
        if clear
    )
    return tuple(sorted(found, key=lambda deadline: -deadline.clear))
