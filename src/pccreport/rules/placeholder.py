"""A text has words in it that were to be filled in."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.placeholders import (
    action_phrases,
    find_in_brackets,
    find_placeholders,
    may_assign_action,
)
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("placeholder")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each placeholder that would be printed."""
    words, language = written.words, written.project.language
    others = {"[", *action_phrases(language)}
    signs = (sign for sign in written.signs[RULE.name] if sign not in others)
    texts, named = words.with_substrings(signs), words.with_substrings(others - {"["})
    for number in words.numbers(named & ~texts):
        if may_assign_action(written.printed[number].text):
            texts |= 1 << number
    brackets = words.with_words(["["])
    for number in words.numbers(texts | brackets):
        text, spans = written.printed[number], list[tuple[int, int]]()
        if texts >> number & 1:
            spans += find_placeholders(text.text, language)
        if brackets >> number & 1:
            spans += find_in_brackets(text.text, language)
        for each in sorted({*spans}):
            span, typed = part_of(text, *each)
            message = f"“{typed}” is still to be filled in"
            yield RULE.finding(message, span, "write what is missing, or delete it")
