"""A text was written for another quarter, or before the end of its own."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import texts_with_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.plans import (
    FAR_YEAR,
    find_other_months,
    find_other_quarters,
    find_other_years,
    find_past_plans,
    find_wrong_seasons,
    quarter_words,
    season_words,
)
from pccreport.language.wordlists import load_wordlists
from pccreport.model.periods import Quarter
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("other-quarter")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each past plan, and each season, quarter, month or year outside the period."""
    language, words = context.project.language, context.word_index
    plans = context.having("plans", "plans", "now_due", "due", "to_be")
    dates = texts_with_dates(words, language)
    plans &= dates
    months = map(str.casefold, load_locale(language).months)
    this = context.having("plans", "in_this") | words.with_match(FAR_YEAR)
    spans_of_months = words.with_pair(
        load_wordlists(language, "plans")["spans"], months
    )
    years = dates & (this | spans_of_months)
    dates &= years
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
