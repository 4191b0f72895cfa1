"""A text has words in it that were to be filled in."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.placeholders import find_placeholders
from pccreport.rules.context import ProjectContext

RULE = rule("placeholder")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each placeholder that would be printed."""
    for _, span, typed in written.found(RULE.name, find_placeholders):
        message = f"“{typed}” is still to be filled in"
        yield RULE.finding(message, span, "write what is missing, or delete it")
