"""Two awards name what seems to be one fund in two ways, so that sums fall apart."""

import re
from collections import defaultdict
from difflib import get_close_matches

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.update import UpdateItem, comparable_name
from pccreport.rules.context import ProjectContext

RULE = rule("fund-variant")

_MIN_SIMILARITY = 0.88
"""Similarity of a mistyped name; the names of two funds are less similar."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each award with the name that is used less often."""
    project = context.project
    by_fund: dict[str, list[UpdateItem]] = defaultdict(list)
    for _, _, item in project.items():
        if item.award and item.award.fund:
            by_fund[item.award.fund].append(item)
    if len(by_fund) < 2:
        return
    other_names: dict[str, str] = {}
    for name in sorted(by_fund, key=lambda name: -len(by_fund[name])):
        compared = comparable_name(name)
        exact = [compared] if compared in other_names else []
        close = get_close_matches(compared, other_names, 1, _MIN_SIMILARITY)
        for near in exact or close:
            other = other_names[near]
            funds = "one fund" if exact else "two funds"
            items = by_fund[name] if _figures(near) == _figures(compared) else ()
            for item in items:
                yield RULE.finding(
                    f"“{name}” and “{other}” are added up as {funds}",
                    item.span_of("award"),
                    "if they are the same fund, use one name",
                    (Annotation(by_fund[other][0].span_of("award"), "the other name"),),
                )
        other_names.setdefault(compared, name)


def _figures(name: str) -> list[str]:
    """Return the figures in a name: funds with different years or numbers are two funds."""
    return re.findall(r"\d+", name)
