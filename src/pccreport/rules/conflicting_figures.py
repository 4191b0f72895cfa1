"""Two files of one period give a measure two figures, or two statuses for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.model.update import UpdateFile
from pccreport.rules.context import ProjectContext

RULE = rule("conflicting-figures")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each of two that differ."""
    found: dict[Hashable, list[tuple[Hashable, Span]]] = defaultdict(list)
    for update in context.project.updates:
        for about, said, at in _given(update):
            found[update.period, update.basis, about].append((said, at))
    for given in found.values():
        for said, at in given:
            others = (other for words, other in given if words != said)
            if other := next(others, None):
                yield RULE.finding(
                    "two files of this period differ here",
                    at,
                    "keep the right one and delete the other",
                    related=(Annotation(other, "differs here"),),
                )


def _given(update: UpdateFile) -> Iterator[tuple[Hashable, Hashable, Span]]:
    """Yield what is said of each measure and thing, and where."""
    for value in update.measures:
        withheld = value.withheld.text if value.withheld else ""
        figure = value.figure, withheld, value.public
        yield ("figure", value.measure, value.area), figure, value.at
    for status in update.status:
        yield ("status", status.about), (status.status, status.public), status.at
