"""Gaps of a report: nothing to print, or a stream without an entry in a cell."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from pathlib import PurePath

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.texts.counted import join_words
from pccreport.model.periods import FinancialYear, Quarter, file_stem, quarters_of
from pccreport.model.private_intent import is_private_file
from pccreport.model.update import UpdateCell, UpdateFile
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import CellState, Coverage, find_coverage, state_of
from pccreport.report.placeholder_values import stream_headings
from pccreport.rules.context import ReportContext

_Cells = Set[tuple[str, str]]
"""Streams under key aims, by the keys of both."""
_Period = Quarter | FinancialYear | None


def empty_report(kind: Rule, context: ReportContext) -> Findings:
    """One finding, at the period reported on, when no update is in scope.

    A project without any update is not begun, which is no mistake.
    """
    report = context.report
    begun = any(cell.entries for _, cell in context.project.cells())
    measures = report.measures.values()
    news = (m.has_status() or any(x.current for x in m.rows()) for m in measures)
    is_empty = not (report.cells() or any(news))
    # Without streams there is no place for an update, and that is a finding itself.
    if begun and context.project.has_streams() and is_empty:
        on = f" under priority {number}" if (number := report.priority.number) else ""
        message = f"there is no public update{on} for {report.scope.range_name}"
        way_out = "add updates for that period, or choose another period"
        yield kind.finding(message, report.settings.annotate("period"), way_out)


def missing_entry(kind: Rule, context: ReportContext) -> Findings:
    """Yield findings for missing entries, with each stream under each key aim in one at most."""
    report, updates = context.report, context.project.updates
    quarters = quarters_of(report.plan.years.start, report.scope.until.end)
    coverage = find_coverage(updates, report.aim_numbers(), quarters)
    titles = stream_headings(report, context.project.house)
    numbers, order = report.aim_numbers(), [*titles]
    for period, message, cells in _find_gaps(context, coverage, titles):
        # The key of a priority without one, which has a dot, cannot be typed.
        stream, aim = min(
            cells, key=lambda c: ("." in c[1], numbers[c[1]], order.index(c[0]))
        )
        at, where = _newest_period(context, period, {stream for stream, _ in cells}), ""
        if at is None:
            at, where = report.settings.annotate("period"), "in an update file, "
            if isinstance(period, Quarter):
                name = f"updates/{file_stem(period, stream)}.yaml"
                where = f"in an update file for {period}, such as {name}, "
        if isinstance(period, Quarter):
            wanted = coverage.empty_keys(period) & cells
            if empty := _cell_without_entries(updates, period, wanted):
                stream, aim = empty.stream, empty.aim
                at, where = Annotation(empty.origin[1].span), ""
        typed = sorted((a for s, a in cells if s == stream), key=numbers.__getitem__)
        aims = [each for each in typed if "." not in each] or [aim]
        under = f"under {'each of ' * (len(aims) > 1)}{join_words(*aims)}"
        entry = f'{(stream and f"{stream}:") or "-"} {{nothing: "the reason"}}'
        streams = {each for each, _ in cells} - {stream, ""}
        others = [key for key in titles if key in streams]
        rest = f"; likewise for the gaps under {join_words(*others)}" if others else ""
        way_out = f"add an update or a reference, or say why there is neither: {where}{under}, write {entry}{rest}"
        yield kind.finding(f"{period}: {message}" if period else message, at, way_out)


def _newest_period(
    context: ReportContext, period: _Period, streams: Set[str]
) -> Annotation | None:
    """Return the period of the newest file for a period that has some streams or several, or None.

    A file with only another stream is that of another contributor.
    """
    files = [*reversed(context.project.updates)]
    for file in sorted(files, key=lambda f: f.period.end, reverse=True):
        about, name, own = file.period, file.name, {cell.stream for cell in file.cells}
        within = not period or (about.start <= period.end and period.start <= about.end)
        is_shared = len(own) > 1 or PurePath(name).stem == file_stem(about)
        is_own = is_shared or not own.isdisjoint(streams)
        covered = within and context.report.scope.covers(about)
        if covered and is_own and not is_private_file(name):
            return Annotation((file.origin.keys.get("updates") or file.origin).span)
    return None


def _cell_without_entries(
    updates: Iterable[UpdateFile], period: Quarter, wanted: _Cells
) -> UpdateCell | None:
    """Return the first wanted cell without entries in the files for a quarter, or None."""
    for update in updates:
        if update.period.start <= period.end and period.start <= update.period.end:
            for cell in update.cells:
                if (cell.stream, cell.aim) in wanted and not cell.entries:
                    return cell
    return None


def _find_gaps(
    context: ReportContext, coverage: Coverage, titles: Mapping[str, str]
) -> Iterator[tuple[_Period, str, _Cells]]:
    """Yield each period with what is said of it, and the cells without an entry.

    By quarter the streams without any entry and the cells that were left empty, then by year the
    cells with entries in other years, and last those without any. A reference counts as an entry,
    and so does a reason for having nothing to report.
    """
    report, house = context.report, context.project.house
    whole, aims = not report.priority.number, list[str]()
    for aim in (section.aim for section in report.undivided_aims()):
        columns = house.table_of(aim.depth, whole=whole).columns
        # A row without a column of texts has none.
        aims += [aim.key] if not columns or "text" in columns else []
    reported = frozenset().union(*map(coverage.printed_keys, coverage.cells))
    if not reported:
        return  # `empty-report` is a finding
    # A key aim with updates under no stream does not need those of streams.
    streams = {key for key in titles if key} or {*titles}
    undivided = {aim for stream, aim in reported if not stream}
    every = {(s, a) for s in streams for a in aims if not s or a not in undivided}
    every -= _without_fund(context, every)
    missing = dict[FinancialYear, set[tuple[str, str]]]()
    sections = report.cells().items()
    years = {block.head.year for _, section in sections for block in section.periods}
    for year in sorted(years):
        printed = {
            (stream, aim)
            for (aim, stream), section in sections
            if any(each.entries for each in section.periods if each.head.year == year)
        }
        missing[year] = {*(every & reported)} - printed
    left_empty = set[tuple[str, str]]()
    on = report.scope.period
    first = on if isinstance(on, Quarter) else report.scope.until
    for quarter in (q for q in report.scope.quarters() if q >= first):
        silent = coverage.silent_streams(quarter) & streams
        empty = coverage.empty_keys(quarter) & every
        if silent:
            cells = {(s, section.aim.key) for s in silent for section in report.aims}
            cells = cells & every or cells
            where = _describe_streams(silent, titles)
            unlike = f"unlike in {coverage.last_before(quarter)}"
            yield quarter, f"nothing is reported{where}, {unlike}", cells
        if cells := {cell for cell in empty if cell[0] not in silent}:
            message = f"no update yet {_describe_cells(context, cells, titles)}"
            yield quarter, message, cells
        left_empty |= empty
        quiet = {cell for cell in every if cell[0] in silent} | empty
        missing[quarter.year] = missing.get(quarter.year, set()) - quiet
    for year, cells in missing.items():
        quarters = [q for q in report.scope.quarters() if q.year == year]
        if cells:
            message = f"nothing is reported {_describe_cells(context, cells, titles)}"
            yield quarters[0] if len(quarters) == 1 else year, message, cells
    if cells := every - reported - left_empty:
        message = f"the report has nothing {_describe_cells(context, cells, titles)}"
        yield None, message, cells


def _without_fund(context: ReportContext, cells: _Cells) -> _Cells:
    """Return the cells of funds that are in other places of the files alone: a fund is not for all key aims."""
    project, unprinted = context.project, CellState.UNPRINTED
    public = (each for each in project.cells() if not is_private_file(each[0].name))
    shown = (cell for _, cell in public if state_of(cell.entries) is not unprinted)
    named = {(cell.stream, cell.aim) for cell in shown}
    funds = {s.key for s in project.house.streams if s.fund} & {s for s, _ in named}
    return {cell for cell in cells if cell[0] in funds} - named


def _describe_cells(
    context: ReportContext, cells: _Cells, titles: Mapping[str, str]
) -> str:
    """Return the text for some cells: key aims and streams, those with the same gaps together."""
    report, house = context.report, context.project.house
    undivided = [*report.undivided_aims()]
    names = aim_names(report.priority, house)
    whole = not report.priority.number
    depth = max(section.aim.depth for section in undivided)
    level = house.level(depth, whole=whole).one
    gaps = defaultdict[tuple[str, ...], list[str]](list)
    for stream in titles:
        keys = (s.aim.key for s in report.aims if (stream, s.aim.key) in cells)
        gaps[tuple(keys)].append(stream)
    gaps.pop((), None)
    said = []
    for aims, streams in gaps.items():
        where = join_words(*(names[aim].mention for aim in aims), last="or")
        rest = [names[s.aim.key].mention for s in undivided if s.aim.key not in aims]
        if len(rest) + 1 < len(aims):
            where = f"any {level}" + (f" except {join_words(*rest)}" if rest else "")
        said.append(f"under {where}{_describe_streams(streams, titles)}")
    return ", or ".join(said)


def _describe_streams(streams: Collection[str], titles: Mapping[str, str]) -> str:
    """Return " in" and the headings, or keys, of some streams; "" for none."""
    some = [key for key in titles if key and key in streams]
    names = [f"“{titles[key] or key}”" for key in some]
    return f" in {join_words(*names, last='or')}" if names else ""
