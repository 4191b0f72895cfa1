"""Two awards name what seems to be one fund in two ways, so that sums fall apart."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.update import UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("fund-variant")

_ALIKE = 0.88
"""How near two names are by a slip of a finger, and not by being a pair."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each award with the name that is used less often."""
    project = written.project
    named: dict[str, list[UpdateItem]] = defaultdict(list)
    for _, _, item in project.items():
        if item.award and item.award.fund:
            named[item.award.fund].append(item)
    if len(named) < 2:
        return
    by_use = sorted(named, key=lambda name: -len(named[name]))
    for place, name in enumerate(by_use):
        meant = next(iter(get_close_matches(name, by_use[:place], 1, _ALIKE)), "")
        if meant and _figures(meant) == _figures(name):
            for item in named[name]:
                yield RULE.finding(
                    f"“{name}” and “{meant}” are added up as two funds",
                    item.place("award"),
                    "if they are the same fund, use one name",
                    (Annotation(named[meant][0].place("award"), "the other name"),),
                )


def _figures(name: str) -> list[str]:
    """Funds of two years, or numbered ones, are alike and two."""
    return re.findall(r"\d+", name)
