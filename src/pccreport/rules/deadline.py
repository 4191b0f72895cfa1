"""There is no day to spare before a deadline of the panel, or it has passed."""

from collections.abc import Sequence
from datetime import date

from pccreport.findings.finding import WARNING
from pccreport.findings.registry import Findings, Rule
from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model.period_labels import LabelFormatter
from pccreport.report.status import deadlines_of
from pccreport.rules.context import ProjectContext
from pccreport.source import fields


def deadline(kind: Rule, context: ProjectContext) -> Findings:
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
    first, *_ = deadlines
    days, at = calendar.clear_days(day, meeting), settings.annotate("meeting")
    lasts = [_date(house, each.last) for each in deadlines if each.last]
    needs = [f"{_number(house, each.clear)} to {each.name}" for each in deadlines]
    if days is None or len(lasts) < len(deadlines):
        last = _date(house, calendar.last)
        message = f"the deadlines cannot be worked out: bank holidays are only known up to {last}"
        way_out = f"count the clear working days yourself: your panel’s rule is {' and '.join(needs)}"
        yield kind.finding(message, at.span, way_out)
        return
    every = "your panel’s rule: " + ", ".join(
        f"{each.name} by {by} ({_number(house, each.clear)} clear working days)"
        for each, by in zip(deadlines, lasts, strict=True)
    )
    clear_days = _days(house, days, "clear working")
    coming = next((at for at, each in enumerate(deadlines) if days >= each.clear), None)
    if day == signed and days == first.clear:
        way_out = f"your panel’s rule is to {first.name} {_number(house, days)} clear working days before the meeting, so there is no day to spare"
    else:
        way_out = every
    if day == signed and days <= first.clear:
        how = "exactly " if days == first.clear else "only "
        off = _holidays(house, calendar.holidays_between(day, meeting))
        message = f"signed {_date(house, signed)}, meeting {_date(house, meeting)}: {how if days else ''}{clear_days}{off}"
        typed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
        place = typed.span if typed else settings.annotate("sign_off").span
        severity = None if days == first.clear else WARNING
        related = (at._replace(text="the meeting"),)
        yield kind.finding(message, place, way_out, related, severity=severity)
    elif day != signed and coming is None:
        only = "only " if days else ""
        message = f"from {_date(house, day)} there {_are(days)} {only}{clear_days} before the meeting"
        yield kind.finding(message, at.span, way_out, severity=WARNING)
    elif day != signed and coming is not None:
        spare = days - deadlines[coming].clear
        message = f"from {_date(house, day)} there {_are(spare)} {_days(house, spare, 'working')} to spare; the deadline to {deadlines[coming].name} is {lasts[coming]}"
        yield kind.finding(message, at.span, way_out)


def _date(house: HouseFormat, day: date) -> str:
    """Return a day as it is printed."""
    return LabelFormatter(house).day("period_date", day)


def _number(house: HouseFormat, count: int) -> str:
    return house.locale.number(count) if count else "no"


def _days(house: HouseFormat, count: int, kind: str) -> str:
    """Return a number of days of a kind."""
    return f"{_number(house, count)} {kind} day{'' if count == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _holidays(house: HouseFormat, found: Sequence[date]) -> str:
    """Return the bank holidays between two days, in brackets, or ""."""
    months = house.locale.months
    days = " and ".join(f"{day.day} {months[day.month - 1]}" for day in found)
    kind = "was a bank holiday" if len(found) == 1 else "were bank holidays"
    return f" ({days} {kind})" if days else ""
