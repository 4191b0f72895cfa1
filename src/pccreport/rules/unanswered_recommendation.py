"""A recommendation is to be answered by the meeting, and no update does."""

from pccreport.findings.registry import Findings, rule
from pccreport.model.period_labels import LabelFormatter
from pccreport.rules.context import ReportContext

RULE = rule("unanswered-recommendation")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each such recommendation of the plan."""
    labels = LabelFormatter(context.project.house)
    meeting = context.report.settings.meeting
    for recommendation, answered in context.report.requests:
        if answered is None and recommendation.answer_by <= meeting:
            by = labels.day("period_date", recommendation.answer_by)
            message = f"the panel’s recommendation was to be answered by {by}, and no printed update does"
            way_out = f"add answers: {recommendation.key} to the update that answers it"
            yield RULE.finding(message, recommendation.origin.span, way_out)
