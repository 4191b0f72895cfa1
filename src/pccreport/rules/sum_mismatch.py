"""Parts and their total do not agree."""

from __future__ import annotations

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.arithmetic import (
    differs,
    find_sum_mismatches,
    total_of,
)
from pccreport.language.locale_data import LocaleData
from pccreport.model.project import walk_public_items
from pccreport.model.update import UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("sum-mismatch")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such total: in a sentence, or over the points of an update."""
    words = written.project.house.words
    for found, span, total in written.found("totals", find_sum_mismatches):
        yield _finding(span, total, words.sum(found.right))
    for _, cell in written.project.cells():
        for item in walk_public_items(cell.entries):
            if len(item.points) > 1:
                yield from _over_points(item, words)


def _over_points(item: UpdateItem, words: LocaleData) -> Findings:
    """Yield a finding if each point has one figure, and they are not its text's figure."""
    points = [*walk_public_items(item.points)]
    if len(points) != len(item.points):
        return
    total = total_of(item.text.text, words.tag)
    if total is None:
        return
    parts = [total_of(point.text.text, words.tag) for point in points]
    some = [part for part in parts if part and part.unit == total.unit]
    if len(some) == len(points) and differs(total, some):
        added = sum(part.value for part in some)
        typed = item.text.text[total.start : total.end]
        related = tuple(
            Annotation(point.text.span(part.start, part.end), "a part")
            for point, part in zip(points, some, strict=True)
        )
        span = item.text.span(total.start, total.end)
        yield _finding(span, typed, words.sum(added))._replace(related=related)


def _finding(span: Span, total: str, right: str) -> Diagnostic:
    sign = "£" if "£" in total else ""
    message = f"the parts add up to {sign}{right}, not to {total}"
    return RULE.finding(message, span, "correct the total or one of the parts")
