"""A measure of the report has no figure for its period."""

from __future__ import annotations

from collections import defaultdict

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ReportContext

RULE = rule("missing-figure")


def check(assembled: ReportContext) -> Findings:
    """Yield a finding for each, with the areas that have none."""
    report = assembled.report
    until = report.scope.until
    kept = {
        value.about_key
        for update in assembled.project.updates
        if update.period.end == until.end
        for value in update.measures
        if not value.public
    }
    rows = defaultdict(list)
    for row in (row for each in report.measures.values() for row in each.rows()):
        rows[row.measure.key].append(row)
    aims = report.numbers()
    for measure in report.plan.measures:
        own = rows[measure.key]
        given = {row.area for row in own if row.current}
        lacks = [area for area in measure.areas or ("",) if area not in given]
        is_kept = {(measure.key, area) for area in lacks} <= kept
        if measure.aim not in aims or not lacks or (is_kept and not own):
            continue
        of_areas = f" of {', '.join(lacks)}" if measure.areas and given else ""
        message = f"“{measure.title}” has no public figure{of_areas} for {until}"
        way_out = (
            f"add {measure.key}: under measures: in a file of that period, or withheld:"
            " with the reason"
        )
        if is_kept:
            way_out = "write withheld: with the reason, so that it is printed in place of “Not given”"
        yield RULE.finding(message, measure.origin.key.span, way_out)
