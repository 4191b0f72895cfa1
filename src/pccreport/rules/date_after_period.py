"""An update has a date after its own period."""

from collections.abc import Iterator
from datetime import date, timedelta

from pccreport.findings.finding import ERROR, WARNING, Annotation, Diagnostic, Severity
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.dates import DateMention, days_between, find_dates, nearest_days
from pccreport.language.future_dates import is_future_date, is_past
from pccreport.model.periods import quarter_of
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.rules.context import ProjectContext

RULE = rule("date-after-period")

_SOON = timedelta(days=92)
"""A quarter; a date without a year that is later may be of the year before."""
_JOINED = 12
"""Characters between the two dates of "1 to 3 May 2020"."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each date after the period's end, private updates included.

    An earlier date is background, and a date of something planned is a promise. It is an error
    only at `date:`, after the sign-off too: a text may speak of what is still to come.
    """
    language, settings = context.project.language, context.project.settings
    signed = settings.sign_off.date if settings else date.max
    undated = context.undated()
    for update, _, item in context.project.items():
        texts = (text for _, text in item.texts() if id(text) not in undated)
        for text in texts:
            for words, span, day in _late_dates(text, update, language):
                yield _finding(words, span, day, update, WARNING)
        if item.date and item.date > update.period.end:
            at = item.span_of("date")
            severity = ERROR if item.date > signed else WARNING
            yield _finding(str(item.date), at, item.date, update, severity)


def _late_dates(
    text: Prose, update: UpdateFile, language: str
) -> Iterator[tuple[str, Span, date]]:
    late: list[tuple[int, int, date]] = []
    for mention in find_dates(text.text, language):
        day = _first_day(mention, update)
        if day is None or day <= update.period.end:
            continue
        if late and mention.start - late[-1][1] <= _JOINED:
            late[-1] = (late[-1][0], mention.end, late[-1][2])
        elif is_past(text.text, mention.start, language) and not is_future_date(
            text.text, mention.start, mention.end, language
        ):
            late.append((mention.start, mention.end, day))
    for start, end, day in late:
        yield text.text[start:end], text.span(start, end), day


def _first_day(mention: DateMention, update: UpdateFile) -> date | None:
    """Return the first day that a date can mean, or None if its year is not certain."""
    if mention.year is not None:
        return mention.first
    start, end = update.period.start, update.period.end
    if mention.day is None or days_between(mention, start, end):
        return None
    before, after = nearest_days(mention, start, end)
    if before is None or after is None:
        return None
    # In a file for a year it is in that year, unless the weekday shows another.
    is_near = after - end <= min(_SOON, start - before)
    is_after = is_near and after <= update.period.year.end
    if mention.weekday is not None:
        fits = [day for day in (before, after) if day.weekday() == mention.weekday]
        is_after = fits == [after]
    return after if is_after else None


def _finding(
    words: str, span: Span, day: date, update: UpdateFile, severity: Severity
) -> Diagnostic:
    typed = " ".join(words.split())
    message = f"“{typed}” is after {update.period}, the period of this file"
    way_out = f"correct the date, move the update to a file for {quarter_of(day)}, or say that it is still to come"
    period = Annotation(update.origin.values["period"].span, "the period")
    return RULE.finding(message, span, way_out, (period,), severity=severity)
