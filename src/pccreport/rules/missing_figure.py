"""A measure of the report has no figure for its period."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ReportContext

RULE = rule("missing-figure")


def check(assembled: ReportContext) -> Findings:
    """Yield a finding for each, with the areas that have none."""
    report = assembled.report
    rows = [row for each in report.measures.values() for row in each.rows()]
    for measure in report.plan.measures:
        if measure.aim not in report.numbers():
            continue
        given = {r.area for r in rows if r.measure is measure and r.current}
        lacks = [area for area in measure.areas or ("",) if area not in given]
        if not lacks:
            continue
        of_areas = f" of {', '.join(lacks)}" if measure.areas and given else ""
        until = report.scope.until
        message = f"“{measure.title}” has no public figure{of_areas} for {until}"
        way_out = (
            f"add {measure.key}: under measures: in a file of that period, or withheld:"
            " with the reason"
        )
        yield RULE.finding(message, measure.origin.key.span, way_out)
