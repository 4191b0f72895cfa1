"""The periods and days in options."""

from contextlib import suppress
from datetime import date

from pccreport.model import periods
from pccreport.model.periods import Period, parse_quarter
from pccreport.model.settings import parse_reporting_period, parse_year_or_quarter
from pccreport.report.scope import PeriodOverride
from pccreport.source.command_error import USAGE, CommandError

_QUARTER, _YEAR = "use a quarter like 2019/20 Q4", "a year like 2019/20"


def parse_period(value: str) -> Period | None:
    """Return the period of an option, or None for "". Raise CommandError if it is not one."""
    period = periods.parse_period(value)
    advice = f"{_QUARTER}, {_YEAR}, or a month like May 2019"
    _require_parsed(value, period, "a quarter, a year or a month", advice)
    return period


def parse_period_options(period: str, since: str, until: str) -> PeriodOverride:
    """Return the periods of the options. Raise CommandError if one of them is not a period."""
    covered, last = parse_reporting_period(period), parse_quarter(until)
    first = parse_year_or_quarter(since)
    advice = f"{_QUARTER}, {_YEAR}, or plan"
    _require_parsed(period, covered, "a recognised period", advice)
    _require_parsed(until, last, "a quarter", _QUARTER)
    _require_parsed(since, first, "a quarter or a year", f"{_QUARTER}, or {_YEAR}")
    return PeriodOverride(covered, first, last)


def parse_day(value: str) -> date | None:
    """Return the date of an option, or None for "". Raise CommandError if it is not a date."""
    day = None
    with suppress(ValueError):  # no such day
        day = periods.parse_day(value)
    _require_parsed(value, day, "a date", "write it like this: 2020-09-04")
    return day


def _require_parsed(value: str, parsed: object, kind: str, advice: str) -> None:
    """Raise CommandError if a value of an option is not of a kind."""
    if value and parsed is None:
        raise CommandError(f"“{value}” is not {kind}", USAGE, advice)
