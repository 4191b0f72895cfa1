"""Periods of a plan: from text to dates, and from dates to labels.

The financial year of English and Welsh public bodies runs from 1 April to 31 March; "2019/20"
starts in April 2019. What can be typed is decided here, and labels are made here; their words
are those of the house format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, assert_never

from pccreport.house.house import HouseFormat
from pccreport.language.locale_data import load_locale

# Patterns as text: most runs meet one form, and re keeps what it has compiled.
_YEAR = r"(?P<first>\d{4})[/-](?P<last>\d{4}|\d{2})"
# The years of a plan are copied from its title page, with any kind of dash.
_TERM = r"(?P<first>\d{4}) ?[/\u2013-] ?(?P<last>\d{4}|\d{2})"
_LATER = _TERM.replace("<first", "<first2").replace("<last", "<last2")
_QUARTER = r"[Qq](?:tr\.? ?)?(?P<quarter>[1-4])"
_QUARTERS = (rf"{_YEAR} +{_QUARTER}", rf"{_QUARTER} +{_YEAR}")
_YEARS = rf"{_TERM} *(?:to|[\u2013-]) *{_LATER}"
_DAY = r"\d{4}-\d{2}-\d{2}"
_DATES = rf"({_DAY}) +to +({_DAY})"

# The first and the last month of each quarter; the fourth is in the next year.
_MONTHS = ((4, 6, 30), (7, 9, 30), (10, 12, 31), (1, 3, 31))


class FinancialYear(NamedTuple):
    """A year from 1 April to 31 March. Years are ordered."""

    begins: int
    """The calendar year of its first day."""

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.begins, 4, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.begins + 1, 3, 31)

    @property
    def year(self) -> FinancialYear:
        """The financial year in which it ends: itself."""
        return self

    def quarter(self, number: int) -> Quarter:
        """One of its four quarters, from 1."""
        return Quarter(self, number)

    def __str__(self) -> str:
        # For findings, in the form that is asked for. Reports use the house's words.
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"


class Quarter(NamedTuple):
    """A quarter of a financial year, from 1 (April to June). Quarters are ordered."""

    year: FinancialYear
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        month, _, _ = _MONTHS[self.number - 1]
        return date(self.year.begins + (self.number == 4), month, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        _, month, day = _MONTHS[self.number - 1]
        return date(self.year.begins + (self.number == 4), month, day)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"


class DateRange(NamedTuple):
    """From one day to another, both included."""

    start: date
    end: date

    @property
    def year(self) -> FinancialYear:
        """The financial year in which it ends."""
        return FinancialYear(self.end.year - (self.end.month < 4))

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class YearRange(NamedTuple):
    """Financial years in a row: the term of a plan."""

    first: FinancialYear
    last: FinancialYear

    @property
    def start(self) -> date:
        """Its first day."""
        return self.first.start

    @property
    def end(self) -> date:
        """Its last day."""
        return self.last.end

    @property
    def year(self) -> FinancialYear:
        """The financial year in which it ends."""
        return self.last

    @property
    def length(self) -> int:
        """How many years they are."""
        return self.last.begins - self.first.begins + 1

    def number_of(self, year: FinancialYear) -> int | None:
        """Which year of the term it is, from 1; None outside."""
        inside = self.first <= year <= self.last
        return year.begins - self.first.begins + 1 if inside else None

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


Period = Quarter | FinancialYear | DateRange
"""What an update can be about."""


class Basis(StrEnum):
    """What the figures of a period are counted over."""

    ALONE = "quarter"
    """The period alone."""
    TO_DATE = "year to date"
    """From the first day of the period's financial year to its last day."""
    ROLLING = "rolling twelve months"
    """The twelve months that end with the period."""
    AS_AT = "as at"
    """The position on the period's last day."""


class PeriodLabel(NamedTuple):
    """What a label is for: a financial year, or a period with its own label."""

    year: FinancialYear
    period: Period | None = None
    """None: the updates of the year's quarters, in one."""
    basis: Basis = Basis.ALONE

    @property
    def sort_key(self) -> tuple[FinancialYear, bool, date, date, int]:
        """Return its position among the others: by year, then by end."""
        told = self.period or self.year
        basis = tuple(Basis).index(self.basis)
        return self.year, self.period is not None, told.end, told.start, basis


