"""A stream has nothing where the report would have something of it."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.model.period_labels import LabelFormatter, PeriodLabel
from pccreport.model.periods import FinancialYear, Quarter, file_stem
from pccreport.model.private_intent import is_private_file
from pccreport.model.update import Cell
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import Coverage, CoveredCells, cover_report
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext

RULE = rule("missing-entry")
_LONGEST = 60
"""Characters of a heading that a finding quotes."""


def check(assembled: ReportContext) -> Findings:
    """Yield what is missing: each stream under each key aim in one finding at most.

    First the streams whose whole quarter is missing, then cells that were left empty, then by
    year what has something in another year, and last what never had anything. A reference
    counts, and so does a reason for having nothing to report.
    """
    report = assembled.report
    aims = [section.aim.key for section in report.undivided()]
    told = cover_report(report, assembled.project.updates)
    ever = frozenset(cell for quarter in told.told for cell in told.printed(quarter))
    if not ever:
        return  # that the report is empty is a finding itself
    words = _Words(assembled, told)
    # A key aim with updates under no stream is not asked for those of streams.
    streams = {key for key in words.headings if key} or {*words.headings}
    whole = {aim for stream, aim in ever if not stream}
    every = frozenset((s, a) for s in streams for a in aims if not s or a not in whole)
    quarters = report.scope.news()
    silent = {q: told.silent(q) & streams for q in quarters}
    empty = {q: told.empty(q) & every for q in quarters}
    for quarter in quarters:
        if (before := told.before(quarter)) and silent[quarter]:
            cells = frozenset(
                (s, aim.aim.key) for s in silent[quarter] for aim in report.aims
            )
            where = f"{words.streams(silent[quarter])}, unlike in {words.label(before)}"
            yield words.finding(quarter, f"nothing is reported{where}", cells)
    for quarter in quarters:
        if cells := _outside(empty[quarter], silent[quarter]):
            yield words.finding(quarter, f"not told yet {words.places(cells)}", cells)
    for year in sorted(
        {b.head.year for s in report.cells().values() for b in s.periods}
    ):
        cells = every & ever - _of_year(report, year)
        for quarter in (q for q in quarters if q.year == year):
            cells = _outside(cells, silent[quarter]) - empty[quarter]
        if cells:
            message = f"nothing is reported {words.places(cells)}"
            yield words.finding(year, message, cells)
    if cells := every - ever - frozenset().union(*empty.values()):
        message = f"nothing was ever reported {words.places(cells)}"
        yield words.finding(None, message, cells)


def _outside(cells: CoveredCells, streams: Collection[str]) -> CoveredCells:
    return frozenset(cell for cell in cells if cell[0] not in streams)


def _of_year(report: Report, year: FinancialYear) -> CoveredCells:
    """Return what has something under the labels of a year."""
    sections = report.cells().items()
    return frozenset(
        (stream, aim)
        for (aim, stream), section in sections
        if any(True for _ in section.of_year(year))
    )


class _Words:
    """What is missing from one report, in its own words."""

    def __init__(self, assembled: ReportContext, told: Coverage) -> None:
        self._told = told
        self._report = assembled.report
        self._house = assembled.project.house
        self._labels = LabelFormatter(self._house)
        self.headings = headings(self._report, self._house)

    def finding(
        self, period: Quarter | FinancialYear | None, message: str, cells: CoveredCells
    ) -> Diagnostic:
        """Return that something is missing in a period, or ever, and what to write in a cell."""
        empty = self._empty_cell(period, cells) if isinstance(period, Quarter) else None
        order = [*self.headings]
        numbers = self._report.numbers()
        first = min(cells, key=lambda c: (numbers[c[1]], order.index(c[0])))
        stream, aim = (empty.stream, empty.aim) if empty else first
        at = Annotation(empty.origin.stream.span) if empty else None
        at = at or self._where(period, {stream for stream, _ in cells})
        entry = f"{stream}: " if stream else "- "
        line = f'under {aim}: write {entry}{{nothing: "the reason"}}'
        if at.span.source == self._report.settings.origin.source:
            where = f" for {period}" if period else ""
            if isinstance(period, Quarter):
                where += f", such as updates/{file_stem(period, stream)}.yaml"
            line = f"in an update file{where}, {line}"
        way_out = f"add an update or a reference, or say why there is none: {line}"
        message = f"{self.label(period)}: {message}" if period else message
        return RULE.finding(message, at, way_out)

    def label(self, period: Quarter | FinancialYear) -> str:
        """Return a quarter, or a year with its quarters, as it is printed."""
        scope, finished = self._report.scope, False
        quarters: tuple[int, ...]
        if isinstance(period, Quarter):
            year, quarters = period.year, (period.number,)
        else:
            year, finished = period, scope.finishes(period)
            quarters = tuple(q.number for q in scope.quarters() if q.year == year)
        return self._labels.label(PeriodLabel(year), quarters, finished).rstrip(": ")

    def _empty_cell(self, quarter: Quarter, cells: CoveredCells) -> Cell | None:
        """Return the first of some cells in the files that has nothing behind its key."""
        empty = (
            cell
            for key in self._told.empty(quarter) & cells
            for update in self._told.told[quarter][key].files
            for cell in update.cells
            if (cell.stream, cell.aim) == key
        )
        return min(empty, key=_place, default=None)

    def places(self, cells: CoveredCells) -> str:
        """Return streams and key aims as they are printed, those with the same gaps together."""
        gaps = defaultdict[tuple[int, ...], list[str]](list)
        for stream in self.headings:
            aims = (s for s in self._report.aims if (stream, s.aim.key) in cells)
            gaps[tuple(s.number for s in aims)].append(stream)
        gaps.pop((), None)
        names = aim_names(self._report.priority, self._house)
        undivided = [*self._report.undivided()]
        mentions = {s.number: names[s.aim.key].mention for s in undivided}
        level = self._house.levels.of_depth(
            max(section.aim.depth for section in undivided),
            whole=not self._report.priority.number,
        )
        return ", nor ".join(
            f"under {_shorter(mentions, numbers, level)}{self.streams(streams)}"
            for numbers, streams in gaps.items()
        )

    def streams(self, streams: Collection[str]) -> str:
        """Return " in" and the streams by their headings, or keys; "" for what is under none."""
        named = [
            f"“{textwrap.shorten(heading, _LONGEST, placeholder='…')}”"
            if heading
            else f"{key}: (printed without a heading)"
            for key, heading in self.headings.items()
            if key and key in streams
        ]
        return f" in {_listed(named)}" if named else ""

    def _where(
        self, period: Quarter | FinancialYear | None, streams: Collection[str]
    ) -> Annotation:
        """Return where it would be written in the newest file of a period, or report.yaml.

        A file of one other stream is none: another contributor's.
        """
        report = self._report
        newest = report.files[::-1]
        for file in sorted(
            newest,
            key=lambda x: (-x.period.end.toordinal(), x.streams.isdisjoint(streams)),
        ):
            about = file.period
            within = period is None or (
                about.start <= period.end
                and period.start <= about.end
                and (isinstance(period, Quarter) or about.year == period)
            )
            covered = within and report.scope.covers(about)
            name = file.at.source.name
            is_shared = len(file.streams) > 1 or PurePath(name).stem == file_stem(about)
            is_own = is_shared or not file.streams.isdisjoint(streams)
            if covered and is_own and not is_private_file(name):
                return Annotation(file.at)
        settings = report.settings
        late = settings.until is not None and period == settings.until
        return settings.place("until" if late else "period")


def _place(cell: Cell) -> tuple[str, int]:
    span = cell.origin.stream.span
    return span.source.name, span.start


def _shorter(aims: Mapping[int, str], numbers: tuple[int, ...], aim: str) -> str:
    """Return the key aims of some numbers, or, where they are fewer, all but the others."""
    others = [aims[number] for number in aims if number not in numbers]
    if len(others) + 1 < len(numbers):
        return f"any {aim} except {_listed(others)}" if others else f"any {aim}"
    return _listed([aims[number] for number in numbers])


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
