"""A text that is printed is marked as not for publication."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.protective_markings import find_markings
from pccreport.model.private_intent import find_mark
from pccreport.rules.context import ProjectContext

RULE = rule("not-for-publication")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each marking, and at words with the same meaning."""
    project = written.project
    for text in project.printed_texts():
        found_here = find_markings(text.text, project.language)
        # What is a line of its own is reported where it is read.
        if found_here and not find_mark(text.origin.span.text):
            for found in found_here:
                words = " ".join(found.words.split())
                yield RULE.finding(
                    f"this is marked “{words}” but would be printed",
                    text.span(found.start, found.end),
                    "add public: false, or remove the marking if it no longer applies",
                )
