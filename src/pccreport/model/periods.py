"""Periods of a plan: from text to dates.

The financial year of English and Welsh public bodies runs from 1 April to 31 March; "2019/20"
starts in April 2019. What can be typed is decided here; `period_labels` has what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

# Patterns as text: most runs meet one form, and re keeps what it has compiled.
_YEAR = r"(?P<first>\d{4})[/-](?P<last>\d{4}|\d{2})"
# The years of a plan are copied from its title page, with any kind of dash.
_TERM = r"(?P<first>\d{4}) ?[/\u2013-] ?(?P<last>\d{4}|\d{2})"
_LATER = _TERM.replace("<first", "<first2").replace("<last", "<last2")
_QUARTER = r"[Qq](?:tr\.? ?)?(?P<quarter>[1-4])"
_QUARTERS = (rf"{_YEAR} +{_QUARTER}", rf"{_QUARTER} +{_YEAR}")
_YEARS = rf"{_TERM} *(?:to|[\u2013-]) *{_LATER}"
_LONGEST_SPAN = 20
"""Years of a plan, at most."""
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


def due_text(due: Period) -> str:
    """Return when something is due in the form in which it is typed: a day alone as that day."""
    is_day = isinstance(due, DateRange) and due.start == due.end
    return str(due.end if is_day else due)


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day is in."""
    year = FinancialYear(day.year - (day.month < 4))
    return year.quarter((day.month - 4) % 12 // 3 + 1)


def file_stem(period: Period | str, stream: str = "") -> str:
    """Return what the file of a stream in a period is called: "2019-20-q4-force"."""
    return re.sub(r"[^a-z0-9]+", "-", f"{period} {stream}".strip().lower())


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


def parse_span(text: str) -> YearRange | None:
    """Parse the years of a plan as its cover has them ("2025-2029", "2025 to 29").

    It begins in April of the first and ends in March of the last. None for any other text.
    """
    found = re.fullmatch(r"(\d{4}) *(?:to|[/\u2013-]) *(\d{2}|\d{4})", text.strip())
    if not found:
        return None
    first, last = int(found[1]), int(found[1][: 4 - len(found[2])] + found[2])
    is_span = 1000 <= first < last - 1 <= first + _LONGEST_SPAN
    return YearRange(FinancialYear(first), FinancialYear(last - 1)) if is_span else None


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
