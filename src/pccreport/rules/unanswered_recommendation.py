"""An answer to the panel is due by the meeting, and no update gives it."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.model.period_labels import LabelFormatter
from pccreport.rules.context import ReportContext

RULE = rule("unanswered-recommendation")


def check(assembled: ReportContext) -> Findings:
    """Yield a finding at each such recommendation of the plan."""
    labels = LabelFormatter(assembled.project.house)
    meeting = assembled.report.settings.meeting
    for asked, answered in assembled.report.requests:
        if answered is None and asked.answer_by <= meeting:
            by = labels.day("period_date", asked.answer_by)
            message = f"the panel’s recommendation was to be answered by {by}, and no printed update does"
            way_out = f"add answers: {asked.key} to the update that answers it"
            yield RULE.finding(message, asked.origin.span, way_out)
