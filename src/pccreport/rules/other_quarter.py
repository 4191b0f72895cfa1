"""A text was written for another quarter, or before the end of its own."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import texts_with_dates
from pccreport.language.plans import (
    FAR_YEAR,
    find_other_months,
    find_other_quarters,
    find_other_years,
    find_past_plans,
    find_wrong_seasons,
    month_words,
    plan_words,
    quarter_words,
    season_words,
    span_words,
    this_quarter_words,
)
from pccreport.model.periods import Quarter
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("other-quarter")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each past plan, and each season, quarter, month or year outside the period."""
    language, words = context.project.language, context.word_index
    plans = words.with_any(plan_words(language))
    dates = texts_with_dates(words, language)
    plans &= dates
    months = month_words(language)
    this = words.with_any(this_quarter_words(language)) | words.with_match(FAR_YEAR)
    years = dates & this
    dates &= words.with_pair(span_words(language), months) | years
    seasons = words.with_any(season_words(language))
    quarters = words.with_substrings(quarter_words(language))
    for number in words.numbers(plans | seasons | quarters | dates):
        update, text = context.updates[number], context.printed[number]
        days = update.period.start, update.period.end
        spans = list[tuple[int, int]]()
        for texts, find in (
            (plans, find_past_plans),
            (seasons, find_wrong_seasons),
            (dates, find_other_months),
            (years, find_other_years),
        ):
            if texts >> number & 1:
                spans += find(text.text, *days, language)
        if quarters >> number & 1 and isinstance(update.period, Quarter):
            spans += find_other_quarters(text.text, update.period.number, language)
        for start, end in spans:
            span, typed = part_of(text, start, end)
            message = f"“{typed}” does not fit {update.period}, the period of this file"
            way_out = "say what has happened, or correct the time"
            yield RULE.finding(message, span, way_out)
