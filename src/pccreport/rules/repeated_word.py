"""A word appears twice in a row, or a sentence twice in a text."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.repeated_sentences import (
    find_repeated_sentences,
    texts_with_repeated_figures,
)
from pccreport.language.repeated_words import (
    find_repeated_words,
    texts_with_repeated_words,
    texts_with_runs,
)
from pccreport.rules.context import ProjectContext

RULE = rule("repeated-word")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the second of two equal words, or of two similar sentences."""
    index = context.word_index
    runs = texts_with_runs(index)
    texts = texts_with_repeated_words(index, runs)
    for _, span, words in context.matches(RULE.name, find_repeated_words, texts):
        yield RULE.finding(f"“{words}” appears twice in a row", span, "delete one")
    texts = runs | texts_with_repeated_figures(index)
    for _, span, _ in context.matches(RULE.name, find_repeated_sentences, texts):
        message = "an earlier sentence of this text says the same"
        yield RULE.finding(message, span, "delete one of the two")
