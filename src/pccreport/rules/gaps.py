"""Gaps of a report: nothing to print, or a stream without an entry in a cell."""

import textwrap
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from pathlib import PurePath

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, Rule
from pccreport.model.period_labels import LabelFormatter, PeriodLabel
from pccreport.model.periods import FinancialYear, Quarter, file_stem
from pccreport.model.private_intent import is_private_file
from pccreport.model.update import Cell
from pccreport.report.aim_names import aim_names
from pccreport.report.placeholder_values import headings
from pccreport.report.status import Coverage, cover_report
from pccreport.rules.context import ReportContext

_MAX_LENGTH = 60
"""Characters of a heading in a message."""


def empty_report(kind: Rule, context: ReportContext) -> Findings:
    """One finding, at the period reported on, when no update is in scope.

    A project without any update is not begun, which is no mistake.
    """
    report = context.report
    begun = any(cell.entries for _, cell in context.project.cells())
    is_empty = not report.cells()
    is_empty = is_empty and not any(m.has_news() for m in report.measures.values())
    # Without streams there is no place for an update, and that is a finding itself.
    if begun and context.project.has_streams() and is_empty:
        scope, settings = report.scope, report.settings
        on = f" for priority {number}" if (number := report.priority.number) else ""
        message = f"there is no public update{on} from {scope.first} to {scope.until}"
        way_out = "add updates for these quarters, or choose another period"
        yield kind.finding(message, settings.annotate("period"), way_out)


def missing_entry(kind: Rule, context: ReportContext) -> Findings:
    """Yield findings for missing entries, with each stream under each key aim in one at most.

    First the streams without an entry in a whole quarter, then the cells that were left empty, then by
    year the cells with entries in other years, and last those without any. A reference counts as an
    entry, and so does a reason for having nothing to report.
    """
    report = context.report
    aims = [section.aim.key for section in report.undivided()]
    coverage = cover_report(report, context.project.updates)
    reported = frozenset().union(*map(coverage.printed, coverage.cells))
    if not reported:
        return  # `empty-report` is a finding
    texts = _Texts(kind, context, coverage)
    # A key aim with updates under no stream does not need those of streams.
    streams = {key for key in texts.headings if key} or {*texts.headings}
    undivided = {aim for stream, aim in reported if not stream}
    every = {(s, a) for s in streams for a in aims if not s or a not in undivided}
    quarters = report.scope.news()
    silent = {q: coverage.silent(q) & streams for q in quarters}
    empty = {q: coverage.empty(q) & every for q in quarters}
    for quarter in quarters:
        if (before := coverage.before(quarter)) and silent[quarter]:
            cells = {(s, a.aim.key) for s in silent[quarter] for a in report.aims}
            where = f"{texts.streams(silent[quarter])}, unlike in {texts.label(before)}"
            yield texts.finding(quarter, f"nothing is reported{where}", cells)
    for quarter in quarters:
        if cells := {cell for cell in empty[quarter] if cell[0] not in silent[quarter]}:
            message = f"no update yet {texts.cells(cells)}"
            yield texts.finding(quarter, message, cells)
    sections = report.cells().items()
    years = {block.head.year for _, section in sections for block in section.periods}
    for year in sorted(years):
        of_year = {(s, a) for (a, s), section in sections if [*section.of_year(year)]}
        cells = every & reported - of_year
        for quarter in (q for q in quarters if q.year == year):
            quiet = {cell for cell in cells if cell[0] in silent[quarter]}
            cells -= quiet | empty[quarter]
        if cells:
            message = f"nothing is reported {texts.cells(cells)}"
            yield texts.finding(year, message, cells)
    if cells := every - reported.union(*empty.values()):
        message = f"the report has nothing {texts.cells(cells)}"
        yield texts.finding(None, message, cells)


_Cells = Set[tuple[str, str]]
"""Streams under key aims, by the keys of both."""


