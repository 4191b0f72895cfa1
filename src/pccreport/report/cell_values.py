"""The figures and the days that the words of cells are, and sums of figures."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pccreport.language.calendar.dates import find_dates
from pccreport.language.wordlists import find_pattern
from pccreport.model.periods import parse_period

_SIGN = r"\+|(?P<less>[−-]|\((?=.*\)$))"
_FIGURE = rf"(?:{_SIGN})?(?P<unit>[^\w\s()]?)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after> ?(?:%|[A-Za-z]*))\)?"
_SIZES = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


def is_figure(text: str) -> bool:
    """Return whether a text is a figure with a sign and a unit ("-£1.2m"), or a dash for none."""
    return text == "–" or re.fullmatch(_FIGURE, text) is not None


def number_in(text: str) -> float | None:
    """Return the number that a text begins with ("£1.2m of £3m"), or None."""
    if not (found := re.match(_FIGURE, text)):
        return None
    size = _SIZES.get(found["after"].strip().lower(), 1)
    return float(found["digits"].replace(",", "")) * (-size if found["less"] else size)


def total_of(texts: Sequence[str], heading: str) -> str:
    """Return the sum of some figures in one unit, or ""; percentages and other shares have none."""
    found = [re.fullmatch(_FIGURE, text) for text in texts]
    figures = [match for match in found if match]
    units = {match.group("unit", "after") for match in figures}
    if len(figures) < len(texts) or len(units) != 1:
        return ""
    # A budget share in pounds is a sum of money, an average is none in any unit.
    is_share = find_pattern("sums", "shares").search("".join(*units) or heading)
    if is_share or find_pattern("sums", "averages").search(heading):
        return ""
    signed = ("-" * bool(m["less"]) + m["digits"].replace(",", "") for m in figures)
    total, ((unit, after),) = sum(map(Decimal, signed), Decimal()), units
    sign = "-" if total < 0 else "+" if any("+" in text for text in texts) else ""
    return f"{sign}{unit}{abs(total):,f}{after}"


def day_in(text: str) -> date | None:
    """Return the last day of the period or the date that a text is, or of its first date, or None."""
    period, dates = parse_period(text), find_dates(text)
    first = dates[0].first_day if dates else None
    if period or first is None:
        return period and period.end
    last = monthrange(first.year, first.month)[1]
    return first if dates[0].day else first.replace(day=last)
