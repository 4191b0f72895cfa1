"""A report that would say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.report.tree import Report
from pccreport.source.diagnostic import ERROR, Diagnostic

RULE = "empty-report"


def check(report: Report, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """One finding, at the period reported on, when no update is in scope."""
    if not report.cells():
        scope, settings = report.scope, report.settings
        message = (
            f"there is no public update for priority {report.priority.number}"
            f" from {scope.first} to {scope.until}"
        )
        way_out = "write updates for these quarters, or choose another period"
        yield Diagnostic(RULE, ERROR, message, settings.place("period"), help=way_out)
