"""A text that is printed may tell who a person is."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.language.individual import individuals
from pccreport.rules.context import Written
from pccreport.rules.rule import Rule

RULE = Rule("individual-case", WARNING, settable=False)


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each clause that tells of one person, and something to know them by."""
    for _, text, public in written.project.said():
        if public:
            for found in individuals(text.text, written.house.words.tag):
                yield RULE.finding(
                    "somebody may know from these words who the person is",
                    text.span(found.start, found.end),
                    "say it without the number, the place or the age, or keep it in"
                    " the file with public: false",
                )
