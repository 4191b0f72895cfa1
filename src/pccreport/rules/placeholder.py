"""A text has an unfilled placeholder."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.placeholders import (
    action_phrases,
    find_in_brackets,
    find_placeholders,
    may_assign_action,
)
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("placeholder")

_ZEROS = {"0,000", "00,000"}
"""Figures of zeros, looked up as words: "250,000" is none."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each placeholder that would be printed."""
    words, language = context.word_index, context.project.language
    phrases = {*action_phrases(language)}
    signs = {*context.signs[RULE.name]} - phrases - _ZEROS - {"["}
    texts = words.with_substrings(signs) | words.with_any(_ZEROS)
    with_phrases = words.with_substrings(phrases)
    for number in words.numbers(with_phrases & ~texts):
        if may_assign_action(context.printed[number].text):
            texts |= 1 << number
    brackets = words.with_words(["["])
    for number in words.numbers(texts | brackets):
        text, spans = context.printed[number], list[tuple[int, int]]()
        if texts >> number & 1:
            spans += find_placeholders(text.text, language)
        if brackets >> number & 1:
            spans += find_in_brackets(text.text, language)
        for offsets in sorted({*spans}):
            span, typed = part_of(text, *offsets)
            message = f"“{typed}” is still to be filled in"
            yield RULE.finding(message, span, "write what is missing, or delete it")
