"""There is no day to spare before a deadline of the panel, or it has passed."""

from functools import partial

from pccreport.findings.finding import WARNING, Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.holidays import Calendar
from pccreport.model.period_labels import LabelFormatter
from pccreport.report.status import deadlines_of
from pccreport.rules.context import ProjectContext
from pccreport.source import fields


def deadline(kind: Rule, context: ProjectContext) -> Findings:
    """Yield at most one finding: a deadline is missed, or met without a day to spare.

    The report is given in on the day of the sign-off, or today if that is another day.
    """
    settings, house = context.project.settings, context.project.house
    if settings is None or not (context.day or settings.sign_off.name):
        return  # there is no day to count from
    signed, meeting = settings.sign_off.date, settings.meeting
    day, calendar = context.day or signed, Calendar()
    deadlines = deadlines_of(house, meeting, calendar)
    if not deadlines or (day > meeting and day != signed):
        return  # a meeting that is over has no deadlines
    at, number = settings.annotate("meeting"), house.locale.number
    on = partial(LabelFormatter(house).day, "period_date")
    days = calendar.clear_days(day, meeting)
    if days is None or not all(each.last for each in deadlines):
        message = f"the deadlines cannot be worked out: bank holidays are only known up to {on(calendar.last)}"
        way_out = "count the clear working days of your panel’s rule yourself"
        yield kind.finding(message, at.span, way_out)
        return
    way_out = "your panel’s rule: " + ", ".join(
        f"{each.name} by {on(each.last)} ({number(each.clear)} clear working days)"
        for each in deadlines
        if each.last
    )
    is_signed, related = day == signed, tuple[Annotation, ...]()
    least = (deadlines[0] if is_signed else deadlines[-1]).clear
    if days > least or (days == least and not is_signed):
        return
    is_met = days == least
    left = f"{number(days) if days else 'no'} clear working day{'s' * (days != 1)}"
    message = f"from {on(day)} to the meeting on {on(meeting)}: {left}"
    typed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
    if is_signed:
        related = (at._replace(text="the meeting"),)
        at = Annotation(typed.span) if typed else settings.annotate("sign_off")
    severity = None if is_met else WARNING
    yield kind.finding(message, at.span, way_out, related, severity=severity)
