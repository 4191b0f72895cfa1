"""Bank holidays and clear working days.

A clear day is strictly between two days: neither of them counts. Days after the end of a
nation's table are not known, and are never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pccreport.language.wordlists import load_holidays

_ONE = timedelta(days=1)
_SATURDAY = 5


class Holiday(NamedTuple):
    """A bank holiday."""

    day: date
    name: str


class Calendar:
    """The working days of a nation, as far as its table reaches."""

    def __init__(self, nation: str = "england-and-wales") -> None:
        table = load_holidays(nation)
        self.first, self.last = map(date.fromisoformat, (table.first, table.last))
        self._names = table.days

    def holiday(self, day: date) -> str:
        """Return the name of a bank holiday, or "" on other days."""
        return self._names.get(day.isoformat(), "")

    def knows(self, first: date, last: date) -> bool:
        """Whether the table reaches from one day to the other."""
        return self.first <= first and last <= self.last

    def clear_days(self, first: date, last: date) -> int | None:
        """Return the number of working days strictly between two days, or None if not known."""
        if last <= first:
            return 0
        if not self.knows(first, last):
            return None
        return sum(self._works(day) for day in _between(first, last))

    def holidays_between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Return the bank holidays strictly between two days, up to the end of the table."""
        start, end = first.isoformat(), last.isoformat()
        return tuple(
            Holiday(date.fromisoformat(day), name)
            for day, name in self._names.items()
            if start < day < end
        )

    def days_before(self, last: date, clear: int) -> date | None:
        """Return the latest working day that leaves so many clear working days before a day.

        None if not known.
        """
        day, left = last, clear
        while self.first < day <= self.last:
            day -= _ONE
            if self._works(day):
                if left <= 0:
                    return day
                left -= 1
        return None

    def _works(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and not self.holiday(day)


def _between(first: date, last: date) -> Iterator[date]:
    day = first + _ONE
    while day < last:
        yield day
        day += _ONE
