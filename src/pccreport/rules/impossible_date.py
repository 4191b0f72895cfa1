"""A text has a date that is in no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.dates import find_dates
from pccreport.rules.context import ProjectContext

RULE = rule("impossible-date")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each such date."""
    language = written.project.language
    for text in written.with_digits:
        for found in find_dates(text.text, language):
            if not found.is_possible:
                typed = " ".join(text.text[found.start : found.end].split())
                message = f"there is no “{typed}” in the calendar"
                span = text.span(found.start, found.end)
                yield RULE.finding(message, span, "correct the date")
