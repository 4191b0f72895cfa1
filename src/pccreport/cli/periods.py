"""The periods in options."""

from __future__ import annotations

import re
from pathlib import Path

from pccreport.model.periods import FinancialYear, Quarter, parse_quarter
from pccreport.model.settings import parse_reporting_period, parse_year_or_quarter
from pccreport.pipeline.load import read_folder, read_report
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.scope import PeriodOverride
from pccreport.source.command_error import USAGE, CommandError


def parse_period(value: str, project: Path) -> Quarter | FinancialYear | None:
    """Return the period of an option, or None for "". Raise CommandError if it is not one.

    The advice for a quarter without a year has the year of the project's report.
    """
    period = parse_year_or_quarter(value)
    if value and period is None:
        message = f"“{value}” is not a quarter or a year"
        advice = "write it with its year, like 2019/20 Q4"
        quarter = re.fullmatch(r"[Qq]([1-4])", value.strip())
        if quarter and (year := _year_of(project)):
            advice = f"write it with its year: {year} Q{quarter[1]}"
        raise CommandError(message, USAGE, advice)
    return period


def _year_of(project: Path) -> str:
    """Return the year of a project's report, or "" if it has none."""
    folder, report = choose_report(project)
    settings = read_report(read_folder(folder)[0], report)[0].settings
    match settings and settings.period:
        case Quarter(year=year) | (FinancialYear() as year):
            return str(year)
        case _:
            return ""


def parse_period_options(period: str, since: str, until: str) -> PeriodOverride:
    """Return the periods of the options. Raise CommandError if one of them is not a period."""
    reporting_period = parse_reporting_period(period)
    start = parse_year_or_quarter(since)
    end = parse_quarter(until)
    if period and reporting_period is None:
        advice = (
            "use a quarter with its year, like 2019/20 Q4, a year like 2019/20, or plan"
        )
        raise CommandError(
            f"“{period}” is not a period a report can cover", USAGE, advice
        )
    if since and start is None:
        advice = "use a year like 2018/19, or a quarter like 2018/19 Q2"
        raise CommandError(f"“{since}” is not a year or a quarter", USAGE, advice)
    if until and end is None:
        advice = "use a quarter like 2019/20 Q4"
        raise CommandError(f"“{until}” is not a quarter", USAGE, advice)
    return PeriodOverride(reporting_period, start, end)
