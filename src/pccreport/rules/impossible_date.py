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
from pccreport.language.wordlists import load_wordlists
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
    table = load_wordlists(language, "impossible_ranges")
    asides = (f"({month}".casefold() for month in load_locale(language).months)
    years = words.with_pair(table["kinds_of_year"], table["year"])
    years |= words.with_any(table["anniversaries"]) | words.with_strings(asides)
    lengths = dates & context.having("impossible_ranges", "day", "week", "month")
    starts = [FinancialYear(2000).quarter(n).start.month for n in range(1, 5)]
    for _, span, typed in chain(
        context.matches(
            RULE.name, partial(find_contradictions, starts), figures & years
        ),
        context.matches(RULE.name, find_wrong_lengths, lengths),
    ):
        message, way_out = f"“{typed}” does not agree in itself", "correct one part"
        yield RULE.finding(message, span, way_out, severity=WARNING)
