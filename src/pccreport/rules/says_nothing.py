"""A text has no content, and no reason for that."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.empty_statements import is_empty_statement, is_empty_talk
from pccreport.rules.context import ProjectContext

RULE = rule("says-nothing")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such text, and at each that consists of stock phrases."""
    language = context.project.language
    phrases = context.phrases("empty-talk", context.word_index.all_texts)
    for number, text in enumerate(context.printed):
        if is_empty_statement(text.text, language):
            yield RULE.finding(
                "this says that there is nothing to report, and not why",
                text.origin.span,
                "write nothing: and the reason, or delete it",
            )
        elif is_empty_talk(text.text, len(phrases.get(number, ()))):
            yield RULE.finding(
                "this has no figure, name or date, so nothing in it can be checked",
                text.origin.span,
                "say what was done, when, and what came of it",
            )
