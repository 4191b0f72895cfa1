"""The meeting or the sign-off is before the end of the quarter reported on."""

from pccreport.findings.registry import Findings, rule
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import Quarter, parse_quarter
from pccreport.rules.context import ProjectContext
from pccreport.source import fields

RULE = rule("date-before-period")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each of the two dates of report.yaml that is too early.

    For a period from the command line, the dates of report.yaml are those of another meeting.
    """
    settings, label = context.project.settings, LabelFormatter(context.project.house)
    last = settings and (settings.until or settings.period)
    if settings is None or not isinstance(last, Quarter):
        return
    written_periods = (fields.text(settings.origin, key) for key in ("until", "period"))
    if last not in map(parse_quarter, written_periods):
        return
    signed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
    dates = [("the meeting", settings.meeting, settings.annotate("meeting").span)]
    if signed:
        dates.append(("the sign-off", settings.sign_off.date, signed.span))
    ends = label.day("period_date", last.end)
    for name, day, span in dates:
        if day < last.end:
            on = f"{name} on {label.day('period_date', day)}"
            message = f"{on} is before the end of the quarter reported on, {ends}"
            yield RULE.finding(message, span, "correct this date or the period")
