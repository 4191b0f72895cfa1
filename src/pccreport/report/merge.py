"""Makes one report from the updates of many quarters.

Order: by period, then by file name, then as written; within a label, lead items are first.
Nothing else affects the order: not a file's position on the disk, not a date.
"""

from __future__ import annotations

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
from pccreport.model.update import ClosingLine, NothingToReport, UpdateFile, UpdateItem
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
    """Return the report on a priority, and what has no position in it."""
    scope = scope_of(settings, project.plan, project.updates)
    settled = select_entries(project, scope, priority)
    merging = _Merger(project.house, scope, settled.cells, project.updates)
    aims = tuple(
        AimSection(aim, number, tuple(merging.streams(aim)))
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
    asked = project.plan.recommendations
    report = Report(
        *(project.plan, settings, priority, scope, aims, files, measures),
        promises=open_promises(project.updates, keys, scope.until),
        requests=panel_requests(asked, project.updates, scope.until, settings.meeting),
    )
    findings = (*settled.findings, *merging.findings)
    return MergeResult(report, (*settled.omissions, *merging.absences)), findings


class _Merger:
    """Puts what is printed under its streams and labels."""

    def __init__(
        self,
        house: HouseFormat,
        scope: Scope,
        cells: dict[CellKey, list[SelectedEntry]],
        updates: tuple[UpdateFile, ...],
    ) -> None:
        self.findings: list[Diagnostic] = []
        self.absences: list[Omission] = []
        self._house = house
        self._scope = scope
        self._cells = cells
        self._updates = updates

    def streams(self, aim: KeyAim) -> Iterator[StreamSection]:
        """Return the entries under a key aim, by stream."""
        for stream in self._house.all_streams():
            dated = self._cells.get((aim.key, stream.key), [])
            if periods := tuple(self._periods(dated)):
                closings = (d.entry for d in dated if isinstance(d.entry, ClosingLine))
                yield StreamSection(stream, periods, tuple(closings))
            else:
                self._nothing_to_close(dated, stream)

    def _nothing_to_close(self, dated: list[SelectedEntry], stream: Stream) -> None:
        for each in dated:
            assert isinstance(each.entry, ClosingLine)  # or there were periods
            self.findings.append(_closes_nothing(each.entry, stream))
            span = each.entry.text.origin.span
            update, cell = each.updates[-1], each.cell
            self.absences.append(
                Omission(OmissionReason.ALONE, update, cell, span, each.entry)
            )

    def _periods(self, dated: list[SelectedEntry]) -> Iterator[PeriodSection]:
        """One block a label, in order."""
        groups: dict[PeriodLabel, list[SelectedEntry]] = defaultdict(list)
        for each in dated:
            if not isinstance(each.entry, ClosingLine):
                groups[each.head].append(each)
        for head in sorted(groups, key=lambda head: head.sort_key):
            told = groups[head]
            finished = head.period is None and self._scope.finishes(head.year)
            quarters = _quarters(head, told)
            # A finished year's label names no quarters: what is true of some must.
            whole = {1, 2, 3, 4} if finished else set(quarters)
            caveats = self._noted(head, told, whole)
            entries = _in_order(told, head, whole)
            yield PeriodSection(head, quarters, finished, caveats, entries)

    def _noted(
        self, head: PeriodLabel, told: list[SelectedEntry], whole: set[int]
    ) -> tuple[PeriodNote, ...]:
        """Return the caveats of the periods that are printed here, each once."""
        shown = {(u.period, u.basis) for each in told for u in each.updates}
        about: dict[str, tuple[Prose, set[int]]] = {}
        for update in self._updates:
            if update.caveat and (update.period, update.basis) in shown:
                said = update.caveat
                _, numbers = about.setdefault(said.text, (said, set()))
                numbers |= _numbers(head, update.period, update.basis)
        return tuple(
            PeriodNote(caveat, () if numbers >= whole else tuple(sorted(numbers)))
            for caveat, numbers in about.values()
        )


def _numbers(head: PeriodLabel, period: Period, basis: Basis) -> set[int]:
    """Return the quarters of a period under a year's own label; else none."""
    if head.period is not None:
        return set()
    alone = isinstance(period, Quarter) and basis is Basis.ALONE
    return {period.number} if alone and isinstance(period, Quarter) else {1, 2, 3, 4}


def _quarters(head: PeriodLabel, told: list[SelectedEntry]) -> tuple[int, ...]:
    updates = (update for each in told for update in each.updates)
    found = {n for u in updates for n in _numbers(head, u.period, u.basis)}
    return tuple(sorted(found))


def _in_order(
    told: list[SelectedEntry], head: PeriodLabel, whole: set[int]
) -> tuple[PrintedEntry, ...]:
    """Return lead items first, the rest in order.

    `whole` are the quarters of the label, if it shows them.
    """

    def leads(each: SelectedEntry) -> bool:
        return isinstance(each.entry, UpdateItem) and each.entry.lead

    return tuple(
        _nothing(each.entry, _quarters(head, [each]), whole, alone=len(told) == 1)
        if isinstance(each.entry, NothingToReport)
        else each.entry
        for each in sorted(told, key=leads, reverse=True)
        if not isinstance(each.entry, ClosingLine)
    )


def _nothing(
    nothing: NothingToReport, quarters: tuple[int, ...], whole: set[int], *, alone: bool
) -> PeriodNote:
    """Return a reason, with its quarters unless the stream has nothing for the whole label."""
    return PeriodNote(
        nothing.reason, () if alone and {*quarters} >= whole else quarters
    )


def _closes_nothing(closing: ClosingLine, stream: Stream) -> Diagnostic:
    message = f"this closing line is not printed, because “{stream.key}” has no printed update"
    way_out = "add an update for this stream, or delete the line"
    return rule("closing-alone").finding(message, closing.text.origin.span, way_out)
