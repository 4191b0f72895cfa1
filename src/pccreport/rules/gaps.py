"""Gaps of a report: nothing to print, or a stream without an entry in a cell."""

import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from pathlib import PurePath

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.model.period_labels import LabelFormatter, PeriodLabel
from pccreport.model.periods import FinancialYear, Quarter, file_stem
from pccreport.model.private_intent import is_private_file
from pccreport.report.aim_names import aim_names
from pccreport.report.placeholder_values import headings
from pccreport.report.status import Coverage, cover_report
from pccreport.rules.context import ReportContext

_MAX_LENGTH = 60
"""Characters of a heading in a message."""
_Cells = Set[tuple[str, str]]
"""Streams under key aims, by the keys of both."""
_Period = Quarter | FinancialYear | None


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
    """Yield findings for missing entries, with each stream under each key aim in one at most."""
    house, report = context.project.house, context.report
    coverage = cover_report(report, context.project.updates)
    titles = headings(report, house)
    for period, message, cells in _gaps(context, coverage, titles):
        numbers, order = report.numbers(), [*titles]
        # The key of a priority without one, which has a dot, cannot be typed.
        first = min(
            cells, key=lambda c: ("." in c[1], numbers[c[1]], order.index(c[0]))
        )
        at = None
        if isinstance(period, Quarter):
            wanted = coverage.empty(period) & cells
            open_cells = (
                cell
                for update in context.project.updates
                for cell in update.cells
                if (cell.stream, cell.aim) in wanted
                and not cell.entries
                and update.period.start <= period.end
                and period.start <= update.period.end
            )
            if empty := next(open_cells, None):
                first = empty.stream, empty.aim
                at = Annotation(empty.origin.stream.span)
        at = at or _place(context, period, {stream for stream, _ in cells})
        stream, aim = first
        typed = sorted((a for s, a in cells if s == stream), key=numbers.__getitem__)
        aims = [each for each in typed if "." not in each] or [aim]
        entry = f'{(stream and f"{stream}:") or "-"} {{nothing: "the reason"}}'
        line = f"under {'each of ' * (len(aims) > 1)}{_joined(aims)}: write {entry}"
        if at.span.source == report.settings.origin.source:
            where = f" for {period}" if period else ""
            if isinstance(period, Quarter):
                where += f", such as updates/{file_stem(period, stream)}.yaml"
            line = f"in an update file{where}, {line}"
        way_out = f"add an update or a reference, or say why there is none: {line}"
        when = f"{_label(context, period)}: " if period else ""
        yield kind.finding(f"{when}{message}", at, way_out)


def _gaps(
    context: ReportContext, coverage: Coverage, titles: Mapping[str, str]
) -> Iterator[tuple[_Period, str, _Cells]]:
    """Yield each period with what is said of it, and the cells without an entry.

    First the streams without an entry in a whole quarter, then the cells that were left empty, then by
    year the cells with entries in other years, and last those without any. A reference counts as an
    entry, and so does a reason for having nothing to report.
    """
    report = context.report
    aims = [section.aim.key for section in report.undivided()]
    reported = frozenset().union(*map(coverage.printed, coverage.cells))
    if not reported:
        return  # `empty-report` is a finding
    # A key aim with updates under no stream does not need those of streams.
    streams = {key for key in titles if key} or {*titles}
    undivided = {aim for stream, aim in reported if not stream}
    every = {(s, a) for s in streams for a in aims if not s or a not in undivided}
    quarters = report.scope.news()
    silent = {q: coverage.silent(q) & streams for q in quarters}
    empty = {q: coverage.empty(q) & every for q in quarters}
    for quarter in quarters:
        if (before := coverage.before(quarter)) and silent[quarter]:
            cells = {(s, a.aim.key) for s in silent[quarter] for a in report.aims}
            where = _in_streams(silent[quarter], titles)
            unlike = f"unlike in {_label(context, before)}"
            yield quarter, f"nothing is reported{where}, {unlike}", cells
    for quarter in quarters:
        if cells := {cell for cell in empty[quarter] if cell[0] not in silent[quarter]}:
            message = f"no update yet {_under_aims(context, cells, titles)}"
            yield quarter, message, cells
    sections = report.cells().items()
    years = {block.head.year for _, section in sections for block in section.periods}
    for year in sorted(years):
        of_year = {(s, a) for (a, s), section in sections if [*section.of_year(year)]}
        cells = every & reported - of_year
        for quarter in (q for q in quarters if q.year == year):
            quiet = {cell for cell in cells if cell[0] in silent[quarter]}
            cells -= quiet | empty[quarter]
        if cells:
            message = f"nothing is reported {_under_aims(context, cells, titles)}"
            yield year, message, cells
    if cells := every - reported.union(*empty.values()):
        message = f"the report has nothing {_under_aims(context, cells, titles)}"
        yield None, message, cells


