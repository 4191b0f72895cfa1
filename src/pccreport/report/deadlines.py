"""The deadlines of a panel for its papers."""

from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar


class Deadline(NamedTuple):
    """A deadline: its name, the clear working days before the meeting, and the last day."""

    name: str
    clear: int
    last: date | None
    """The last day, or None if the bank holidays are not known."""


def deadlines_of(
    house: HouseFormat, meeting: date, calendar: Calendar
) -> tuple[Deadline, ...]:
    """Return the deadlines of a house format before a meeting, in order of time."""
    clear_days = zip(house.deadlines._fields, house.deadlines, strict=True)
    deadlines = (
        Deadline(name, clear, calendar.days_before(meeting, clear))
        for name, clear in clear_days
        if clear
    )
    return tuple(sorted(deadlines, key=lambda deadline: -deadline.clear))
