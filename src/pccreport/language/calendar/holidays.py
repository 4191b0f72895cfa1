"""Bank holidays and clear working days.

A clear day is strictly between two days: neither of them counts. Days outside a nation's table are
not known, and are never guessed.
"""

import json
from datetime import date, timedelta

from pccreport.language.wordlists import read_data_file

_SATURDAY = 5


class WorkingDayCalendar:
    """The working days of a nation, from the first day of its table to the last."""

    def __init__(self, nation: str = "england-and-wales") -> None:
        table = json.loads(read_data_file(f"nations/{nation}.json"))
        self.first, self.last = map(date.fromisoformat, (table["from"], table["until"]))
        self._holidays = [*map(date.fromisoformat, table["days"])]

    def is_working_day(self, day: date) -> bool:
        """Return whether a day is neither on a weekend nor a bank holiday."""
        return day.weekday() < _SATURDAY and day not in self._holidays

    def count_clear_days(self, first: date, last: date) -> int | None:
        """Return the number of working days strictly between two days, or None if not known."""
        if last <= first:
            return 0
        if first < self.first or last > self.last:
            return None
        days = (first + timedelta(n) for n in range(1, (last - first).days))
        return sum(map(self.is_working_day, days))

    def latest_day_before(self, last: date, clear: int) -> date | None:
        """Return the latest working day with `clear` clear working days before `last`, or None if not known."""
        day, left = last, clear
        while self.first < day <= self.last:
            day -= timedelta(1)
            if self.is_working_day(day):
                if left <= 0:
                    return day
                left -= 1
        return None
