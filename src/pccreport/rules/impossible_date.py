"""A text has a date that does not exist, or a range of dates that ends before it begins."""

from itertools import chain

from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.language.dates import DateMention, find_impossible_dates
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext, part_of
from pccreport.rules.stated import find_contradictions

RULE = rule("impossible-date")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each; a range is a warning, because its ends may be swapped."""
    undated = context.undated()
    dates = (
        (text, mention)
        for text in context.printed
        if id(text) not in undated
        for mention in find_impossible_dates(text.text, context.project.language)
    )
    impossible = (_finding(text, mention) for text, mention in dates)
    yield from chain(impossible, find_contradictions(RULE, context, WARNING))


def _finding(text: Prose, mention: DateMention) -> Diagnostic:
    span, words = part_of(text, mention.start, mention.end)
    message = f"there is no “{words}” in the calendar"
    return RULE.finding(message, span, "correct the date")
