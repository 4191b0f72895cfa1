"""A text has a date that is in no calendar."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import find_impossible_dates
from pccreport.rules.context import ProjectContext

RULE = rule("impossible-date")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such date."""
    for _, span, typed in written.found(RULE.name, find_impossible_dates):
        message = f"there is no “{typed}” in the calendar"
        yield RULE.finding(message, span, "correct the date")
