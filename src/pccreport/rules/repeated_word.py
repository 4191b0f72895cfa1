"""A word stands twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.repeated import repeated
from pccreport.rules.context import Written

RULE = rule("repeated-word")

MOST = 5
"""Findings in one text: whoever has seen so many looks for the others."""


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at the second of two equal words that are printed."""
    for _, text, public in written.project.said():
        if public:
            for found in repeated(text.text, written.house.words.tag)[:MOST]:
                yield RULE.finding(
                    f"“{found.word}” appears twice in a row",
                    text.span(found.start, found.end),
                    "delete one",
                )
