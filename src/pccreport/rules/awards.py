"""Awards: a text with another sum than its award, and one fund under two names."""

import re
from collections import defaultdict
from difflib import get_close_matches
from itertools import chain, combinations

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.figures import find_figures, make_up
from pccreport.model.update import UpdateItem, comparable_name
from pccreport.rules.context import ProjectContext

_MAX_SUMS = 8
"""Sums of a text that are added up in all combinations; a text with more is a table."""
_MIN_SIMILARITY = 0.88
"""Similarity of a mistyped name; the names of two funds are less similar."""


def award_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the first sum of a text, if neither one nor several are its own award's."""
    house = context.project.house
    for _, _, item in context.project.items():
        amount = item.award.amount if item.award else None
        if amount is None or "£" not in item.text.text:
            continue
        stated = [each for each in find_figures(item.text.text) if each.unit == "£"]
        added = stated[:_MAX_SUMS]
        some = chain(
            ((figure,) for figure in stated),
            *(combinations(added, size) for size in range(2, len(added) + 1)),
        )
        if stated and not any(make_up(parts, amount) for parts in some):
            entered = house.phrases["money"].fill({"amount": house.locale.sum(amount)})
            message = f"the text says {stated[0].words} but the award says {entered}"
            at = item.text.span_of(stated[0].words)
            related = (Annotation(item.span_of("award"), "the award"),)
            yield kind.finding(message, at, "correct whichever is wrong", related)


def fund_variant(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each award to a fund whose name is nearly that of one with more awards."""
    by_fund: dict[str, list[UpdateItem]] = defaultdict(list)
    for _, _, item in context.project.items():
        if item.award and item.award.fund:
            by_fund[item.award.fund].append(item)
    names: dict[str, str] = {}
    for name in sorted(by_fund, key=lambda name: -len(by_fund[name])):
        compared = comparable_name(name)
        for near in get_close_matches(compared, names, 1, _MIN_SIMILARITY):
            # Funds with different years or numbers are two funds.
            if re.findall(r"\d+", near) != re.findall(r"\d+", compared):
                continue
            funds = "one fund" if near == compared else "two funds"
            message = f"“{name}” and “{names[near]}” are added up as {funds}"
            first = by_fund[names[near]][0].span_of("award")
            related = (Annotation(first, "the other name"),)
            way_out = "if they are the same fund, use one name"
            for item in by_fund[name]:
                yield kind.finding(message, item.span_of("award"), way_out, related)
        names.setdefault(compared, name)
