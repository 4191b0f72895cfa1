"""Periods, and their parsing from text; `period_labels` formats them.

The financial year of English and Welsh public bodies runs from 1 April to 31 March; "2019/20"
starts in April 2019.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

# Patterns are text, not compiled: most runs need only one of them, and `re` caches it.
_YEAR = r"(?P<first>\d{4})[/-](?P<last>\d{4}|\d{2})"
# The years of a plan are copied from its title page, so they have any kind of dash.
_TERM = r"(?P<first>\d{4}) ?[/-] ?(?P<last>\d{4}|\d{2})"
_LATER = _TERM.replace("<first", "<first2").replace("<last", "<last2")
_QUARTER = r"[Qq](?:tr\.? ?)?(?P<quarter>[1-4])"
_QUARTERS = (rf"{_YEAR} +{_QUARTER}", rf"{_QUARTER} +{_YEAR}")
_YEARS = rf"{_TERM} *(?:to|-) *{_LATER}"
_DAY = r"\d{4}-\d{2}-\d{2}"
_DATES = rf"({_DAY}) +to +({_DAY})"


class FinancialYear(NamedTuple):
    """A year from 1 April to 31 March; years can be ordered."""

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
    def year(self) -> "FinancialYear":
        """The financial year in which it ends: itself."""
        return self

    def quarter(self, number: int) -> "Quarter":
        """Return one of its four quarters, from 1."""
        return Quarter(self, number)

    def __str__(self) -> str:
        # As it is typed, for findings. Reports use the words of the house format.
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"


class Quarter(NamedTuple):
    """A quarter of a financial year, from 1 (April to June); quarters can be ordered."""

    year: FinancialYear
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        return _first_and_last_day(self)[0]

    @property
    def end(self) -> date:
        """Its last day."""
        return _first_and_last_day(self)[1]

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"


@cache
def _first_and_last_day(quarter: Quarter) -> tuple[date, date]:
    # The fourth is in the next calendar year.
    year, month = quarter.year.begins + quarter.number // 4, quarter.number * 3 % 12 + 1
    return date(year, month, 1), date(year, month + 2, 30 if quarter.number < 3 else 31)


class DateRange(NamedTuple):
    """A range of days, both included."""

    start: date
    end: date

    @property
    def year(self) -> FinancialYear:
        """The financial year in which it ends."""
        return FinancialYear(self.end.year - (self.end.month < 4))

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class YearRange(NamedTuple):
    """A range of financial years: the term of a plan."""

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

    def number_of_year(self, year: FinancialYear) -> int | None:
        """Return the number of a year in the term, from 1, or None if it is not in it."""
        inside = self.first <= year <= self.last
        return year.begins - self.first.begins + 1 if inside else None

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


Period = Quarter | FinancialYear | DateRange
"""A period that an update file can cover."""


class Basis(StrEnum):
    """The time that the figures of a period are counted over."""

    ALONE = "quarter"
    """The period alone."""
    TO_DATE = "year to date"
    """From the first day of the period's financial year to its last day."""
    ROLLING = "rolling twelve months"
    """The twelve months that end with the period."""
    AS_AT = "as at"
    """The position on the period's last day."""


