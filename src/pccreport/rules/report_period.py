"""A report's period, beginning and end do not go together, or not with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.report import scope
from pccreport.rules.context import ProjectContext

RULE = rule("report-period")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """A finding at each of report.yaml's periods that cannot be."""
    project = written.project
    if settings := project.settings:
        for key, message, way_out in scope.scope_problems(settings, project.plan):
            yield RULE.finding(message, settings.place(key), way_out)
