"""A text that is printed may tell who a person is."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.identifiable_people import find_identifying_clauses
from pccreport.rules.context import ProjectContext

RULE = rule("individual-case")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """A finding at each clause that tells of one person, and something to know them by."""
    for _, text, public in written.project.texts():
        if public:
            for found in find_identifying_clauses(text.text, written.house.words.tag):
                yield RULE.finding(
                    "this could identify a person",
                    text.span(found.start, found.end),
                    "leave out the number, place or age, or add public: false to keep it out of print",
                )