def label_of(
    period: Period, basis: Basis, *, each_quarter: bool = False
) -> PeriodLabel:
    """Return the label that updates of a period are under: its year's, or its own.

    The year to date, once the year has ended, is the year.
    """
    year = period.year
    if each_quarter and isinstance(period, Quarter) and basis is Basis.ALONE:
        return PeriodLabel(year, period)
    if basis in (Basis.ROLLING, Basis.AS_AT):  # their labels have the last day only
        return PeriodLabel(year, DateRange(period.end, period.end), basis)
    whole_year = basis is Basis.TO_DATE and period.end == year.end
    if isinstance(period, DateRange) or not (basis is Basis.ALONE or whole_year):
        return PeriodLabel(year, period, basis)
    return PeriodLabel(year)


def due_text(due: Period) -> str:
    """Return when something is due in the form in which it is typed: a day alone as that day."""
    is_day = isinstance(due, DateRange) and due.start == due.end
    return str(due.end if is_day else due)


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day is in."""
    year = FinancialYear(day.year - (day.month < 4))
    return year.quarter((day.month - 4) % 12 // 3 + 1)


def file_stem(quarter: Quarter) -> str:
    """Return how the names of a quarter's files start: "2019-20-q4"."""
    return str(quarter).lower().replace("/", "-").replace(" ", "-")


