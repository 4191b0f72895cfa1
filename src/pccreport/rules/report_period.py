"""A report's period, beginning and end do not go together, or not with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.report import scope
from pccreport.rules.context import Written
from pccreport.rules.rule import Rule

RULE = Rule("report-period", settable=False)


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each of report.yaml's periods that cannot be."""
    project = written.project
    if settings := project.settings:
        for key, message, way_out in scope.faults(settings, project.plan):
            at = settings.place(key)
            yield RULE.finding(message, at, way_out)
