"""An update's text states another sum than its own award."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, combinations

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.figures import Figure, find_figures, make_up
from pccreport.rules.context import ProjectContext

RULE = rule("award-mismatch")

_MAX_SUMS = 8
"""Sums of a text that are added up in all combinations; a text with more is a table."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the first sum of a text with sums, if none of them is the award's.

    The text is compared with its own award only: the awards of its points do not have to add
    up to it. Several sums may be parts of the award.
    """
    project, house = context.project, context.project.house
    for _, _, item in project.items():
        amount = item.award.amount if item.award else None
        if amount is None or "£" not in item.text.text:
            continue
        figures = find_figures(item.text.text, project.language)
        stated = [figure for figure in figures if figure.unit == "£"]
        if stated and not _agrees(stated, amount):
            sums = {"amount": house.locale.sum(amount)}
            entered = house.phrases["money"].fill(sums)
            message = f"the text says {stated[0].words} but the award says {entered}"
            at = item.text.span_of(stated[0].words)
            related = (Annotation(item.span_of("award"), "the award"),)
            way_out = "correct whichever is wrong"
            yield RULE.finding(message, at, way_out, related)


def _agrees(stated: Sequence[Figure], amount: Decimal) -> bool:
    """Return whether one of some sums, or several together, is an amount."""
    single, first = ((figure,) for figure in stated), stated[:_MAX_SUMS]
    several = (combinations(first, size) for size in range(2, len(first) + 1))
    return any(make_up(parts, amount, Decimal(0)) for parts in chain(single, *several))
