"""A promise is due by the end of the report, and still open."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import due_text
from pccreport.report.promises import Statement, later_statements
from pccreport.rules.context import ReportContext

RULE = rule("overdue-promise")


_OTHERWISE = " revise it with a later due:, or withdraw it with the reason"


def check(context: ReportContext) -> Findings:
    """Yield a finding at the `due:` of each such promise."""
    report, updates = context.report, context.project.updates
    due = [each for each in report.promises if each.is_due(report.scope.last)]
    for promise, later, is_alike in later_statements(due, updates, report.scope.last):
        message, way_out = _words(promise, later, is_alike=is_alike)
        message = f"this was due {due_text(promise.due)}, and {message}"
        related = later and Annotation(later.item.text.origin.span, "the later update")
        yield RULE.finding(
            message,
            promise.item.span_of("due"),
            way_out + _OTHERWISE,
            (related,) if related else (),
        )


def _words(
    promise: Statement, later: Statement | None, *, is_alike: bool
) -> tuple[str, str]:
    """Return what is wrong with a promise, and what to do; words that are alike are a question."""
    if later and not is_alike:
        message = f"the update of {later.period} may say that it was not kept"
        return message, "if it was kept, say so without “not” or a word like it, or"
    message = "no later update continues it"
    if later:
        message += f": does the one of {later.period} say what became of it?"
    if name := promise.item.id:
        return (
            message,
            f"add continues: {name} to the update that says what became of it, or",
        )
    way_out = "give this an id:, and the update that says what became of it continues: with it; or"
    return message, way_out
