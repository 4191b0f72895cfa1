"""What is owed: an outcome of an award, what became of a promise, an answer to a recommendation."""

from collections.abc import Iterable

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import due_text
from pccreport.model.project import all_of
from pccreport.model.update import Entry, UpdateItem
from pccreport.rules.context import ReportContext


def overdue_promise(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at the `due:` of each promise that is due and still open."""
    report = context.report
    for promise in (p for p in report.promises if p.is_due(report.scope.newest)):
        later = promise.mention
        name, related = promise.item.id, tuple[Annotation, ...]()
        way_out = f"add {'' if name else 'id: here, and '}continues: {name or 'with that id'} to the update that reports on this"
        what = "no later update continues it"
        if later:
            what = f"the update for {later.period} may say that it was not done"
            way_out = "if it was done, say so without “not” or a similar word"
            related = (Annotation(later.item.text.origin.span, "the later update"),)
        message = f"this was due by {due_text(promise.due)}, and {what}"
        way_out += "; otherwise, give this a later due:, or withdrawn: and the reason"
        yield kind.finding(message, promise.item.span_of("due"), way_out, related)


def unanswered_recommendation(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each recommendation of the plan that is to be answered by the meeting."""
    labels = LabelFormatter(context.project.house)
    meeting = context.report.settings.meeting
    for recommendation, answered in context.report.requests:
        if answered is None and recommendation.answer_by <= meeting:
            by = labels.day("period_date", recommendation.answer_by)
            message = f"the panel’s recommendation was to be answered by {by}, but no printed update is marked as the answer"
            way_out = f"add answers: {recommendation.key} to the update that answers it"
            yield kind.finding(message, recommendation.origin.span, way_out)


def funding_no_outcome(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each update with an award and no outcome.

    An outcome can be its own, one of its points', or that of a later update that continues it. An
    outcome for all the points together counts for each.
    """
    entries = (entry for period in context.report.periods() for entry in period.entries)
    items = [entry for entry in entries if isinstance(entry, UpdateItem)]
    named = (item for item in all_of(items, UpdateItem) if item.continues)
    later = {item.continues for item in named if _has_outcome(item)}
    yield from _without_outcome(kind, items, later)


def _without_outcome(kind: Rule, entries: Iterable[Entry], later: set[str]) -> Findings:
    for entry in entries:
        if not isinstance(entry, UpdateItem) or entry.outcome or entry.id in later:
            continue
        if entry.award and not _has_outcome(entry):
            message = "this award has no outcome"
            way_out = "add outcome: with what it achieved, or what is expected and when"
            yield kind.finding(message, entry.text.origin.span, way_out)
        else:
            yield from _without_outcome(kind, entry.points, later)


def _has_outcome(item: UpdateItem) -> bool:
    return any(point.outcome for point in all_of((item,), UpdateItem))
