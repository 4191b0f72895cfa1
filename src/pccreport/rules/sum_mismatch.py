"""Parts and their total do not agree."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_sum_mismatches
from pccreport.language.figures import texts_with_figures
from pccreport.rules.context import ProjectContext

RULE = rule("sum-mismatch")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such total in a sentence."""
    words = written.project.house.words
    texts = texts_with_figures(written.words, 3, written.project.language)
    for found, span, total in written.found(RULE.name, find_sum_mismatches, texts):
        right = f"{'£' if '£' in total else ''}{words.sum(found.right)}"
        message = f"the parts add up to {right}, not to {total}"
        yield RULE.finding(message, span, "correct the total or one of the parts")
