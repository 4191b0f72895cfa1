"""A text has words in it that were to be filled in."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.placeholders import (
    find_in_brackets,
    find_placeholders,
    may_name_somebody,
    somebody_to,
)
from pccreport.rules.context import ProjectContext

RULE = rule("placeholder")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each placeholder that would be printed."""
    words, others = written.words, {"[", *somebody_to(written.project.language)}
    signs = (sign for sign in written.signs[RULE.name] if sign not in others)
    texts, named = words.with_signs(signs), words.with_signs(others - {"["})
    for number in words.numbers(named & ~texts):
        if may_name_somebody(written.printed[number].text):
            texts |= 1 << number
    for found in (
        written.found(RULE.name, find_placeholders, texts),
        written.found(RULE.name, find_in_brackets, words.with_words(["["])),
    ):
        for _, span, typed in found:
            message = f"“{typed}” is still to be filled in"
            yield RULE.finding(message, span, "write what is missing, or delete it")
