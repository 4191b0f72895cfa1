"""A percentage does not fit the figures beside it."""

from itertools import chain

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_percentage_mismatches
from pccreport.language.impossible_shares import (
    find_large_percentages,
    find_overfull_wholes,
    find_wrong_fractions,
    find_wrong_fractions_of,
    find_wrong_rates,
    find_wrong_shares,
    texts_with_rates,
    texts_with_shares,
)
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-mismatch")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each percentage that does not fit its figures, or is above 100% of a whole."""
    index, language = context.word_index, context.project.language
    shares = texts_with_shares(index, language)
    rates = context.candidates(RULE.name) & texts_with_rates(index, language)
    for found, span, typed in chain(
        context.matches(RULE.name, find_percentage_mismatches),
        context.matches(RULE.name, find_wrong_fractions),
        context.matches(RULE.name, find_wrong_shares),
        context.matches(RULE.name, find_wrong_fractions_of, shares),
        context.matches(RULE.name, find_wrong_rates, rates),
    ):
        message = (
            f"“{typed}” does not fit the figures beside it, which make {found.right}%"
        )
        yield RULE.finding(message, span, "correct the percentage or the figures")
    for _, span, typed in context.matches(RULE.name, find_large_percentages):
        message = f"“{typed}” is more than all"
        yield RULE.finding(message, span, "correct the percentage")
    for found, span, _ in context.matches(RULE.name, find_overfull_wholes):
        message = f"these are parts of one whole, and add up to {found.right}%"
        yield RULE.finding(message, span, "correct one of them, or say why")
