"""A text has a date or a time that there is not, or a range that ends before it begins."""

from __future__ import annotations

from pccreport.findings.finding import WARNING
from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import find_impossible_dates, texts_with_dates
from pccreport.language.impossible_ranges import (
    CLOCK,
    age_words,
    find_impossible_times,
    find_reversed_ranges,
)
from pccreport.language.word_index import FIGURE
from pccreport.rules.context import ProjectContext

RULE = rule("impossible-date")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each; a range is a warning, for its ends may have changed places."""
    words, language = written.words, written.project.language
    dates = texts_with_dates(words, language) & words.with_words([FIGURE])
    times = words.with_match(CLOCK)
    ranges = (
        dates
        | times
        | words.with_signs(age_words(language)) & words.with_words([FIGURE])
    )
    for _, span, typed in written.found(RULE.name, find_impossible_dates, dates):
        message = f"there is no “{typed}” in the calendar"
        yield RULE.finding(message, span, "correct the date")
    for _, span, typed in written.found(RULE.name, find_impossible_times, times):
        yield RULE.finding(f"there is no “{typed}” in a day", span, "correct the time")
    for _, span, typed in written.found(RULE.name, find_reversed_ranges, ranges):
        message, way_out = f"“{typed}” ends before it begins", "correct one of the two"
        yield RULE.finding(message, span, way_out, severity=WARNING)
