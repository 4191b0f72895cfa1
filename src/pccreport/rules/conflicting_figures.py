"""Two files of one period give a measure two figures, or two statuses for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.model.update import UpdateFile
from pccreport.rules.context import ProjectContext

RULE = rule("conflicting-figures")


class _Given(NamedTuple):
    """What is said of something, and where."""

    said: Hashable
    at: Span


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each of two that differ."""
    found: dict[Hashable, list[_Given]] = defaultdict(list)
    for update in written.project.updates:
        for about, given in _given(update):
            found[update.period, update.basis, about].append(given)
    for all_of_one in found.values():
        first = all_of_one[0]
        other = next((each for each in all_of_one if each.said != first.said), None)
        if other is None:
            continue
        for each in all_of_one:
            there = other if each.said == first.said else first
            yield RULE.finding(
                "two files of this period differ here",
                each.at,
                "keep the right one and delete the other",
                related=(Annotation(there.at, "differs here"),),
            )


def _given(update: UpdateFile) -> Iterator[tuple[Hashable, _Given]]:
    for value in update.measures:
        withheld = value.withheld.text if value.withheld else ""
        figure = value.figure, withheld, value.public
        yield ("figure", value.measure, value.area), _Given(figure, value.at)
    for status in update.status:
        step = status.status, status.public
        yield ("status", status.about, ""), _Given(step, status.at)
