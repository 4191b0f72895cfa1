"""A word appears twice in a row."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.repeated_words import find_repeated_words
from pccreport.rules.context import ProjectContext

RULE = rule("repeated-word")

MOST = 5
"""Findings in one text: after so many, a reader looks for the others."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the second of two equal words that are printed."""
    project = written.project
    for text in written.printed:
        for found in find_repeated_words(text.text, project.language)[:MOST]:
            message = f"“{found.words}” appears twice in a row"
            span = text.span(found.start, found.end)
            yield RULE.finding(message, span, "delete one")
