"""A rise is called a fall, or the other way round."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_direction_mismatches, words_of_moves
from pccreport.rules.context import ProjectContext

RULE = rule("direction-mismatch")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each “rose from 9 to 7”."""
    words, language = written.words, written.project.language
    texts = written.with_signs(RULE.name) & words.with_any(words_of_moves(language))
    for found, span, typed in written.found(
        RULE.name, find_direction_mismatches, texts
    ):
        what = ("rise", "fall") if found.falls else ("fall", "rise")
        message = f"this is called a {what[0]}, but “{typed}” is a {what[1]}"
        yield RULE.finding(message, span, "correct the figures or the words")
