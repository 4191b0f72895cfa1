"""A report without any text to print."""

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ReportContext

RULE = rule("empty-report")


def check(context: ReportContext) -> Findings:
    """One finding, at the period reported on, when no update is in scope.

    A project without any update is not begun, which is no mistake.
    """
    report = context.report
    begun = any(cell.entries for _, cell in context.project.cells())
    is_empty = not report.cells()
    is_empty = is_empty and not any(m.has_news() for m in report.measures.values())
    # Without streams there is no place for an update, and that is a finding itself.
    if begun and context.project.has_streams() and is_empty:
        scope, settings = report.scope, report.settings
        on = f" for priority {number}" if (number := report.priority.number) else ""
        message = f"there is no public update{on} from {scope.first} to {scope.until}"
        way_out = "add updates for these quarters, or choose another period"
        yield RULE.finding(message, settings.annotate("period"), way_out)
