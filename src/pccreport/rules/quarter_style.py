"""A quarter is written another way than in the report's own labels."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.quarters import find_quarters
from pccreport.model.periods import LabelFormatter
from pccreport.rules.context import ProjectContext

RULE = rule("quarter-style")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each quarter that is printed so."""
    labels = LabelFormatter(written.project.house)
    for _, text, public in written.project.texts():
        if not public or not ("Q" in text.text or "q" in text.text):
            continue
        for quarter in find_quarters(text.text, written.project.house.words.tag):
            words = " ".join(text.text[quarter.start : quarter.end].split())
            label = labels.quarters((quarter.number,))
            if words != label:
                yield RULE.finding(
                    f"“{words}” is written “{label}” in this report’s labels",
                    text.span(quarter.start, quarter.end),
                    f"write “{label}”",
                )
