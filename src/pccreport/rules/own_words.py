"""A text has words that the office does not want."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.word_rows import WordRow
from pccreport.rules.context import ProjectContext
from pccreport.rules.words import find_words

RULE = rule("own-words")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each of the words under `rules:` in the house format."""
    rows = [
        WordRow(own.message, own.help, own.words, True, (), "", "")
        for own in context.project.house.own_words
    ]
    if rows:
        yield from find_words(RULE, context, rows)
