"""A word appears twice in a row."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.repeated_words import (
    find_repeated_words,
    texts_with_repeated_words,
    texts_with_runs,
)
from pccreport.rules.context import ProjectContext

RULE = rule("repeated-word")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the second of two equal words."""
    index = context.word_index
    texts = texts_with_repeated_words(index, texts_with_runs(index))
    for _, span, words in context.matches(RULE.name, find_repeated_words, texts):
        yield RULE.finding(f"“{words}” appears twice in a row", span, "delete one")
