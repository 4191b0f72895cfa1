"""Parts and their total do not agree."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_sum_mismatches
from pccreport.language.figures import number_words, texts_with_figures
from pccreport.language.impossible_figures import (
    average_words,
    difference_words,
    find_figures_twice,
    find_larger_parts,
    find_unlike_counts,
    find_wrong_averages,
    find_wrong_differences,
    part_words,
    texts_with_repeated_counts,
)
from pccreport.language.word_index import FIGURE
from pccreport.rules.context import ProjectContext

RULE = rule("sum-mismatch")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such total, and at each part above its whole."""
    words, language = written.project.house.locale, written.project.language
    texts = texts_with_figures(written.words, 2, language)
    for found, span, total in written.found(RULE.name, find_sum_mismatches, texts):
        right = f"{'£' if '£' in total else ''}{words.sum(found.right)}"
        message = f"the parts add up to {right}, not to {total}"
        yield RULE.finding(message, span, "correct the total or one of the parts")
    numbers = written.words.with_words((FIGURE, *number_words(language)))
    texts = numbers & written.words.with_any(part_words(language))
    for found, span, part in written.found(RULE.name, find_larger_parts, texts):
        whole = f"{'£' if '£' in part else ''}{words.sum(found.right)}"
        message = f"“{part}” is more than the {whole} that it is part of"
        yield RULE.finding(message, span, "correct one of the two")
    again = texts_with_repeated_counts(written.words, language)
    means = written.words.with_any(average_words(language))
    differing = numbers & written.words.with_any(difference_words(language))
    bracketed = numbers & written.words.with_substrings(("(",))
    for find, texts in (
        (find_unlike_counts, again),
        (find_wrong_averages, means),
        (find_wrong_differences, differing),
        (find_figures_twice, bracketed),
    ):
        for found, span, typed in written.found(RULE.name, find, texts):
            message = f"“{typed}” does not agree with the other figures: {words.sum(found.right)} would"
            yield RULE.finding(message, span, "correct the one that is wrong")
