"""Labels of periods above updates, and the names of periods in sentences.

Decides the label that updates are under; its words are those of the house format.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.model.periods import (
    Basis,
    DateRange,
    FinancialYear,
    Period,
    Quarter,
    YearRange,
    quarters_of,
)


class PeriodLabel(NamedTuple):
    """The label of a financial year, or of a period with its own label."""

    year: FinancialYear
    period: Period | None = None
    """None for the label of the year, which its quarters share."""
    basis: Basis = Basis.ALONE

    @property
    def sort_key(self) -> tuple[FinancialYear, bool, date, date, int]:
        """Return its sort key: by year, then by end."""
        period = self.period or self.year
        basis = tuple(Basis).index(self.basis)
        return self.year, self.period is not None, period.end, period.start, basis


def label_of(
    period: Period, basis: Basis, *, each_quarter: bool = False
) -> PeriodLabel:
    """Return the label that updates of a period are under: that of its year, or its own.

    The year to date at the end of a year is under the label of the year.
    """
    year = period.year
    if each_quarter and isinstance(period, Quarter) and basis is Basis.ALONE:
        return PeriodLabel(year, period)
    if basis in (Basis.ROLLING, Basis.AS_AT):  # their labels show only the last day
        return PeriodLabel(year, DateRange(period.end, period.end), basis)
    whole_year = basis is Basis.TO_DATE and period.end == year.end
    if isinstance(period, DateRange) or not (basis is Basis.ALONE or whole_year):
        return PeriodLabel(year, period, basis)
    return PeriodLabel(year)


class LabelFormatter:
    """Formats periods in the words of a house format."""

    def __init__(self, house: HouseFormat) -> None:
        self._phrases = house.phrases
        self._words = house.locale

    def year(self, year: FinancialYear) -> str:
        """Return a year as text: "2019/20"."""
        first, ends = str(year.begins), str(year.begins + 1)
        return self._fill("year", first=first, last=ends[-2:], last_year=ends)

    def years(self, years: YearRange) -> str:
        """Return a range of years as text: "2017/18 to 2020/21"."""
        ends = self.year(years.first), self.year(years.last)
        return self._fill("year_range", first=ends[0], last=ends[1])

    def quarters(self, numbers: tuple[int, ...]) -> str:
        """Return some quarters of a year as text: "Q1", "Q1-Q3", "Q1, Q3"."""
        names = [self._fill("quarter", quarter=str(n)) for n in numbers]
        runs = (
            self._fill("quarter_range", first=names[i], last=names[j])
            if i < j
            else names[i]
            for i, j in _runs(numbers)
        )
        return self._phrases["quarter_list"].text.join(runs)

    def months(self, quarters: Sequence[Quarter]) -> str:
        """Return the months of quarters: "July to September 2020", for each consecutive run."""
        numbers = [q.year.begins * 4 + q.number for q in quarters]
        runs = (
            self._months(quarters[i].start, quarters[j].end) for i, j in _runs(numbers)
        )
        return self._phrases["quarter_list"].text.join(runs)

    def _months(self, start: date, end: date) -> str:
        first = self._words.months[start.month - 1]
        if start.year != end.year:
            first = self.month(start)
        return self._fill("months", first=first, last=self.month(end))

    def dates(self, period: DateRange) -> dict[str, str]:
        """Return the values for a range of dates: its days, its months, and the last of them.

        A calendar year is its number: "2025". Months that are not whole have their days.
        """
        start, end = period
        days = [self.day("period_date", day) for day in period]
        if start.day != 1 or (end + timedelta(days=1)).day != 1:
            months = self._fill("months", first=days[0], last=days[1])
        elif (start.month, end.month, start.year) == (1, 12, end.year):
            months = str(end.year)
        elif end - start < timedelta(days=31):
            months = self.month(end)
        else:
            months = self._months(start, end)
        values = {"first": days[0], "last": days[1], "months": months}
        return {**values, "ends": self.month(end)}

    def month(self, day: date) -> str:
        """Return the month of a day, with its year: "September 2020"."""
        name = self._words.months[day.month - 1]
        return self._fill("month", month=name, year=str(day.year))

    def day(self, phrase: str, day: date) -> str:
        """Return a date as text, by a phrase of the house format for dates."""
        return self._fill(
            phrase,
            day=str(day.day),
            ordinal=self._words.ordinals[day.day - 1],
            month=self._words.months[day.month - 1],
            year=str(day.year),
        )

    def name(self, period: Period) -> str:
        """Return a period as it is named in a sentence; a single day is a date, a month its name."""
        if isinstance(period, DateRange) and period.start == period.end:
            return self.day("period_date", period.end)
        quarters = (period.number,) if isinstance(period, Quarter) else ()
        if isinstance(period, DateRange):
            values = self.dates(period)
            is_month = values["months"] == values["ends"]
            return values["ends"] if is_month else self._fill("dates_stamp", **values)
        year = self.year(period.year)
        named = self._fill("period_name", year=year, quarters=self.quarters(quarters))
        return named if quarters else year

    def due(self, due: Period) -> dict[str, str]:
        """Return the values for a due date: the period in a sentence, and the day or month of its end."""
        ends = self.month(due.end) if due.start < due.end else self.name(due)
        return {"due": self.name(due), "ends": ends}

    def label(
        self, head: PeriodLabel, quarters: tuple[int, ...], finished: bool
    ) -> str:
        """Return the label above updates; `quarters` are those of a year's own label."""
        year, period = self.year(head.year), head.period
        if isinstance(period, Quarter) and head.basis is Basis.ALONE:
            quarters, period = (period.number,), None
        if period is None:
            if finished or not quarters:
                return self._fill("label", year=year)
            covered = [head.year.quarter(number) for number in quarters]
            return self._fill(
                "running_label",
                year=year,
                quarters=self.quarters(quarters),
                months=self.months(covered),
                ends=self.month(covered[-1].end),
            )
        match head.basis:
            case Basis.ALONE:
                dates = DateRange(period.start, period.end)
                return self._fill("dates_label", **self.dates(dates))
            case Basis.TO_DATE:
                ended = quarters_of(period.year.start, period.end)
                so_far = tuple(q.number for q in ended if q.end <= period.end)
                quarters_so_far = self.quarters(so_far)
                return self._fill("to_date_label", year=year, quarters=quarters_so_far)
            case Basis.ROLLING | Basis.AS_AT:
                name = "rolling_label" if head.basis is Basis.ROLLING else "as_at_label"
                return self._fill(name, last=self.day("period_date", period.end))

    def _fill(self, phrase: str, **values: str) -> str:
        return self._phrases[phrase].fill(values)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of the first and the last of each run of consecutive numbers."""
    for _, run in groupby(range(len(numbers)), key=lambda i: numbers[i] - i):
        indexes = [*run]
        yield indexes[0], indexes[-1]
