"""Two files of one period give a measure two figures, or two statuses for one thing."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.model.update import UpdateFile
from pccreport.rules.context import ProjectContext

RULE = rule("conflicting-figures")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each of two figures, or of two statuses, that differ."""
    found: dict[Hashable, list[tuple[Hashable, Span]]] = defaultdict(list)
    for update in context.project.updates:
        for about, value, at in _given(update):
            found[update.period, update.basis, about].append((value, at))
    for values in found.values():
        for value, at in values:
            others = (other_at for other, other_at in values if other != value)
            if other_at := next(others, None):
                yield RULE.finding(
                    "two files of this period differ here",
                    at,
                    "keep the right one and delete the other",
                    related=(Annotation(other_at, "differs here"),),
                )


def _given(update: UpdateFile) -> Iterator[tuple[Hashable, Hashable, Span]]:
    """Yield the key, the value and the span of each figure and status of a file."""
    for value in update.measures:
        withheld = value.withheld.text if value.withheld else ""
        figure = value.figure, withheld, value.public
        yield ("figure", value.measure, value.area), figure, value.at
    for status in update.status:
        yield ("status", status.about), (status.status, status.public), status.at
