"""There is no day to spare before a deadline of the panel, or it has passed."""

from datetime import date
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.settings import ReportSettings
from pccreport.report.deadlines import Deadline, deadlines_of
from pccreport.rules.context import ProjectContext
from pccreport.source import fields

RULE = rule("deadline")


class _DeadlineCase(NamedTuple):
    """A report, the day it is sent or checked, and its deadlines in order of time."""

    settings: ReportSettings
    house: HouseFormat
    calendar: Calendar
    day: date
    deadlines: tuple[Deadline, ...]

    def date(self, day: date) -> str:
        """Return a day as it is printed."""
        return LabelFormatter(self.house).day("period_date", day)

    def number(self, count: int) -> str:
        """Return a number in words."""
        return self.house.locale.number(count) if count else "no"

    def days(self, count: int, kind: str) -> str:
        """Return a number of days of a kind."""
        return f"{self.number(count)} {kind} day{'' if count == 1 else 's'}"

    def rule(self) -> str:
        """Return every deadline with its date."""
        return "your panel’s rule: " + ", ".join(
            f"{d.name} by {self.date(d.last)} ({self.number(d.clear)} clear working days)"
            for d in self.deadlines
            if d.last
        )


def check(context: ProjectContext) -> Findings:
    """Yield at most one finding: a deadline is missed, or met without a day to spare.

    If today is not the sign-off date, the finding has the number of days left.
    """
    settings, house = context.project.settings, context.project.house
    if settings is None or not (context.day or settings.sign_off.name):
        return  # there is no day to count from
    signed, meeting = settings.sign_off.date, settings.meeting
    day, calendar = context.day or signed, Calendar()
    deadlines = deadlines_of(house, meeting, calendar)
    if not deadlines or (day > meeting and day != signed):
        return  # a meeting that is over has no deadlines
    case = _DeadlineCase(settings, house, calendar, day, deadlines)
    days = calendar.clear_days(day, meeting)
    if days is None or any(deadline.last is None for deadline in deadlines):
        yield _unknown(case)
    elif day != signed:
        yield _left(case, days)
    elif days <= deadlines[0].clear:
        yield _tight(case, days)


def _tight(case: _DeadlineCase, days: int) -> Diagnostic:
    """Return the finding for a sign-off without a day to spare before the first deadline."""
    signed, meeting, first = case.day, case.settings.meeting, case.deadlines[0]
    exact = days == first.clear
    how = "exactly " if exact else "only "
    message = (
        f"signed {case.date(signed)}, meeting {case.date(meeting)}:"
        f" {how if days else ''}{case.days(days, 'clear working')}{_holidays(case)}"
    )
    way_out = (
        f"your panel’s rule is to {first.name} {case.number(first.clear)} clear working days"
        " before the meeting, so there is no day to spare"
    )
    typed = fields.scalar(fields.submapping(case.settings.origin, "sign_off"), "date")
    at = typed.span if typed else case.settings.annotate("sign_off")
    related = (case.settings.annotate("meeting")._replace(text="the meeting"),)
    severity = None if exact else WARNING
    way_out = way_out if exact else case.rule()
    return RULE.finding(message, at, way_out, related, severity=severity)


def _left(case: _DeadlineCase, days: int) -> Diagnostic:
    """Return the finding with the days left to the next deadline; a warning if all are missed."""
    at = case.settings.annotate("meeting").span
    looked = case.date(case.day)
    coming = next((d for d in case.deadlines if days >= d.clear), None)
    if coming is None or coming.last is None:
        clear_days = f"{'only ' if days else ''}{case.days(days, 'clear working')}"
        message = f"from {looked} there {_are(days)} {clear_days} before the meeting"
        return RULE.finding(message, at, case.rule(), severity=WARNING)
    spare = days - coming.clear
    message = f"from {looked} there {_are(spare)} {case.days(spare, 'working')} to spare; the deadline to {coming.name} is {case.date(coming.last)}"
    return RULE.finding(message, at, case.rule())


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _unknown(case: _DeadlineCase) -> Diagnostic:
    last = case.date(case.calendar.last)
    wanted = " and ".join(f"{case.number(d.clear)} to {d.name}" for d in case.deadlines)
    message = (
        f"the deadlines cannot be worked out: bank holidays are only known up to {last}"
    )
    way_out = f"count the clear working days yourself: your panel’s rule is {wanted}"
    return RULE.finding(message, case.settings.annotate("meeting").span, way_out)


def _holidays(case: _DeadlineCase) -> str:
    found = case.calendar.holidays_between(case.day, case.settings.meeting)
    months = case.house.locale.months
    days = " and ".join(f"{day.day} {months[day.month - 1]}" for day in found)
    kind = "was a bank holiday" if len(found) == 1 else "were bank holidays"
    return f" ({days} {kind})" if days else ""
