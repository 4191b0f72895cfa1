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
    language = written.project.language
    for text in written.having(written.signs[RULE.name]):
        for found in find_percentage_mismatches(text.text, language):
            typed = text.text[found.start : found.end]
            message = f"“{typed}” does not fit the figures beside it, which make {found.right}%"
            span = text.span(found.start, found.end)
            yield RULE.finding(message, span, "correct the percentage or the figures")
