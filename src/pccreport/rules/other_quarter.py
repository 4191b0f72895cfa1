"""A text was written for another quarter, or before its own was over."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.own_period import OwnPeriod, find_own_periods
from pccreport.language.plans import find_past_plans, find_wrong_seasons
from pccreport.model.periods import Period, Quarter, parse_quarter
from pccreport.rules.context import ProjectContext

RULE = rule("other-quarter")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each plan that is over, season that is far and period that is another."""
    language = written.project.language
    for update, text, public in written.project.texts():
        if not public:
            continue
        days = update.period.start, update.period.end
        spans = [
            *find_past_plans(text.text, *days, language),
            *find_wrong_seasons(text.text, *days, language),
        ]
        own = find_own_periods(text.text, language)
        spans += [each[:2] for each in own if _is_another(each, update.period)]
        for start, end in spans:
            words = " ".join(text.text[start:end].split())
            message = f"“{words}” does not fit {update.period}, the period of this file"
            way_out = "say what has happened, or correct the time"
            yield RULE.finding(message, text.span(start, end), way_out)


def _is_another(found: OwnPeriod, period: Period) -> bool:
    """Return whether a period is not that of a file; a year's file has all its quarters."""
    if found.months is None:
        quarter = parse_quarter(found.quarter)
        return quarter is None or not period.start <= quarter.start <= period.end
    months = period.start.month, period.end.month
    is_other = isinstance(period, Quarter) and found.months != months
    return is_other or found.year not in (0, period.start.year, period.end.year)
