"""A promise is due by the end of the report, and no later update is on it."""

from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import due_text
from pccreport.rules.context import ReportContext

RULE = rule("overdue-promise")


def check(context: ReportContext) -> Findings:
    """Yield a finding at the `due:` of each such promise."""
    report = context.report
    for promise in report.promises:
        if promise.is_due(report.scope.last):
            due, name = due_text(promise.due), promise.item.id
            message = f"this was due {due}, and nothing has been said of it since {promise.period}"
            way_out = (
                f"add continues: {name} to the update that says what became of it, or"
                if name
                else "say what became of it in the same stream: give this an id:, and that"
                " update continues: with it; or"
            )
            way_out += " revise it with a later due:, or withdraw it with the reason"
            yield RULE.finding(message, promise.item.span_of("due"), way_out)