def _label(context: ReportContext, period: Quarter | FinancialYear) -> str:
    """Return the printed label of a quarter, or of a year with its quarters."""
    scope, labels = context.report.scope, LabelFormatter(context.project.house)
    if scope.days:
        return labels.name(scope.days)
    if isinstance(period, Quarter):
        label = labels.label(PeriodLabel(period.year), (period.number,), False)
    else:
        numbers = tuple(q.number for q in scope.quarters() if q.year == period)
        label = labels.label(PeriodLabel(period), numbers, scope.finishes(period))
    return label.rstrip(": ")


def _under_aims(
    context: ReportContext, cells: _Cells, titles: Mapping[str, str]
) -> str:
    """Return the text for some cells: key aims and streams, those with the same gaps together.

    All key aims are “any”, and most are all except the others.
    """
    report, house = context.report, context.project.house
    undivided = [*report.undivided()]
    names = aim_names(report.priority, house)
    whole = not report.priority.number
    depth = max(section.aim.depth for section in undivided)
    level = house.levels.of_depth(depth, whole=whole)
    gaps = defaultdict[tuple[str, ...], list[str]](list)
    for stream in titles:
        keys = (s.aim.key for s in report.aims if (stream, s.aim.key) in cells)
        gaps[tuple(keys)].append(stream)
    gaps.pop((), None)
    said = []
    for aims, streams in gaps.items():
        where = _joined([names[aim].mention for aim in aims])
        rest = [names[s.aim.key].mention for s in undivided if s.aim.key not in aims]
        if len(rest) + 1 < len(aims):
            where = f"any {level}" + (f" except {_joined(rest)}" if rest else "")
        said.append(f"under {where}{_in_streams(streams, titles)}")
    return ", nor ".join(said)


def _in_streams(streams: Collection[str], titles: Mapping[str, str]) -> str:
    """Return " in" and the headings, or keys, of some streams; "" for none."""
    names = [
        f"“{textwrap.shorten(title, _MAX_LENGTH, placeholder='…')}”"
        if title
        else f"{key}: (printed without a heading)"
        for key, title in titles.items()
        if key and key in streams
    ]
    return f" in {_joined(names)}" if names else ""


def _place(context: ReportContext, period: _Period, streams: Set[str]) -> Annotation:
    """Return the period of the newest file where an entry can be written, or of report.yaml.

    A file with only another stream is that of another contributor.
    """
    files = reversed(context.project.updates)
    newest = [(file, {cell.stream for cell in file.cells}) for file in files]
    newest.sort(key=lambda f: (-f[0].period.end.toordinal(), streams.isdisjoint(f[1])))
    for file, own in newest:
        about, name = file.period, file.name
        within = not period or (about.start <= period.end and period.start <= about.end)
        is_shared = len(own) > 1 or PurePath(name).stem == file_stem(about)
        is_own = is_shared or not own.isdisjoint(streams)
        covered = within and context.report.scope.covers(about)
        if covered and is_own and not is_private_file(name):
            return Annotation((file.origin.keys.get("updates") or file.origin).span)
    settings = context.report.settings
    late = settings.until is not None and period == settings.until
    return settings.annotate("until" if late else "period")


def _joined(texts: Sequence[str]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last
