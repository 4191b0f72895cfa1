"""A rise is called a fall, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.arithmetic import find_direction_mismatches
from pccreport.rules.context import ProjectContext

RULE = rule("direction-mismatch")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each “rose from 9 to 7”."""
    language = written.project.language
    for text in written.having(written.signs[RULE.name]):
        for found in find_direction_mismatches(text.text, language):
            typed = " ".join(text.text[found.start : found.end].split())
            what = ("rise", "fall") if found.falls else ("fall", "rise")
            message = f"this is called a {what[0]}, but “{typed}” is a {what[1]}"
            span = text.span(found.start, found.end)
            yield RULE.finding(message, span, "correct the figures or the words")
