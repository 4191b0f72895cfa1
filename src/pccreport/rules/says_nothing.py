"""A text says that there is nothing, and not why."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.empty_statements import is_empty_statement, is_empty_talk
from pccreport.rules.context import ProjectContext

RULE = rule("says-nothing")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each text that says no more than that."""
    language = written.project.language
    phrases = written.phrases("empty-talk", written.words.all_texts)
    for number, text in enumerate(written.printed):
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