class _Texts:
    """The wording of findings for missing entries of a report."""

    def __init__(self, kind: Rule, context: ReportContext, coverage: Coverage) -> None:
        self._kind = kind
        self._coverage = coverage
        self._report = context.report
        self._house = context.project.house
        self._labels = LabelFormatter(self._house)
        self.headings = headings(self._report, self._house)

    def finding(
        self, period: Quarter | FinancialYear | None, message: str, cells: _Cells
    ) -> Diagnostic:
        """Return the finding for entries missing in a period, or ever, with what to write in a cell."""
        empty = self._empty_cell(period, cells) if isinstance(period, Quarter) else None
        order = [*self.headings]
        numbers = self._report.numbers()
        # The key of a priority without one, which has a dot, cannot be typed.
        first = min(
            cells, key=lambda c: ("." in c[1], numbers[c[1]], order.index(c[0]))
        )
        stream, aim = (empty.stream, empty.aim) if empty else first
        at = Annotation(empty.origin.stream.span) if empty else None
        at = at or self._annotation(period, {stream for stream, _ in cells})
        gaps = defaultdict[tuple[str, ...], list[str]](list)
        in_order = sorted(cells, key=lambda cell: numbers[cell[1]])
        for each in dict.fromkeys((stream, *order)):
            typed = tuple(a for s, a in in_order if s == each and "." not in a)
            gaps[typed or (aim,) * (each == stream)].append(each)
        gaps.pop((), None)
        line = "; ".join(_entries(aims, own) for aims, own in gaps.items())
        if at.span.source == self._report.settings.origin.source:
            where = f" for {period}" if period else ""
            if isinstance(period, Quarter):
                where += f", such as updates/{file_stem(period, stream)}.yaml"
            line = f"in an update file{where}, {line}"
        way_out = f"add an update or a reference, or say why there is none: {line}"
        message = f"{self.label(period)}: {message}" if period else message
        return self._kind.finding(message, at, way_out)

    def label(self, period: Quarter | FinancialYear) -> str:
        """Return the printed label of a quarter, or of a year with its quarters."""
        scope, finished = self._report.scope, False
        if scope.days:
            return self._labels.name(scope.days)
        quarters: tuple[int, ...]
        if isinstance(period, Quarter):
            year, quarters = period.year, (period.number,)
        else:
            year, finished = period, scope.finishes(period)
            quarters = tuple(q.number for q in scope.quarters() if q.year == year)
        return self._labels.label(PeriodLabel(year), quarters, finished).rstrip(": ")

    def _empty_cell(self, quarter: Quarter, cells: _Cells) -> Cell | None:
        """Return the first of some cells that is in a file without entries, or None."""
        empty = [
            cell
            for key in self._coverage.empty(quarter) & cells
            for update in self._coverage.cells[quarter][key].files
            for cell in update.cells
            if (cell.stream, cell.aim) == key
        ]
        spans = [cell.origin.stream.span for cell in empty]
        places = [(span.source.name, span.start) for span in spans]
        return empty[places.index(min(places))] if empty else None

    def cells(self, cells: _Cells) -> str:
        """Return the text for some cells: key aims and streams, those with the same gaps together."""
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
        """Return " in" and the headings, or keys, of some streams; "" for none."""
        names = [
            f"“{textwrap.shorten(heading, _MAX_LENGTH, placeholder='…')}”"
            if heading
            else f"{key}: (printed without a heading)"
            for key, heading in self.headings.items()
            if key and key in streams
        ]
        return f" in {_joined(names)}" if names else ""

    def _annotation(
        self, period: Quarter | FinancialYear | None, streams: Collection[str]
    ) -> Annotation:
        """Return the period of the newest file where an entry can be written, or of report.yaml.

        A file with only another stream is that of another contributor.
        """
        report = self._report
        newest = [*reversed(report.files)]
        newest.sort(
            key=lambda f: (-f.period.end.toordinal(), f.streams.isdisjoint(streams))
        )
        for file in newest:
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
        return settings.annotate("until" if late else "period")


def _entries(aims: Sequence[str], streams: Sequence[str]) -> str:
    """Return what to write under some key aims for streams of which nothing is there."""
    first, *others = streams
    entry = f'{(first and f"{first}:") or "-"} {{nothing: "the reason"}}'
    same = f", and the same for {_joined(others)}" if others else ""
    return f"under {'each of ' * (len(aims) > 1)}{_joined(aims)}: write {entry}{same}"


def _shorter(aims: Mapping[int, str], numbers: tuple[int, ...], aim: str) -> str:
    """Return the mentions of some key aims, or "any Key Aim except" the others if those are fewer."""
    rest = [aims[number] for number in aims if number not in numbers]
    if len(rest) + 1 < len(numbers):
        return f"any {aim} except {_joined(rest)}" if rest else f"any {aim}"
    return _joined([aims[number] for number in numbers])


def _joined(texts: Sequence[str]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last
