"""There is no day to spare before a deadline of the panel, or it has passed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model import fields
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.settings import ReportSettings
from pccreport.report.deadlines import Deadline, deadlines_of
from pccreport.rules.context import ProjectContext

RULE = rule("deadline")


class _DeadlineCase(NamedTuple):
    """A report on the day it is judged from, its deadlines in order of time."""

    settings: ReportSettings
    house: HouseFormat
    calendar: Calendar
    day: date
    deadlines: tuple[Deadline, ...]

    def date(self, day: date) -> str:
        """Return a day as a reader is told it."""
        return LabelFormatter(self.house).day("period_date", day)

    def number(self, of: int) -> str:
        """Return a number in words."""
        return self.house.locale.number(of) if of else "no"

    def days(self, of: int, what: str) -> str:
        """Return so many days of a kind."""
        return f"{self.number(of)} {what} day{'' if of == 1 else 's'}"

    def rule(self) -> str:
        """Return every deadline with its date."""
        return "your panel’s rule: " + ", ".join(
            f"{d.name} by {self.date(d.last)} ({self.number(d.clear)} clear working days)"
            for d in self.deadlines
            if d.last
        )


def check(written: ProjectContext) -> Findings:
    """Yield at most one finding: a deadline is missed, or met without a day to spare.

    If today is not the sign-off date, the finding says how many days are left, up to the meeting.
    """
    settings, house = written.project.settings, written.project.house
    if settings is None or not (written.day or settings.sign_off.name):
        return  # no day is known from which to count
    signed, meeting = settings.sign_off.date, settings.meeting
    day, calendar = written.day or signed, Calendar()
    deadlines = deadlines_of(house, meeting, calendar)
    if not deadlines or (day > meeting and day != signed):
        return  # a meeting that is over has no deadlines
    judged = _DeadlineCase(settings, house, calendar, day, deadlines)
    days = calendar.clear_days(day, meeting)
    if days is None or any(deadline.last is None for deadline in deadlines):
        yield _unknown(judged)
    elif day != signed:
        yield _left(judged, days)
    elif days <= deadlines[0].clear:
        yield _tight(judged, days)


def _tight(judged: _DeadlineCase, days: int) -> Diagnostic:
    """Return how many days there are, and that the panel asks for as many or for more."""
    signed, meeting, first = judged.day, judged.settings.meeting, judged.deadlines[0]
    exact = days == first.clear
    how = "exactly " if exact else "only "
    message = (
        f"signed {judged.date(signed)}, meeting {judged.date(meeting)}:"
        f" {how if days else ''}{judged.days(days, 'clear working')}{_holidays(judged)}"
    )
    way_out = (
        f"your panel’s rule is to {first.name} {judged.number(first.clear)} clear working days"
        " before the meeting, so there is no day to spare"
    )
    typed = fields.scalar(fields.submapping(judged.settings.origin, "sign_off"), "date")
    at = typed.span if typed else judged.settings.place("sign_off")
    related = (judged.settings.place("meeting")._replace(text="the meeting"),)
    severity = None if exact else WARNING
    way_out = way_out if exact else judged.rule()
    return RULE.finding(message, at, way_out, related, severity=severity)


def _left(judged: _DeadlineCase, days: int) -> Diagnostic:
    """Return how many days are left to the next deadline; a warning when all are missed."""
    at = judged.settings.place("meeting").span
    looked = judged.date(judged.day)
    coming = next((d for d in judged.deadlines if days >= d.clear), None)
    if coming is None or coming.last is None:
        some = f"{'only ' if days else ''}{judged.days(days, 'clear working')}"
        message = f"from {looked} there {_are(days)} {some} before the meeting"
        return RULE.finding(message, at, judged.rule(), severity=WARNING)
    spare = days - coming.clear
    message = f"from {looked} there {_are(spare)} {judged.days(spare, 'working')} to spare; the deadline to {coming.name} is {judged.date(coming.last)}"
    return RULE.finding(message, at, judged.rule())


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _unknown(judged: _DeadlineCase) -> Diagnostic:
    last = judged.date(judged.calendar.last)
    wanted = " and ".join(
        f"{judged.number(d.clear)} to {d.name}" for d in judged.deadlines
    )
    message = (
        f"the deadlines cannot be worked out: bank holidays are only known up to {last}"
    )
    way_out = f"count the clear working days yourself: your panel’s rule is {wanted}"
    return RULE.finding(message, judged.settings.place("meeting").span, way_out)


def _holidays(judged: _DeadlineCase) -> str:
    found = judged.calendar.holidays_between(judged.day, judged.settings.meeting)
    months = judged.house.locale.months
    days = " and ".join(f"{day.day} {months[day.month - 1]}" for day in found)
    kind = "was a bank holiday" if len(found) == 1 else "were bank holidays"
    return f" ({days} {kind})" if days else ""
