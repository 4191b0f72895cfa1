"""A stream tells nothing of a key aim in a period that the report prints."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic, Label
from pccreport.findings.registry import rule
from pccreport.house.parts import House, Stream
from pccreport.model.periods import FinancialYear, Head, Labels
from pccreport.report.tree import AimSection, Report
from pccreport.rules.context import Assembled

RULE = rule("coverage")


def check(assembled: Assembled) -> Iterator[Diagnostic]:
    """A finding for each stream and financial year, naming the key aims.

    A reference says something, and so does a reason for having nothing to report.
    """
    report, house = assembled.report, assembled.house
    cells = report.cells()
    years = {block.head.year for s in cells.values() for block in s.periods}
    for stream in house.streams:
        for year in sorted(years):
            silent = tuple(
                section for section in report.aims if not _tells(section, stream, year)
            )
            if silent:
                yield _finding(report, house, stream, year, silent)


def _tells(section: AimSection, stream: Stream, year: FinancialYear) -> bool:
    found = next((s for s in section.streams if s.stream.key == stream.key), None)
    return found is not None and any(True for _ in found.of_year(year))


def _finding(
    report: Report,
    house: House,
    stream: Stream,
    year: FinancialYear,
    silent: tuple[AimSection, ...],
) -> Diagnostic:
    scope = report.scope
    quarters = tuple(q.number for q in scope.quarters() if q.year == year)
    label = Labels(house).label(Head(year), quarters, scope.finishes(year))
    numbers = ", ".join(str(section.number) for section in silent)
    keys = ", ".join(section.aim.key for section in silent)
    message = (
        f"“{stream.key}” tells nothing in {label.rstrip(': ')} of key"
        f" aim{'s' if len(silent) > 1 else ''} {numbers} ({keys})"
    )
    way_out = "write an update, a reference, or nothing: and the reason"
    return RULE.finding(message, _place(report, year), way_out)


def _place(report: Report, year: FinancialYear) -> Label:
    """Where it would be written: the newest file of that year, or report.yaml."""
    for file in reversed(report.files):
        if file.period.year == year and report.scope.covers(file.period):
            return Label(file.at)
    return report.settings.place("period")
