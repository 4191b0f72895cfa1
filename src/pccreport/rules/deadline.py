"""There is no day to spare before a deadline of the panel, or it has passed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model import fields
from pccreport.model.periods import LabelFormatter
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


def check(written: ProjectContext) -> Findings:
    """Yield at most one finding: a deadline is missed, or met without a day to spare.

    If today is not the sign-off date, the finding says how many days are left, up to the meeting.
    """
    settings, house = written.project.settings, written.project.house
    if settings is None:
        return
    signed, meeting = settings.sign_off.date, settings.meeting
    day, calendar = written.day or signed, Calendar()
    deadlines = deadlines_of(house, meeting, calendar)
    if not written.day and not settings.sign_off.name:
        return  # no day is known from which to count
    if not deadlines or (day > meeting and day != signed):
        return  # a meeting that is over has no deadlines
    judged = _DeadlineCase(settings, house, calendar, day, deadlines)
    days = calendar.clear_days(day, meeting)
    if days is None or any(deadline.last is None for deadline in deadlines):
        yield _unknown(judged)
    elif days < deadlines[0].clear and day == signed:
        yield _tight_deadline(judged, days, "only ")._replace(severity=WARNING)
    elif days == deadlines[0].clear and day == signed:
        yield _tight_deadline(judged, days, "exactly ")
    elif day != signed:
        yield _left(judged, days)


def _tight_deadline(judged: _DeadlineCase, days: int, how: str) -> Diagnostic:
    """How many days there are, and that the panel asks for as many or for more."""
    signed, meeting = judged.day, judged.settings.meeting
    some = _days(judged, days)
    message = (
        f"signed {_date(judged, signed)}, meeting {_date(judged, meeting)}:"
        f" {how if days else ''}{some}{_holidays(judged, signed, meeting)}"
    )
    first = judged.deadlines[0]
    wanted = judged.house.words.number(first.clear)
    way_out = (
        f"your panel’s rule is to {first.name} {wanted} clear working days before the meeting, so there is no day to spare"
        if days == first.clear
        else f"your panel’s rule: {_all(judged)}"
    )
    return RULE.finding(message, _signing(judged), way_out, (_meeting(judged),))


def _left(judged: _DeadlineCase, days: int) -> Diagnostic:
    """How many days are left to the next deadline; a warning when all are missed."""
    way_out = f"your panel’s rule: {_all(judged)}"
    looked = _date(judged, judged.day)
    coming = next((d for d in judged.deadlines if days >= d.clear), None)
    if coming is None or coming.last is None:
        some = f"{'only ' if days else ''}{_days(judged, days)}"
        is_one = "is" if days == 1 else "are"
        message = f"from {looked} there {is_one} {some} before the meeting"
        return RULE.finding(message, _meeting(judged).span, way_out, severity=WARNING)
    spare = days - coming.clear
    left = judged.house.words.number(spare) if spare else "no"
    message = f"from {looked} there {('is' if spare == 1 else 'are')} {left} working day{('' if spare == 1 else 's')} to spare; the deadline to {coming.name} is {_date(judged, coming.last)}"
    return RULE.finding(message, _meeting(judged).span, way_out)


def _unknown(judged: _DeadlineCase) -> Diagnostic:
    last = _date(judged, judged.calendar.last)
    wanted = " and ".join(
        f"{judged.house.words.number(d.clear)} to {d.name}" for d in judged.deadlines
    )
    message = (
        f"the deadlines cannot be worked out: bank holidays are only known up to {last}"
    )
    way_out = f"count the clear working days yourself: your panel’s rule is {wanted}"
    return RULE.finding(message, _meeting(judged).span, way_out)


def _all(judged: _DeadlineCase) -> str:
    """Every deadline with its date."""
    number = judged.house.words.number
    return ", ".join(
        f"{d.name} by {_date(judged, d.last)} ({number(d.clear)} clear working days)"
        for d in judged.deadlines
        if d.last
    )


def _days(judged: _DeadlineCase, days: int) -> str:
    number = judged.house.words.number(days) if days else "no"
    return f"{number} clear working day{'' if days == 1 else 's'}"


def _holidays(judged: _DeadlineCase, first: date, last: date) -> str:
    found = judged.calendar.holidays_between(first, last)
    months = judged.house.words.months
    days = [f"{h.day.day} {months[h.day.month - 1]}" for h in found]
    if not days:
        return ""
    kind = "was a bank holiday" if len(days) == 1 else "were bank holidays"
    return f" ({' and '.join(days)} {kind})"


def _date(judged: _DeadlineCase, day: date) -> str:
    return LabelFormatter(judged.house).day("period_date", day)


def _signing(judged: _DeadlineCase) -> Annotation:
    node = fields.submapping(judged.settings.origin, "sign_off")
    typed = fields.scalar(node, "date")
    return Annotation(typed.span) if typed else judged.settings.place("sign_off")


def _meeting(judged: _DeadlineCase) -> Annotation:
    return judged.settings.place("meeting")._replace(text="the meeting")
