"""A report's period, beginning and end do not go together, or not with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.model.project import Project
from pccreport.report import scope
from pccreport.source.diagnostic import ERROR, Diagnostic

RULE = "report-period"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at each of report.yaml's periods that cannot be."""
    if settings := project.settings:
        for key, message, way_out in scope.faults(settings, project.plan):
            at = settings.place(key)
            yield Diagnostic(RULE, ERROR, message, at, help=way_out)
