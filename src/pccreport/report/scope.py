"""Which quarters a report covers, and which years are finished in it."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.model.periods import FinancialYear, Quarter
from pccreport.model.settings import Settings


class Scope(NamedTuple):
    """From the first quarter to the last that is printed."""

    first: Quarter
    period: Quarter
    """The quarter reported on."""
    until: Quarter

    def covers(self, quarter: Quarter) -> bool:
        """Whether updates of that quarter are printed."""
        return self.first <= quarter <= self.until

    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter that is covered, in order."""
        years = range(self.first.year.start, self.until.year.start + 1)
        every = (FinancialYear(year).quarter(n) for year in years for n in range(1, 5))
        return tuple(quarter for quarter in every if self.covers(quarter))

    def finishes(self, year: FinancialYear) -> bool:
        """Whether a year's last quarter is covered, so that the year is whole."""
        return self.covers(year.quarter(4))


def scope_of(settings: Settings) -> Scope:
    """What a report's settings cover: its year, and what comes after until the end."""
    return Scope(settings.period.year.quarter(1), settings.period, settings.until)
