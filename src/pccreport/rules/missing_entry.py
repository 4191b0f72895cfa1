"""A stream has nothing for a key aim in a period that the report prints."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.model.periods import FinancialYear, LabelFormatter, PeriodLabel
from pccreport.model.private_intent import is_private_file
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext

RULE = rule("missing-entry")
_LONGEST = 60
"""Characters of a heading that a finding quotes."""

Gaps = Mapping[tuple[int, ...], dict[str, str]]
"""Streams, by key with their headings, by the numbers of the key aims under which they have nothing."""


def check(assembled: ReportContext) -> Iterator[Diagnostic]:
    """Yield a finding for each financial year, with streams and key aims as printed.

    A reference counts, and so does a reason for having nothing to report.
    """
    report = assembled.report
    sections = report.cells().values()
    years = {block.head.year for section in sections for block in section.periods}
    for year in sorted(years):
        if gaps := _gaps(assembled, year):
            message = _message(assembled, year, gaps)
            (number, *_), streams = next(iter(gaps.items()))
            aim = next(s.aim.key for s in report.aims if s.number == number)
            line = (
                f'under {aim}: write {next(iter(streams))}: {{nothing: "the reason"}}'
            )
            way_out = f"add an update or a reference, or say why there is none: {line}"
            yield RULE.finding(message, _where_to_add(report, year), way_out)


def _gaps(assembled: ReportContext, year: FinancialYear) -> Gaps:
    report, gaps = assembled.report, defaultdict[tuple[int, ...], dict[str, str]](dict)
    cells = report.cells()
    filled = {key for key in cells if any(True for _ in cells[key].of_year(year))}
    for stream, heading in headings(report, assembled.project.house).items():
        aims = (s.number for s in report.aims if (s.aim.key, stream) not in filled)
        words = textwrap.shorten(heading, _LONGEST, placeholder="…")
        gaps[(*aims,)][stream] = f"“{words}”"
    gaps.pop((), None)
    return gaps


def _message(assembled: ReportContext, year: FinancialYear, gaps: Gaps) -> str:
    report, house = assembled.report, assembled.project.house
    scope = report.scope
    quarters = tuple(q.number for q in scope.quarters() if q.year == year)
    label = LabelFormatter(house).label(
        PeriodLabel(year), quarters, scope.finishes(year)
    )
    aims = {section.number: house.mention(section.number) for section in report.aims}
    places = (
        f"under {_shorter(aims, numbers, house.levels.aim)} in {_listed([*streams.values()])}"
        for numbers, streams in gaps.items()
    )
    return f"{label.rstrip(': ')}: nothing is reported {', nor '.join(places)}"


def _shorter(aims: Mapping[int, str], numbers: tuple[int, ...], aim: str) -> str:
    """Return the key aims of some numbers, or, where they are fewer, all but the others."""
    others = [aims[number] for number in aims if number not in numbers]
    if len(others) + 1 < len(numbers):
        return f"any {aim} except {_listed(others)}" if others else f"any {aim}"
    return _listed([aims[number] for number in numbers])


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _where_to_add(report: Report, year: FinancialYear) -> Annotation:
    """Return the newest file of that year, where it would be written, or report.yaml."""
    for file in reversed(report.files):
        covered = file.period.year == year and report.scope.covers(file.period)
        if covered and not is_private_file(file.at.source.name):
            return Annotation(file.at)
    return report.settings.place("period")
