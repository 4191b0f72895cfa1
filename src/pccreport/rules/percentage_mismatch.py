"""A percentage does not fit the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.arithmetic import find_percentage_mismatches
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-mismatch")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each percentage that two figures of its sentence contradict."""
    for found, span, typed in written.found(RULE.name, find_percentage_mismatches):
        message = (
            f"“{typed}” does not fit the figures beside it, which make {found.right}%"
        )
        yield RULE.finding(message, span, "correct the percentage or the figures")
