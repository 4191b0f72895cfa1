"""A text has a date or time that does not exist, or a range that ends before it begins."""

from functools import partial
from itertools import chain

from pccreport.findings.finding import WARNING
from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import find_impossible_dates, texts_with_dates
from pccreport.language.impossible_ranges import (
    CLOCK,
    find_contradictions,
    find_impossible_times,
    find_reversed_ages,
    find_reversed_dates,
    find_reversed_hours,
    find_wrong_lengths,
)
from pccreport.language.locale_data import load_locale
from pccreport.language.word_index import FIGURE
from pccreport.model.periods import FinancialYear
from pccreport.rules.context import ProjectContext

RULE = rule("impossible-date")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each; a range is a warning, because its ends may be swapped."""
    words, language = context.word_index, context.project.language
    figures, times = words.with_words([FIGURE]), words.with_match(CLOCK)
    dates = texts_with_dates(words, language) & figures
    ages = context.having("impossible_ranges", "aged", "old") & figures
    for _, span, typed in context.matches(RULE.name, find_impossible_dates, dates):
        message = f"there is no “{typed}” in the calendar"
        yield RULE.finding(message, span, "correct the date")
    for _, span, typed in context.matches(RULE.name, find_impossible_times, times):
        yield RULE.finding(f"there is no “{typed}” in a day", span, "correct the time")
    for _, span, typed in chain(
        context.matches(RULE.name, find_reversed_hours, times),
        context.matches(RULE.name, find_reversed_ages, ages),
        context.matches(RULE.name, find_reversed_dates, dates),
    ):
        message, way_out = f"“{typed}” ends before it begins", "correct one of the two"
        yield RULE.finding(message, span, way_out, severity=WARNING)
    months = map(str.casefold, load_locale(language).months)
    asides = words.with_strings(f"({month}" for month in months)
    years = context.having("impossible_ranges", "kinds_of_year", "anniversaries")
    lengths = dates & context.having("impossible_ranges", "day", "week", "month")
    starts = [FinancialYear(2000).quarter(n).start.month for n in range(1, 5)]
    find = partial(find_contradictions, starts)
    for _, span, typed in chain(
        context.matches(RULE.name, find, figures & (years | asides)),
        context.matches(RULE.name, find_wrong_lengths, lengths),
    ):
        message, way_out = f"“{typed}” does not agree in itself", "correct one part"
        yield RULE.finding(message, span, way_out, severity=WARNING)
