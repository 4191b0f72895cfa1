"""Figures and dates of a text that do not agree: the rules of `language/*/stated.txt`."""

from collections import defaultdict

from pccreport.findings.finding import WARNING, Severity
from pccreport.findings.registry import Findings, Rule
from pccreport.language.calendar.dates import find_dates
from pccreport.rules.context import ProjectContext, span_and_words


def check(
    kind: Rule, context: ProjectContext, severity: Severity | None = None
) -> Findings:
    """Yield a finding at each figure or date that does not agree with the others of its sentence."""
    from pccreport.language.checks import claims  # noqa: PLC0415  # 4 ms, and few builds have dates

    index, dated = context.texts, context.texts_with_dates()
    number_of = context.project.house.locale.sum
    likely = defaultdict[int, list[claims.ClaimRow]](list)
    for row in claims.all_rows():
        if row.rule == kind.name and (numbers := index.texts_having(row.needs)):
            numbers &= index.texts_with_figures(claims.figures_of(row.wording))
            for number in numbers & dated if row.is_dated else numbers:
                likely[number].append(row)
    for number, rows in sorted(likely.items()):
        text, period = context.printed[number], context.updates[number].period
        for wrong in claims.find_untrue(text.text, rows, (period.start, period.end)):
            span, words = span_and_words(text, wrong.start, wrong.end)
            right = "" if wrong.right is None else number_of(wrong.right)
            right = f"£{right}" if words.startswith("£") else right
            message = wrong.row.message.format(words=words, right=right, period=period)
            yield kind.finding(message, span, wrong.row.help, severity=severity)


def impossible_date(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each date that does not exist; a range that ends before it begins is a warning."""
    dated = context.texts_with_dates()
    for text in (context.printed[number] for number in sorted(dated)):
        for found in find_dates(text.text):
            # A date without a year may be of a leap year.
            if not found.day or found._replace(year=found.year or 2000).first_day:
                continue
            span, words = span_and_words(text, found.start, found.end)
            message = f"there is no “{words}” in the calendar"
            yield kind.finding(message, span, "correct the date")
    if dated:  # as in each of its rows
        yield from check(kind, context, WARNING)
