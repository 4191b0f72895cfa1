"""Makes one report from the updates of many quarters.

Entries are in order of period, then of file name, then as typed; under a label, lead items are
first. Nothing else affects the order.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.house import HouseFormat, Stream
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import Basis, Period, Quarter
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
)
from pccreport.report.measures import aim_measures
from pccreport.report.omissions import Omission, OmissionReason
from pccreport.report.promises import open_promises, panel_requests
from pccreport.report.report import (
    AimSection,
    CoveredFile,
    PeriodNote,
    PeriodSection,
    PrintedEntry,
    Report,
    StreamSection,
)
from pccreport.report.scope import Scope, scope_of
from pccreport.report.selection import CellKey, SelectedEntry, select_entries


class MergeResult(NamedTuple):
    """A report, and every entry of the project's files that is not in it."""

    report: Report
    omissions: tuple[Omission, ...]


def merge(
    project: Project, settings: ReportSettings, priority: Priority
) -> tuple[MergeResult, tuple[Diagnostic, ...]]:
    """Return the report on a priority with what is omitted, and the findings."""
    scope = scope_of(settings, project.plan, project.updates)
    selection = select_entries(project, scope, priority)
    merger = _Merger(project.house, scope, selection.cells, project.updates)
    aims = tuple(
        AimSection(aim, number, tuple(merger.streams(aim)))
        for number, aim in enumerate(priority.aims, start=1)
    )
    files = tuple(
        CoveredFile(
            update.period,
            (update.origin.keys.get("updates") or update.origin).span,
            frozenset(cell.stream for cell in update.cells),
        )
        for update in project.updates
    )
    measures = aim_measures(project.plan, project.updates, scope, priority)
    keys = {aim.key for aim in priority.aims}
    requested = project.plan.recommendations
    promises = open_promises(project.updates, scope.last, project.language)
    own_promises = tuple(promise for promise in promises if promise.aim in keys)
    report = Report(
        *(project.plan, settings, priority, scope, aims, files, measures),
        promises=own_promises,
        open_elsewhere=len(promises) > len(own_promises),
        requests=panel_requests(
            requested, project.updates, scope.last, settings.meeting
        ),
    )
    findings = (*selection.findings, *merger.findings)
    return MergeResult(report, (*selection.omissions, *merger.omissions)), findings


class _Merger:
    """Puts the selected entries under their streams and labels."""

    def __init__(
        self,
        house: HouseFormat,
        scope: Scope,
        cells: dict[CellKey, list[SelectedEntry]],
        updates: tuple[UpdateFile, ...],
    ) -> None:
        self.findings: list[Diagnostic] = []
        self.omissions: list[Omission] = []
        self._house = house
        self._scope = scope
        self._cells = cells
        self._updates = updates

    def streams(self, aim: KeyAim) -> Iterator[StreamSection]:
        """Yield the sections of the streams under a key aim."""
        for stream in self._house.all_streams():
            entries = self._cells.get((aim.key, stream.key), [])
            if periods := tuple(self._periods(entries)):
                all_entries = (selected.entry for selected in entries)
                closings = (e for e in all_entries if isinstance(e, ClosingLine))
                yield StreamSection(stream, periods, tuple(closings))
            else:
                self._nothing_to_close(entries, stream)

    def _nothing_to_close(self, entries: list[SelectedEntry], stream: Stream) -> None:
        for selected in entries:
            assert isinstance(selected.entry, ClosingLine)  # or there were periods
            span, reason = selected.entry.text.origin.span, OmissionReason.ALONE
            message = f"this closing line is not printed, because “{stream.key}” has no printed update"
            way_out = "add an update for this stream, or delete the line"
            self.findings.append(rule("closing-alone").finding(message, span, way_out))
            source = selected.updates[-1], selected.cell
            self.omissions.append(Omission(reason, *source, span, selected.entry))

    def _periods(self, entries: list[SelectedEntry]) -> Iterator[PeriodSection]:
        """Yield the section of each label, in order."""
        groups: dict[PeriodLabel, list[SelectedEntry]] = defaultdict(list)
        for selected in entries:
            if not isinstance(selected.entry, ClosingLine):
                groups[selected.head].append(selected)
        for head in sorted(groups, key=lambda head: head.sort_key):
            under_label = groups[head]
            finished = head.period is None and self._scope.finishes(head.year)
            quarters = _quarters(head, under_label)
            # The label of a finished year shows no quarters, so a note about some names them.
            shown = {1, 2, 3, 4} if finished else set(quarters)
            caveats = self._caveats(head, under_label, shown)
            printed = _in_order(under_label, head, shown)
            yield PeriodSection(head, quarters, finished, caveats, printed)

    def _caveats(
        self, head: PeriodLabel, entries: list[SelectedEntry], whole: set[int]
    ) -> tuple[PeriodNote, ...]:
        """Return the caveats of the periods under a label, without duplicates."""
        periods = {(u.period, u.basis) for each in entries for u in each.updates}
        about: dict[str, tuple[Prose, set[int]]] = {}
        for update in self._updates:
            if update.caveat and (update.period, update.basis) in periods:
                caveat = update.caveat
                _, numbers = about.setdefault(caveat.text, (caveat, set()))
                numbers |= _numbers(head, update.period, update.basis)
        return tuple(
            PeriodNote(caveat, () if numbers >= whole else tuple(sorted(numbers)))
            for caveat, numbers in about.values()
        )


def _numbers(head: PeriodLabel, period: Period, basis: Basis) -> set[int]:
    """Return the quarters of a period under the label of a year, or an empty set."""
    if head.period is not None:
        return set()
    if isinstance(period, Quarter) and basis is Basis.ALONE:
        return {period.number}
    return {1, 2, 3, 4}


def _quarters(head: PeriodLabel, entries: list[SelectedEntry]) -> tuple[int, ...]:
    updates = (update for selected in entries for update in selected.updates)
    numbers = {n for u in updates for n in _numbers(head, u.period, u.basis)}
    return tuple(sorted(numbers))


def _in_order(
    entries: list[SelectedEntry], head: PeriodLabel, whole: set[int]
) -> tuple[PrintedEntry, ...]:
    """Return the entries under a label in order, lead items first."""

    def leads(item: SelectedEntry) -> bool:
        return isinstance(item.entry, UpdateItem) and item.entry.lead

    printed: list[PrintedEntry] = []
    for item in sorted(entries, key=leads, reverse=True):
        match item.entry:
            case NothingToReport(reason=reason):
                quarters = _quarters(head, [item])
                is_whole = len(entries) == 1 and {*quarters} >= whole
                printed.append(PeriodNote(reason, () if is_whole else quarters))
            case UpdateItem() | Reference():
                printed.append(item.entry)
    return tuple(printed)
