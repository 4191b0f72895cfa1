"""Financial years and their quarters: from text, to dates, in order.

The financial year of English and Welsh public bodies runs from 1 April to
31 March; "2019/20" begins in April 2019. What may be typed is decided here; the
words of a label come from the house format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from pccreport.house.phrases import Phrase

# Patterns as text: most runs meet one form, and re keeps what it has compiled.
_YEAR = r"(?P<first>\d{4})\s*[/\u2013-]\s*(?P<last>\d{4}|\d{2})"
_LATER = _YEAR.replace("<first", "<first2").replace("<last", "<last2")
_RANGE = rf"{_YEAR}\s*(?:to|[\u2013-])\s*{_LATER}"
_QUARTER = r"q(?:tr|uarter)?\.?\s*(?P<quarter>[1-4])"
_FORMS = (rf"{_YEAR}\s*,?\s*{_QUARTER}", rf"{_QUARTER}\s*,?\s*{_YEAR}")


class FinancialYear(NamedTuple):
    """A year from 1 April of `start` to 31 March of the next. Years are ordered."""

    start: int

    def quarter(self, number: int) -> Quarter:
        """One of its four quarters, from 1."""
        return Quarter(self, number)


class Quarter(NamedTuple):
    """A quarter of a financial year, from 1 (April to June). Quarters are ordered."""

    year: FinancialYear
    number: int

    def __str__(self) -> str:
        # For findings, in the form that is asked for. Reports use the house's words.
        return f"{self.year.start}/{(self.year.start + 1) % 100:02d} Q{self.number}"


class Years(NamedTuple):
    """Financial years in a row: the term of a plan."""

    first: FinancialYear
    last: FinancialYear

    @property
    def length(self) -> int:
        """How many years they are."""
        return self.last.start - self.first.start + 1

    def number_of(self, year: FinancialYear) -> int | None:
        """Which year of the term it is, from 1; None outside."""
        inside = self.first <= year <= self.last
        return year.start - self.first.start + 1 if inside else None


def read_quarter(text: str) -> Quarter | None:
    """The quarter that a text names ("2019/20 Q4"), or None."""
    for form in _FORMS:
        if found := re.fullmatch(form, text.strip(), re.IGNORECASE):
            year = _year(found["first"], found["last"])
            return year and Quarter(year, int(found["quarter"]))
    return None


def read_years(text: str) -> Years | None:
    """The years that a text names ("2017/18 to 2020/21", "2019/20"), or None."""
    if found := re.fullmatch(_RANGE, text.strip(), re.IGNORECASE):
        first = _year(found["first"], found["last"])
        last = _year(found["first2"], found["last2"])
        return Years(first, last) if first and last and first <= last else None
    if found := re.fullmatch(_YEAR, text.strip()):
        year = _year(found["first"], found["last"])
        return year and Years(year, year)
    return None


def out_of_step(text: str) -> bool:
    """Whether a text has the form of a period and its years do not follow.

    "2019/21 Q4", "2020/21 to 2017/18": the schema sees only the form.
    """
    typed = text.strip()
    if read_quarter(typed) or read_years(typed):
        return False
    forms = (*_FORMS, _YEAR, _RANGE)
    return any(re.fullmatch(form, typed, re.IGNORECASE) for form in forms)


def _year(first: str, last: str) -> FinancialYear | None:
    """The year from its two halves; None when they are not one after the other."""
    start = int(first)
    follows = int(last) == (start + 1) % 10 ** len(last)
    return FinancialYear(start) if follows and start >= 1000 else None


def year_label(year: FinancialYear, phrases: Mapping[str, Phrase]) -> str:
    """How the house says a year: "2019/20"."""
    last = f"{(year.start + 1) % 100:02d}"
    return phrases["year"].fill({"first": str(year.start), "last": last})


def quarters_label(numbers: tuple[int, ...], phrases: Mapping[str, Phrase]) -> str:
    """How the house says some quarters of a year: "Q1", "Q1-Q3", "Q1, Q3"."""
    names = {n: phrases["quarter"].fill({"quarter": str(n)}) for n in numbers}
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        ends = {"first": names[run[0]], "last": names[run[-1]]}
        runs.append(
            phrases["quarter_range"].fill(ends) if len(run) > 1 else names[run[0]]
        )
    return phrases["quarter_list"].text.join(runs)
