"""Parts and their total do not agree."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.arithmetic import find_sum_mismatches, texts_with_sums
from pccreport.language.figures import number_words, texts_with_figures
from pccreport.language.impossible_figures import (
    find_figures_twice,
    find_larger_parts,
    find_unlike_counts,
    find_wrong_averages,
    find_wrong_changes,
    find_wrong_differences,
    texts_with_figures_twice,
    texts_with_parts,
    texts_with_repeated_counts,
)
from pccreport.language.moves import texts_with_moves
from pccreport.language.word_index import FIGURE
from pccreport.rules.context import ProjectContext

RULE = rule("sum-mismatch")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each wrong total, part, repeated count, average and difference."""
    words, language = context.project.house.locale, context.project.language
    texts = texts_with_figures(context.word_index, 3, language)
    moving = texts & texts_with_moves(context.word_index, language)
    texts = texts_with_sums(context.word_index, texts, language)
    for found, span, total in context.matches(RULE.name, find_sum_mismatches, texts):
        right = f"{'£' if '£' in total else ''}{words.sum(found.right)}"
        message = f"the parts add up to {right}, not to {total}"
        yield RULE.finding(message, span, "correct the total or one of the parts")
    numbers = context.word_index.with_words((FIGURE, *number_words(language)))
    texts = numbers & texts_with_parts(context.word_index, language)
    for found, span, part in context.matches(RULE.name, find_larger_parts, texts):
        whole = f"{'£' if '£' in part else ''}{words.sum(found.right)}"
        message = f"“{part}” is more than the {whole} that it is part of"
        yield RULE.finding(message, span, "correct one of the two")
    again = texts_with_repeated_counts(context.word_index, language)
    means = context.having("impossible_figures", "averages")
    differing = numbers & context.having("impossible_figures", "than_the", "points")
    bracketed = texts_with_figures_twice(context.word_index, language)
    for find, texts in (
        (find_unlike_counts, again),
        (find_wrong_averages, means),
        (find_wrong_differences, differing),
        (find_wrong_changes, moving),
        (find_figures_twice, bracketed),
    ):
        for found, span, typed in context.matches(RULE.name, find, texts):
            message = f"“{typed}” does not agree with the other figures: {words.sum(found.right)} would"
            yield RULE.finding(message, span, "correct the one that is wrong")
