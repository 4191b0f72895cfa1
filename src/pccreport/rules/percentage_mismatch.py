"""A percentage does not fit the figures beside it."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_percentage_mismatches
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-mismatch")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each percentage that two figures of its sentence contradict."""
    for found, span, typed in written.found(RULE.name, find_percentage_mismatches):
        message = (
            f"“{typed}” does not fit the figures beside it, which make {found.right}%"
        )
        yield RULE.finding(message, span, "correct the percentage or the figures")
