"""A rise is called a fall, or the other way round."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.impossible_figures import find_missed_targets
from pccreport.language.moves import find_direction_mismatches, texts_with_moves
from pccreport.language.word_index import FIGURE
from pccreport.rules.context import ProjectContext

RULE = rule("direction-mismatch")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each “rose from 9 to 7”, and each “12 minutes, within the 10-minute target”."""
    words, language = context.word_index, context.project.language
    texts = context.candidates(RULE.name) & texts_with_moves(words, language)
    for found, span, typed in context.matches(
        RULE.name, find_direction_mismatches, texts
    ):
        what = ("rise", "fall") if found.falls else ("fall", "rise")
        message = f"this is called a {what[0]}, but “{typed}” is a {what[1]}"
        yield RULE.finding(message, span, "correct the figures or the words")
    texts = words.with_words((FIGURE,)) & context.having(
        "impossible_figures", "targets"
    )
    for _, span, typed in context.matches(RULE.name, find_missed_targets, texts):
        message = f"“{typed}”: the figures are not as this says"
        yield RULE.finding(message, span, "correct the figures or the words")