def quarters_of(first: date, last: date) -> Iterator[Quarter]:
    """Yield the quarters from the one that a day is in to that of a later day, in order."""
    quarter, end = quarter_of(first), quarter_of(last)
    while quarter <= end:
        yield quarter
        year, number = quarter.year.begins, quarter.number
        quarter = FinancialYear(year + number // 4).quarter(number % 4 + 1)


def period_sort_key(period: Period) -> tuple[date, int]:
    """Return the sort key of periods: by end; a longer one follows its parts."""
    return period.end, (period.end - period.start).days


def parse_quarter(text: str) -> Quarter | None:
    """Parse a quarter ("2019/20 Q4"); return None for any other text."""
    for form in _QUARTERS:
        if found := re.fullmatch(form, text.strip()):
            year = _year(found["first"], found["last"])
            return year and Quarter(year, int(found["quarter"]))
    return None


def names_period(text: str, period: Period) -> bool | None:
    """Return whether all periods that a text names are one, or None if it names none.

    A quarter without its year is that of any year: “Q3”.
    """
    said = re.sub(r"\b(?:quarter|qtr)\.? ?(?=[1-4]\b)", "Q", text, flags=re.IGNORECASE)
    year, quarter = r"\b\d{4}[/-]\d{2}(?:\d{2})?(?![\d/-])", r"\b[Qq][1-4]\b"
    form = rf"{year} +{quarter}|{quarter},? +{year}|{year}|{quarter}"
    found = [name.replace(",", "") for name in re.findall(form, said)]
    number = f"Q{period.number}" if isinstance(period, Quarter) else ""
    same = (parse_period(n) == period or n.upper() == number for n in found)
    return all(same) if found else None


def parse_day(text: str) -> date | None:
    """Parse a day ("2020-09-04", "4 September 2020"); return None for any other text.

    Raise ValueError if it is in no calendar.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    months = load_locale("en-GB").months
    found = re.fullmatch(r"(\d{1,2}) +(\w+) +(\d{4})", text)
    if not found or found[2] not in months:
        return None
    return date(int(found[3]), months.index(found[2]) + 1, int(found[1]))


def parse_years(text: str) -> YearRange | None:
    """Parse years ("2017/18 to 2020/21", "2019/20"); return None for any other text."""
    if found := re.fullmatch(_YEARS, text.strip()):
        first = _year(found["first"], found["last"])
        last = _year(found["first2"], found["last2"])
        return YearRange(first, last) if first and last and first <= last else None
    if found := re.fullmatch(_TERM, text.strip()):
        year = _year(found["first"], found["last"])
        return year and YearRange(year, year)
    return None


def parse_year(text: str) -> FinancialYear | None:
    """Parse a year ("2019/20"); return None for any other text."""
    found = re.fullmatch(_YEAR, text.strip())
    return _year(found["first"], found["last"]) if found else None


def parse_period(text: str) -> Period | None:
    """Parse a quarter, a year, or dates; return None for any other text."""
    return parse_quarter(text) or parse_year(text) or _read_dates(text)


def _read_dates(text: str) -> DateRange | None:
    """From "2018-11-01 to 2019-05-01"; None where the calendar has no such days."""
    found = re.fullmatch(_DATES, text.strip())
    if not found:
        return None
    try:
        start, end = (date.fromisoformat(day) for day in found.groups())
    except ValueError:
        return None
    return DateRange(start, end) if start <= end else None


def is_inconsistent(text: str) -> bool:
    """Whether a text has the form of a period, and its years or days do not follow.

    "2019/21 Q4", "2020/21 to 2017/18": the schema sees only the form.
    """
    typed = text.strip()
    if parse_period(typed) or parse_years(typed):
        return False
    forms = (*_QUARTERS, _TERM, _YEARS, _DATES)
    return any(re.fullmatch(form, typed) for form in forms)


def _year(first: str, last: str) -> FinancialYear | None:
    """Return the year from its two halves, or None if they are not consecutive."""
    begins = int(first)
    follows = int(last) == (begins + 1) % 10 ** len(last)
    return FinancialYear(begins) if follows and 1000 <= begins < 9999 else None


class LabelFormatter:
    """How one house format writes periods."""

    def __init__(self, house: HouseFormat) -> None:
        self._phrases = house.phrases
        self._words = house.words

    def year(self, year: FinancialYear) -> str:
        """Return a year as text: "2019/20"."""
        ends = str(year.begins + 1)
        first = str(year.begins)
        return self._fill("year", first=first, last=ends[-2:], last_year=ends)

    def years(self, years: YearRange) -> str:
        """Years in a row: "2017/18 to 2020/21"."""
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
        """Return the months of quarters: "July to September 2020"; each run of them by itself."""
        runs = []
        for i, j in _runs([q.year.begins * 4 + q.number for q in quarters]):
            start, end = quarters[i].start, quarters[j].end
            first = self._words.months[start.month - 1]
            if start.year != end.year:
                first = self.month(start)
            runs.append(self._fill("months", first=first, last=self.month(end)))
        return self._phrases["quarter_list"].text.join(runs)

    def month(self, day: date) -> str:
        """Return the month of a day, with its year: "September 2020"."""
        name = self._words.months[day.month - 1]
        return self._fill("month", month=name, year=str(day.year))

    def day(self, phrase: str, day: date) -> str:
        """Return a date as text, by one of the house format's phrases for dates."""
        return self._fill(
            phrase,
            day=str(day.day),
            ordinal=self._words.ordinals[day.day - 1],
            month=self._words.months[day.month - 1],
            year=str(day.year),
        )

    def name(self, period: Period) -> str:
        """Return a period as it is named in a sentence, and a single day as a date."""
        if isinstance(period, DateRange) and period.start == period.end:
            return self.day("period_date", period.end)
        quarters = (period.number,) if isinstance(period, Quarter) else ()
        if self._phrases["period_name"].text:
            return self._named(period, self.quarters(quarters))
        head = label_of(period, Basis.ALONE)
        return self.label(head, quarters, finished=False).rstrip(": ")

    def _named(self, period: Period, quarters: str) -> str:
        """Return a period in the words of `period_name`, which no label has."""
        match period:
            case Quarter():
                year = self.year(period.year)
                return self._fill("period_name", year=year, quarters=quarters)
            case DateRange():
                days = (self.day("period_date", d) for d in period[:2])
                return self._fill("dates_stamp", first=next(days), last=next(days))
            case FinancialYear():
                return self.year(period)
            case _:
                assert_never(period)

    def label(
        self, head: PeriodLabel, quarters: tuple[int, ...], finished: bool
    ) -> str:
        """Return the label above updates; `quarters` are those of a year's own label."""
        year = self.year(head.year)
        period = head.period
        if isinstance(period, Quarter) and head.basis is Basis.ALONE:
            quarters, period = (period.number,), None  # of each quarter
        if period is None:
            if finished or not quarters:
                return self._fill("label", year=year)
            told = [head.year.quarter(number) for number in quarters]
            return self._fill(
                "running_label",
                year=year,
                quarters=self.quarters(quarters),
                months=self.months(told),
                ends=self.month(told[-1].end),
            )
        last = self.day("period_date", period.end)
        match head.basis:
            case Basis.ALONE:
                first = self.day("period_date", period.start)
                return self._fill("dates_label", first=first, last=last)
            case Basis.TO_DATE:
                so_far = self.quarters(quarters_to_date(period))
                return self._fill("to_date_label", year=year, quarters=so_far)
            case Basis.ROLLING:
                return self._fill("rolling_label", last=last)
            case Basis.AS_AT:
                return self._fill("as_at_label", last=last)

    def _fill(self, phrase: str, **values: str) -> str:
        return self._phrases[phrase].fill(values)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of the first and the last of each run of consecutive numbers."""
    for _, run in groupby(range(len(numbers)), key=lambda i: numbers[i] - i):
        indexes = [*run]
        yield indexes[0], indexes[-1]


def quarters_to_date(period: Period) -> tuple[int, ...]:
    """Return the quarters of its financial year up to a period's end, in order."""
    ends = (period.year.quarter(number) for number in range(1, 5))
    return tuple(quarter.number for quarter in ends if quarter.end <= period.end)
