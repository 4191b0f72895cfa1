"""A text has a note, two wordings, a part of a message or another program's code in it."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ProjectContext

RULE = rule("draft-remark")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each."""
    for span, typed in written.found_phrases(RULE.name):
        message = f"“{typed}” is left from a draft, a message or another program"
        yield RULE.finding(message, span, "delete it, or write what is meant")
