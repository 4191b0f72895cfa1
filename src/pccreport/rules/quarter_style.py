"""A quarter is written another way than in the report's own labels."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.quarters import quarters
from pccreport.model.periods import Labels
from pccreport.rules.context import Written

RULE = rule("quarter-style")


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each quarter that is printed so."""
    labels = Labels(written.house)
    for _, text, public in written.project.said():
        if not public or not ("Q" in text.text or "q" in text.text):
            continue
        for quarter in quarters(text.text, written.house.words.tag):
            words = " ".join(text.text[quarter.start : quarter.end].split())
            label = labels.quarters((quarter.number,))
            if words != label:
                yield RULE.finding(
                    f"“{words}” is written “{label}” in this report’s labels",
                    text.span(quarter.start, quarter.end),
                    f"write “{label}”",
                )
