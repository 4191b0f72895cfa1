"""A percentage does not say out of how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.percentages import find_percentages_without_base
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-no-base")

_DIGIT = re.compile(r"\d")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each percentage whose sentence has no number beside it."""
    for _, text, public in written.project.texts():
        if public and _DIGIT.search(text.text):
            for found in find_percentages_without_base(
                text.text, written.project.house.words.tag
            ):
                words = " ".join(found.words.split())
                yield RULE.finding(
                    f"“{words}” does not say out of how many",
                    text.span(found.start, found.end),
                    "add the numbers, such as 12% (30 of 250)",
                )
