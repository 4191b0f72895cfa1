"""Dates of texts that cannot be: on another weekday, in no calendar, after the period."""

from datetime import date

from pccreport.findings.finding import ERROR, WARNING, Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.calendar.dates import days_between, find_dates
from pccreport.language.calendar.future_dates import has_happened
from pccreport.language.wordlists import load_wordlists
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import Period, quarter_of
from pccreport.rules.context import ProjectContext, span_and_words

_JOINED = 12
"""Characters between the two dates of "1 to 3 May 2020"."""


def wrong_weekday(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each weekday and date that do not match.

    A date without a year is in its period, and it is a warning, because it may be in another year.
    """
    project, undated = context.project, context.texts_without_date()
    names = load_wordlists("dates")["weekdays"]
    label = LabelFormatter(project.house)
    for update, text, _ in (*project.update_texts(), *project.front_matter()):
        for mention in find_dates(text.text) if id(text) not in undated else ():
            of_period = days_between(mention, update.period.start, update.period.end)
            day = mention.first_day if mention.year else next(iter(of_period), None)
            if not day or mention.weekday in (None, day.weekday()):
                continue
            span, words = span_and_words(text, mention.start, mention.end)
            right = f"{label.day('period_date', day)} is a {names[day.weekday()]}"
            message = f"the weekday and date in “{words}” do not match: {right}"
            severity = WARNING if mention.year is None else ERROR
            way_out = "correct the weekday or the date"
            yield kind.finding(message, span, way_out, severity=severity)


def date_after_period(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each date after the period's end, private updates included.

    An earlier date is background, and a date of something planned is a promise. It is an error
    only at `date:`, after the sign-off too: a text may speak of what is still to come.
    """
    settings, undated = context.project.settings, context.texts_without_date()
    signed = settings.sign_off.date if settings else date.max
    for update, _, item in context.project.walk_items():
        texts = (text for _, text in item.texts() if id(text) not in undated)
        late = [
            (text.span(start, end), day, WARNING)
            for text in texts
            for start, end, day in _late_dates(text.text, update.period)
        ]
        if item.date and item.date > update.period.end:
            severity = ERROR if item.date > signed else WARNING
            late.append((item.span_of("date"), item.date, severity))
        for span, day, severity in late:
            message = f"“{' '.join(span.text.split())}” is after {update.period}, the period of this file"
            is_field = item.date and span == item.span_of("date")
            last = "delete date:" if is_field else "say that this is still to come"
            way_out = f"correct the date, move the update to a file for {quarter_of(day)}, or {last}"
            period = Annotation(update.origin.values["period"].span, "the period")
            yield kind.finding(message, span, way_out, (period,), severity=severity)


def _late_dates(text: str, period: Period) -> list[tuple[int, int, date]]:
    late: list[tuple[int, int, date]] = []
    for mention in find_dates(text):
        day, start, end = mention.first_day, mention.start, mention.end
        if day is None or day <= period.end:
            continue
        if late and start - late[-1][1] <= _JOINED:
            late[-1] = (late[-1][0], end, late[-1][2])
        elif has_happened(text, start, end):
            late.append((start, end, day))
    return late
