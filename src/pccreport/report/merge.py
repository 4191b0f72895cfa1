"""Makes one report from the updates of many quarters.

Entries are in order of period, then of file name, then as typed; under a label, lead items are
first. Nothing else affects the order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.house import NO_STREAM, LabelUse
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import Basis, Quarter
from pccreport.model.plan import KeyAim, Priority
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.model.settings import ReportSettings
from pccreport.model.update import (
    ClosingLine,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
    entry_span,
    top_entry_rows,
)
from pccreport.report.ledger import EntrySelector, Omission, OmissionReason, PrintedRow
from pccreport.report.measures import aim_measures
from pccreport.report.promises import open_promises, panel_requests
from pccreport.report.report import (
    AimSection,
    PeriodSection,
    ReasonOrCaveat,
    Report,
    StreamSection,
)
from pccreport.report.scope import Scope, scope_of

_Cells = dict[tuple[str, str], list[PrintedRow]]
"""The printed entries by the keys of their key aim and stream."""


def merge(
    project: Project, settings: ReportSettings, priority: Priority
) -> tuple[Report, tuple[Omission, ...], tuple[Diagnostic, ...]]:
    """Return the report on a priority, every entry of the files that is not in it, and the findings."""
    scope = scope_of(settings, project.plan, project.updates)
    covers = cache(scope.covers)
    keys = {aim.key for aim in priority.aims}
    # An update can be continued or withdrawn under another priority.
    covered = top_entry_rows(u for u in project.updates if covers(u.period))
    each_quarter = project.house.labels is LabelUse.EACH_QUARTER
    ledger = EntrySelector(covered, each_quarter=each_quarter)
    cells: _Cells = defaultdict(list)
    for row in top_entry_rows(project.updates):
        if not covers(row.file.period):
            ledger.omit(OmissionReason.OUTSIDE, row)
        elif row.cell.aim not in keys:
            ledger.omit(OmissionReason.ELSEWHERE, row)
        elif printed := ledger.printed_version(row):
            cells[row.cell.aim, row.cell.stream].append(printed)
    cells = {key: ledger.without_duplicates(cell) for key, cell in cells.items()}
    aims = tuple(
        AimSection(aim, n, tuple(_stream_sections(aim, cells, project, scope, ledger)))
        for n, aim in enumerate(priority.aims, start=1)
    )
    measures = aim_measures(project.plan, project.updates, scope, priority)
    asked = project.plan.recommendations
    promises = open_promises(project.updates, scope.newest)
    own_promises = tuple(promise for promise in promises if promise.aim in keys)
    report = Report(
        *(project.plan, settings, priority, scope, aims, measures),
        promises=own_promises,
        open_elsewhere=len(promises) > len(own_promises),
        requests=panel_requests(asked, project.updates, scope.newest, settings.meeting),
    )
    return report, tuple(ledger.omissions), tuple(ledger.findings)


def _stream_sections(
    aim: KeyAim, cells: _Cells, project: Project, scope: Scope, ledger: EntrySelector
) -> Iterator[StreamSection]:
    """Yield the sections of the streams under a key aim."""
    for stream in (NO_STREAM, *project.house.streams):
        cell = cells.get((aim.key, stream.key), [])
        closing = [each for each in cell if isinstance(each.entry, ClosingLine)]
        groups: dict[PeriodLabel, list[PrintedRow]] = defaultdict(list)
        for each in cell:
            if not isinstance(each.entry, ClosingLine):
                groups[each.head].append(each)
        if groups:
            heads = sorted(groups, key=lambda head: head.sort_key)
            own = ((PeriodSection(aim, stream, x), groups[x]) for x in heads)
            periods = (_fill_section(*each, project, scope) for each in own)
            lines = (e.entry for e in closing if isinstance(e.entry, ClosingLine))
            yield StreamSection(stream, tuple(periods), tuple(lines))
            continue
        for row in (each.row for each in closing):
            message = f"this closing line is not printed, because “{stream.key}” has no printed update here"
            way_out = "add an update for this stream, or delete the line"
            at = entry_span(row.entry)
            ledger.findings.append(rule("closing-alone").finding(message, at, way_out))
            ledger.omit(OmissionReason.ALONE, row)


def _fill_section(
    section: PeriodSection, printed: list[PrintedRow], project: Project, scope: Scope
) -> PeriodSection:
    """Return the section of a label with its caveats, and its entries, lead items first."""
    head = section.head
    first, last = head.year.quarter(1), head.year.quarter(4)
    finished = not head.period and scope.covers(first) and scope.covers(last)
    quarters = _quarter_numbers(head, (file for each in printed for file in each.files))
    # The label of a finished year shows no quarters, so a note about some names them.
    shown = {1, 2, 3, 4} if finished else {*quarters}
    periods = {(file.period, file.basis) for each in printed for file in each.files}
    caveats: dict[str, tuple[Prose, list[UpdateFile]]] = {}
    for file in project.updates:
        if file.caveat and (file.period, file.basis) in periods:
            _, files = caveats.setdefault(file.caveat.text, (file.caveat, []))
            files.append(file)

    def note(text: Prose, files: Iterable[UpdateFile], alone: bool) -> ReasonOrCaveat:
        about = _quarter_numbers(head, files)
        return ReasonOrCaveat(text, () if alone and shown <= {*about} else about)

    entries: list[UpdateItem | Reference | ReasonOrCaveat] = []
    in_order = sorted(printed, key=lambda each: not getattr(each.entry, "lead", False))
    for each in in_order:
        match each.entry:
            case NothingToReport(text=reason):
                entries.append(note(reason, each.files, len(printed) == 1))
            case UpdateItem() | Reference() as entry:
                entries.append(entry)
    notes = tuple(note(text, files, True) for text, files in caveats.values())
    return section._replace(
        quarters=quarters, finished=finished, caveats=notes, entries=tuple(entries)
    )


def _quarter_numbers(head: PeriodLabel, files: Iterable[UpdateFile]) -> tuple[int, ...]:
    """Return the quarters of some files under the label of a year, or ()."""
    numbers: set[int] = set()
    for file in files if head.period is None else ():
        match file.period:
            case Quarter(number=number) if file.basis is Basis.ALONE:
                numbers.add(number)
            case _:
                numbers |= {1, 2, 3, 4}
    return tuple(sorted(numbers))
