"""Awards: a text with another sum than its award."""

from itertools import chain, combinations

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.texts.figures import find_figures
from pccreport.rules.context import ProjectContext

_MAX_SUMS = 8
"""Sums of a text that are added up in all combinations; a text with more is a table."""


def award_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the first sum of a text, if neither one nor several are its own award's."""
    house = context.project.house
    for _, _, item in context.project.walk_items():
        amount = item.award.amount if item.award else None
        if amount is None or "£" not in item.text.text:
            continue
        stated = [each for each in find_figures(item.text.text) if each.unit == "£"]
        added = stated[:_MAX_SUMS]
        several = (combinations(added, size) for size in range(2, len(added) + 1))
        # A figure in millions is rounded, and so is what it is a part of.
        fits = (
            abs(sum(f.value for f in parts) - amount) * 2 <= sum(f.slack for f in parts)
            for parts in chain(zip(stated), chain.from_iterable(several))
        )
        if stated and not any(fits):
            entered = house.phrases["money"].fill({"amount": house.locale.sum(amount)})
            message = f"the text says {stated[0].words} but the award says {entered}"
            at = item.text.span_of(stated[0].words)
            related = (Annotation(item.span_of("award"), "the award"),)
            yield kind.finding(message, at, "correct whichever is wrong", related)
