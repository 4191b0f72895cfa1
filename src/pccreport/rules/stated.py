"""Figures and dates of a text that do not agree: the rules of `language/*/stated.txt`."""

from collections.abc import Callable
from functools import partial

from pccreport.findings.finding import Severity
from pccreport.findings.registry import Findings, Rule
from pccreport.language.figures import SCALE_LETTERS, number_words
from pccreport.language.stated import find_wrong, rows
from pccreport.rules.context import ProjectContext, part_of


def check_of(kind: Rule) -> Callable[[ProjectContext], Findings]:
    """Return the check of a rule of the table."""
    return partial(find_contradictions, kind)


def find_contradictions(
    kind: Rule, context: ProjectContext, severity: Severity | None = None
) -> Findings:
    """Yield a finding at each figure or date that does not agree with the others of its sentence."""
    language = context.project.language
    index, spelt, dated = context.texts, number_words(language), context.dated()
    ends = spelt | SCALE_LETTERS.keys()
    likely = set[int]()
    for row in rows(language):
        if row.rule == kind.name:
            numbers = index.with_figures(row.figures, spelt)
            numbers = numbers & dated if row.is_dated else numbers
            if row.after:
                numbers = numbers & index.after_figures(ends, row.after)
            likely |= numbers.intersection(index.having(row.needs))
    for number in sorted(likely):
        text, period = context.printed[number], context.updates[number].period
        days = period.start, period.end
        for wrong in find_wrong(text.text, kind.name, days, language):
            span, words = part_of(text, wrong.start, wrong.end)
            right = (
                ""
                if wrong.right is None
                else context.project.house.locale.sum(wrong.right)
            )
            right = f"£{right}" if words.startswith("£") else right
            message = wrong.row.message.format(words=words, right=right, period=period)
            yield kind.finding(message, span, wrong.row.help, severity=severity)
