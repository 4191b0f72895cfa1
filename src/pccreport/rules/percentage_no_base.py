"""A percentage does not say out of how many."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.percentages import find_percentages_without_base
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-no-base")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each percentage whose sentence has no number beside it."""
    project = written.project
    for text in written.having(written.signs[RULE.name]):
        for found in find_percentages_without_base(text.text, project.language):
            words = " ".join(found.words.split())
            yield RULE.finding(
                f"“{words}” does not say out of how many",
                text.span(found.start, found.end),
                "add the numbers, such as 12% (30 of 250)",
            )
