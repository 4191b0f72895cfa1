"""A word appears twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.repeated_words import find_repeated_words
from pccreport.rules.context import ProjectContext

RULE = rule("repeated-word")

MOST = 5
"""Findings in one text: after so many, a reader looks for the others."""


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at the second of two equal words that are printed."""
    for _, text, public in written.project.texts():
        if public:
            for found in find_repeated_words(
                text.text, written.project.house.words.tag
            )[:MOST]:
                yield RULE.finding(
                    f"“{found.word}” appears twice in a row",
                    text.span(found.start, found.end),
                    "delete one",
                )