def due_text(due: Period) -> str:
    """Return a due date as it is typed: a day, or a period."""
    is_day = isinstance(due, DateRange) and due.start == due.end
    return str(due.end if is_day else due)


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day is in."""
    year = FinancialYear(day.year - (day.month < 4))
    return year.quarter((day.month - 4) % 12 // 3 + 1)


def month_of(day: date) -> DateRange:
    """Return the month that a day is in."""
    last = monthrange(day.year, day.month)[1]
    return DateRange(day.replace(day=1), day.replace(day=last))


def file_stem(period: Period | str, stream: str = "") -> str:
    """Return the name of the file of a stream in a period, without extension: "2019-20-q4-force"."""
    return re.sub(r"[^a-z0-9]+", "-", f"{period} {stream}".strip().lower())


def quarters_of(first: date, last: date) -> Iterator[Quarter]:
    """Yield the quarters from that of one day to that of a later day, in order."""
    quarter, end = quarter_of(first), quarter_of(last)
    while quarter <= end:
        yield quarter
        year, number = quarter.year.begins, quarter.number
        quarter = FinancialYear(year + number // 4).quarter(number % 4 + 1)


PeriodSortKey = tuple[date, int]


def period_sort_key(period: Period) -> PeriodSortKey:
    """Return the sort key of a period: by end; a longer one follows its parts."""
    return period.end, (period.end - period.start).days


def parse_quarter(text: str) -> Quarter | None:
    """Parse a quarter ("2019/20 Q4"); return None for any other text."""
    match = _match_any(_QUARTERS, text)
    year = match and _year_of_halves(match["first"], match["last"])
    return Quarter(year, int(match["quarter"])) if match and year else None


def names_period(text: str, period: Period) -> bool | None:
    """Return whether a text names only one period, or None if it names none.

    A quarter without a year, “Q3”, is that of any year.
    """
    named = re.sub(r"\b(?:quarter|qtr)\.? ?(?=[1-4]\b)", "Q", text, flags=re.IGNORECASE)
    year, quarter = r"\b\d{4}[/-]\d{2}(?:\d{2})?(?![\d/-])", r"\b[Qq][1-4]\b"
    form = rf"{year} +\(?{quarter}|{quarter},? +{year}|{year}|{quarter}"
    names = [re.sub(r"[,(]", "", name) for name in re.findall(form, named)]
    number = f"Q{period.number}" if isinstance(period, Quarter) else ""
    same = (parse_period(n) == period or n.upper() == number for n in names)
    return all(same) if names else None


def parse_day(text: str) -> date | None:
    """Parse a day ("2020-09-04", "4 September 2020"); return None for any other text.

    Raise ValueError if the day does not exist.
    """
    if re.fullmatch(_DAY, text):
        return date.fromisoformat(text)
    months = load_locale("en-GB").months
    match = re.fullmatch(r"(\d{1,2}) +(\w+) +(\d{4})", text)
    if not match or match[2] not in months:
        return None
    return date(int(match[3]), months.index(match[2]) + 1, int(match[1]))


def parse_years(text: str) -> YearRange | None:
    """Parse years ("2017/18 to 2020/21", "2019/20"); return None for any other text."""
    if not (match := _match_any((_YEARS, _TERM), text.replace("–", "-"))):
        return None
    halves = match.groups()
    first, last = _year_of_halves(*halves[:2]), _year_of_halves(*halves[-2:])
    return YearRange(first, last) if first and last and first <= last else None


def parse_year(text: str) -> FinancialYear | None:
    """Parse a year ("2019/20"); return None for any other text."""
    match = _match_any((_YEAR,), text)
    return _year_of_halves(match["first"], match["last"]) if match else None


def parse_period(text: str) -> Period | None:
    """Parse a quarter, a year, a month, or dates ("2018-11-01 to 2019-05-01"); return None for any other text."""
    if period := parse_quarter(text) or parse_year(text):
        return period
    try:
        if start := parse_day(f"1 {text.strip()}"):
            return month_of(start)
        days = _match_any((_DATES,), text)
        start, end = map(date.fromisoformat, days.groups()) if days else (None, None)
    except ValueError:  # there are no such days
        return None
    return DateRange(start, end) if start and end and start <= end else None


def is_inconsistent(text: str) -> bool:
    """Return whether a text has the form of a period, but its years or days are not in order.

    For example "2019/21 Q4" or "2020/21 to 2017/18", which the schema accepts.
    """
    if parse_years(text) or parse_period(text):
        return False
    is_period = _match_any((*_QUARTERS, _DATES), text)
    return bool(is_period or _match_any((_TERM, _YEARS), text.replace("–", "-")))


def _match_any(forms: Iterable[str], text: str) -> re.Match[str] | None:
    matches = (re.fullmatch(form, text.strip()) for form in forms if text)
    return next(filter(None, matches), None)


def _year_of_halves(first: str, last: str) -> FinancialYear | None:
    """Return the year from its two halves, or None if they are not consecutive."""
    begins = int(first)
    follows = int(last) == (begins + 1) % 10 ** len(last)
    return FinancialYear(begins) if follows and 1000 <= begins < 9999 else None
