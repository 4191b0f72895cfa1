"""A weekday and its date do not match."""

from datetime import date

from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.dates import DateMention, days_between, find_dates, nearest_days
from pccreport.language.wordlists import load_wordlists
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import Period
from pccreport.rules.context import ProjectContext

RULE = rule("wrong-weekday")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each weekday and date that do not match.

    A date without a year is in its period or, if it cannot be, the one before or after it; nothing
    is reported if any of them fits.
    """
    project, undated = context.project, context.undated()
    for update, text, _ in (*project.texts(), *project.front_matter()):
        if id(text) in undated:
            continue
        for mention in find_dates(text.text, project.language):
            if mention.weekday is None or mention.day is None:
                continue
            days = _days(mention, update.period)
            if days and all(day.weekday() != mention.weekday for day in days):
                words = " ".join(text.text[mention.start : mention.end].split())
                yield RULE.finding(
                    f"the weekday and date in “{words}” do not match: {_calendar(days, project.house)}",
                    text.span(mention.start, mention.end),
                    "correct the weekday or the date",
                )


def _days(mention: DateMention, period: Period) -> tuple[date, ...]:
    """Return the days that a date can be; none if it does not exist."""
    if mention.year is not None:
        return (mention.first,) if mention.first else ()
    start, end = period.start, period.end
    near = days_between(mention, start, end) or nearest_days(mention, start, end)
    return tuple(day for day in near if day)


def _calendar(days: tuple[date, ...], house: HouseFormat) -> str:
    names = load_wordlists(house.locale.tag, "dates")["weekdays"]
    weekdays = (
        f"{LabelFormatter(house).day('period_date', day)} is a {names[day.weekday()]}"
        for day in days
    )
    return " and ".join(weekdays)
