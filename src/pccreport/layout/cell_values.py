"""The figures and the days that the words of cells are, and sums of figures."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from pccreport.language.calendar.dates import find_dates
from pccreport.model.periods import parse_due

_MINUS = r"[−-]|\((?=.*\)$)"
_FIGURE = rf"(\+|{_MINUS})?([^\w\s()]?)(\d[\d,]*(?:\.\d+)?)( ?(?:%|[A-Za-z]*))\)?"
"""A sign or a bracket for less than nothing, that of a currency, the digits, and a unit."""


def figure_in(text: str) -> tuple[Decimal, str] | None:
    """Return the figure that a text is, and what is around it ("£{}m"), or None."""
    if not (match := re.fullmatch(_FIGURE, text.strip())):
        return None
    sign, before, typed, after = match.groups()
    number = Decimal(typed.replace(",", ""))
    return number if sign in (None, "+") else -number, f"{before}{{}}{after}"


def total_of(texts: Sequence[str]) -> str:
    """Return the sum of some figures, or ""; percentages and different units are not added up."""
    figures = [figure for text in texts if (figure := figure_in(text))]
    forms = {form for _, form in figures}
    if len(figures) < len(texts) or len(forms) != 1 or "%" in "".join(forms):
        return ""
    total = sum((number for number, _ in figures), Decimal())
    sign = "-" if total < 0 else "+" if any("+" in text for text in texts) else ""
    return sign + forms.pop().replace("{}", f"{abs(total):,f}")


def day_in(text: str) -> date | None:
    """Return the last day of the period or the date that a text is, or of its first date, or None."""
    dates = find_dates(text)
    for typed in (text.strip(), *(text[d.start : d.end] for d in dates[:1])):
        with suppress(ValueError):  # there is no such day
            if period := parse_due(typed):
                return period.end
    return dates[0].first if dates else None
