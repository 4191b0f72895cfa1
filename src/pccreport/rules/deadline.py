"""There is no day to spare before a deadline of the panel, or it has passed."""

from functools import partial

from pccreport.findings.finding import WARNING
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
        needs = " and ".join(
            f"{number(each.clear)} to {each.name}" for each in deadlines
        )
        message = f"the deadlines cannot be worked out: bank holidays are only known up to {on(calendar.last)}"
        way_out = f"count the clear working days yourself: your panel’s rule is {needs}"
        yield kind.finding(message, at.span, way_out)
        return
    way_out = "your panel’s rule: " + ", ".join(
        f"{each.name} by {on(each.last)} ({number(each.clear)} clear working days)"
        for each in deadlines
        if each.last
    )
    left = f"{number(days) if days else 'no'} clear working day{'s' * (days != 1)}"
    left = f"only {left}" if days else left
    if day != signed:
        if days < deadlines[-1].clear:
            message = f"from {on(day)} there {'is' if days == 1 else 'are'} {left} before the meeting"
            yield kind.finding(message, at.span, way_out, severity=WARNING)
    elif days <= deadlines[0].clear:
        is_met = days == deadlines[0].clear
        left = left.replace("only", "exactly") if is_met else left
        months = house.locale.months
        off = calendar.holidays_between(day, meeting)
        named = " and ".join(f"{each.day} {months[each.month - 1]}" for each in off)
        kinds = "was a bank holiday" if len(off) == 1 else "were bank holidays"
        message = f"signed {on(signed)}, meeting {on(meeting)}: {left}"
        message += f" ({named} {kinds})" if off else ""
        typed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
        place = typed.span if typed else settings.annotate("sign_off").span
        related = (at._replace(text="the meeting"),)
        severity = None if is_met else WARNING
        yield kind.finding(message, place, way_out, related, severity=severity)
