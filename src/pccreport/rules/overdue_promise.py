"""A promise is due by the end of the report, and still open."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import due_text
from pccreport.report.promises import later_statements
from pccreport.rules.context import ReportContext

RULE = rule("overdue-promise")


def check(context: ReportContext) -> Findings:
    """Yield a finding at the `due:` of each such promise; words that are alike are a question."""
    report, updates = context.report, context.project.updates
    due = [each for each in report.promises if each.is_due(report.scope.last)]
    for promise, later, is_alike in later_statements(due, updates, report.scope.last):
        name = promise.item.id
        named = f"continues: {name}" if name else "an id: here, and continues: with it"
        way_out = f"add {named} to the update that says what became of it"
        what = "no later update continues it"
        for statement in later:
            what += f": does the one of {statement.period} say what became of it?"
            if not is_alike:
                what = f"the update of {statement.period} may say that it was not kept"
                way_out = "if it was kept, say so without “not” or a word like it"
        message = f"this was due {due_text(promise.due)}, and {what}"
        way_out += ", or revise this with a later due:, or withdraw it with the reason"
        spans = (statement.item.text.origin.span for statement in later)
        related = tuple(Annotation(span, "the later update") for span in spans)
        yield RULE.finding(message, promise.item.span_of("due"), way_out, related)
