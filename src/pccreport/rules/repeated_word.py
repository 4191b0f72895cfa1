"""A word appears twice in a row."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.repeated_words import find_repeated_words
from pccreport.rules.context import ProjectContext

RULE = rule("repeated-word")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the second of two equal words that are printed."""
    for _, span, words in written.found(RULE.name, find_repeated_words):
        message = f"“{words}” appears twice in a row"
        yield RULE.finding(message, span, "delete one")
