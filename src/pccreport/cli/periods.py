"""The periods of a command line."""

from __future__ import annotations

from pccreport.model.periods import FinancialYear, Quarter, parse_quarter
from pccreport.model.settings import parse_reporting_period, parse_year_or_quarter
from pccreport.report.scope import PeriodOverride
from pccreport.source.command_error import USAGE, CommandError


def parse_period(typed: str) -> Quarter | FinancialYear | None:
    """Return the period of an option, or None for ""; raise CommandError if it is none."""
    period = parse_year_or_quarter(typed)
    if typed and period is None:
        message = f"“{typed}” is not a quarter or a year"
        way_out = "write it with its year, like 2019/20 Q4"
        raise CommandError(message, USAGE, way_out)
    return period


def parse_period_options(period: str, since: str, until: str) -> PeriodOverride:
    """Return the period that the options ask for; raise CommandError if one of them is not a period."""
    on = parse_reporting_period(period)
    beginning = parse_year_or_quarter(since)
    end = parse_quarter(until)
    if period and on is None:
        way_out = (
            "use a quarter with its year, like 2019/20 Q4, a year like 2019/20, or plan"
        )
        raise CommandError(
            f"“{period}” is not a period a report can cover", USAGE, way_out
        )
    if since and beginning is None:
        way_out = "use a year like 2018/19, or a quarter like 2018/19 Q2"
        raise CommandError(f"“{since}” is not a year or a quarter", USAGE, way_out)
    if until and end is None:
        way_out = "use a quarter like 2019/20 Q4"
        raise CommandError(f"“{until}” is not a quarter", USAGE, way_out)
    return PeriodOverride(on, beginning, end)
