"""A measure of the report has no figure for its period."""

from collections import defaultdict

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ReportContext

RULE = rule("missing-figure")


def check(context: ReportContext) -> Findings:
    """Yield a finding for each such measure, with the areas without a figure."""
    report = context.report
    until = report.scope.last
    private_figures = {
        value.about_key
        for update in context.project.updates
        if update.period.end == until.end
        for value in update.measures
        if not value.public
    }
    rows = defaultdict(list)
    for row in (row for table in report.measures.values() for row in table.rows()):
        rows[row.measure.key].append(row)
    aims = report.numbers()
    for measure in report.plan.measures:
        if measure.aim not in aims:
            continue
        measure_rows, at = rows[measure.key], measure.origin.key.span
        given = {row.area for row in measure_rows if row.current}
        areas = measure.areas or ("",)
        missing = [area for area in areas if area not in given]
        private = [area for area in missing if (measure.key, area) in private_figures]
        absent = [area for area in missing if area not in private]
        if absent:
            of_areas = f" of {', '.join(absent)}" if absent != [*areas] else ""
            message = f"“{measure.title}” has no figure{of_areas} for {until}"
            way_out = (
                f"add {measure.key}: under measures: in a file of that period, or withheld:"
                " with the reason"
            )
            yield RULE.finding(message, at, way_out)
        if private and measure_rows:
            of_areas = f" of {', '.join(private)}" if private != [*areas] else ""
            printed = context.project.house.measures["missing"].text
            message = f"the figure of “{measure.title}”{of_areas} for {until} is not public, and its table says “{printed}”"
            way_out = "write withheld: with the reason, so that this is printed instead"
            yield RULE.finding(message, at, way_out)
