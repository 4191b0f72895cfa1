"""Two awards name what seems to be one fund in two ways, so that sums fall apart."""

import re
from collections import defaultdict
from difflib import get_close_matches

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.update import UpdateItem
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
    by_use = sorted(by_fund, key=lambda name: -len(by_fund[name]))
    for index, name in enumerate(by_use):
        for similar in get_close_matches(name, by_use[:index], 1, _MIN_SIMILARITY):
            for item in by_fund[name] if _figures(similar) == _figures(name) else ():
                yield RULE.finding(
                    f"“{name}” and “{similar}” are added up as two funds",
                    item.span_of("award"),
                    "if they are the same fund, use one name",
                    (
                        Annotation(
                            by_fund[similar][0].span_of("award"), "the other name"
                        ),
                    ),
                )


def _figures(name: str) -> list[str]:
    """Return the figures in a name: funds with different years or numbers are two funds."""
    return re.findall(r"\d+", name)
