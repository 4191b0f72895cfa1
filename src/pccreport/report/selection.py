"""Selects the entries that are printed; the others become omissions.

Only files that the report covers are used: a later version does not change an old report.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pccreport.findings.finding import INFO, WARNING, Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.house import LabelUse
from pccreport.model.period_labels import PeriodLabel, label_of
from pccreport.model.periods import Basis, Period
from pccreport.model.plan import Priority
from pccreport.model.project import Project
from pccreport.model.update import (
    Cell,
    ClosingLine,
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_span,
)
from pccreport.report.omissions import Omission, OmissionReason
from pccreport.report.scope import Scope
from pccreport.report.versions import Version, Versions

CellKey = tuple[str, str]
"""A key aim and a stream, by their keys."""


class SelectedEntry(NamedTuple):
    """A printed entry, with the files that it is from."""

    updates: tuple[UpdateFile, ...]
    """The file of the entry, preceded by those of the versions that it replaces."""
    cell: Cell
    entry: UpdateItem | Reference | ClosingLine | NothingToReport
    each_quarter: bool
    """True if each quarter has its own label."""

    @property
    def head(self) -> PeriodLabel:
        """The label that it is under."""
        latest = self.updates[-1]
        return label_of(latest.period, latest.basis, each_quarter=self.each_quarter)


class Selection(NamedTuple):
    """The printed entries of each cell, in order, and those that are not printed."""

    cells: dict[CellKey, list[SelectedEntry]]
    omissions: tuple[Omission, ...]
    findings: tuple[Diagnostic, ...]


def select_entries(project: Project, scope: Scope, priority: Priority) -> Selection:
    """Return the entries of a project that are printed in the report on a priority."""
    aims = {aim.key for aim in priority.aims}
    covered = [c for c in project.cells() if scope.covers(c[0].period)]
    # An update can be continued or withdrawn under another priority.
    each_quarter = project.house.labels is LabelUse.EACH_QUARTER
    selector = _EntrySelector(Versions(covered), each_quarter)
    cells: dict[CellKey, list[SelectedEntry]] = defaultdict(list)
    for update, cell in project.cells():
        if not scope.covers(update.period):
            selector.omit_cell(OmissionReason.OUTSIDE, update, cell)
        elif cell.aim not in aims:
            selector.omit_cell(OmissionReason.ELSEWHERE, update, cell)
        else:
            cells[cell.aim, cell.stream] += selector.printed(update, cell)
    cells = {key: selector.deduplicate(entries) for key, entries in cells.items()}
    return Selection(cells, tuple(selector.omissions), tuple(selector.findings))


class _EntrySelector:
    """Selects the printed entries cell by cell, and records what it omits."""

    def __init__(self, versions: Versions, each_quarter: bool) -> None:
        self.omissions: list[Omission] = []
        self.findings: list[Diagnostic] = []
        self._versions = versions
        self._each_quarter = each_quarter
        self._moved: set[int] = set()
        """The `id()`s of updates that were printed at the position of an earlier version."""
        self._printed_by_content: dict[object, UpdateItem] = {}

    def printed(self, update: UpdateFile, cell: Cell) -> Iterator[SelectedEntry]:
        """Yield the printed entries of a cell, in order."""
        source = update, cell
        for entry in cell.entries:
            match entry:
                case UpdateItem():
                    version = Version(update, cell, entry, entry.public)
                    sources: list[UpdateFile] = []
                    if item := self._printed_item(version, sources):
                        files = tuple(sources)
                        yield SelectedEntry(files, cell, item, self._each_quarter)
                case Withdrawal():
                    self._omit(OmissionReason.WITHDRAWAL, source, entry)
                case _ if entry.public:
                    yield SelectedEntry((update,), cell, entry, self._each_quarter)
                case _:
                    self._omit(OmissionReason.PRIVATE, source, entry)

    def omit_cell(self, reason: OmissionReason, update: UpdateFile, cell: Cell) -> None:
        """Omit all entries of a cell."""
        for entry in cell.entries:
            self._omit(reason, (update, cell), entry)

    def deduplicate(self, entries: list[SelectedEntry]) -> list[SelectedEntry]:
        """Return the entries of a cell without duplicates and contradicted ones."""
        by_period: dict[tuple[Period, Basis], UpdateItem | Reference] = {}
        for item in entries:
            if isinstance(item.entry, UpdateItem | Reference):
                for update in item.updates:
                    by_period.setdefault((update.period, update.basis), item.entry)
        unique: dict[object, SelectedEntry] = {}
        for item in entries:
            update = item.updates[-1]
            if isinstance(item.entry, NothingToReport) and (
                contradicting := _entry_in_period(update, by_period)
            ):
                self.findings.append(_contradicted(item, contradicting))
                self._omit(OmissionReason.CONTRADICTED, (update, item.cell), item.entry)
            elif (first := unique.setdefault(_duplicate_key(item), item)) is not item:
                # Its label shows the quarters of both.
                sources = (*first.updates, *item.updates)
                unique[_duplicate_key(item)] = first._replace(updates=sources)
                self._omit(OmissionReason.REPEATED, (update, item.cell), item.entry)
        return list(unique.values())

    def _printed_item(
        self, version: Version, sources: list[UpdateFile]
    ) -> UpdateItem | None:
        """Return the update to print for a version, or None; append its files to `sources`."""
        if id(version.item) in self._moved:
            return None
        reason = self._versions.omission_reason(version) or self._repeats(version)
        if reason is None:
            sources.append(version.update)
            return self._with_points(version, sources)
        self._omit(reason, (version.update, version.cell), version.item)
        is_revised = reason is OmissionReason.REVISED
        later = self._versions.later(version) if is_revised else None
        if later is None:
            return None
        self.findings += _revision_faults(version, later)
        if not later.can_replace(version) or id(later.item) in self._moved:
            return None
        self._moved.add(id(later.item))
        self._repeats(later)  # records it as printed
        sources += (*self._versions.replaced_updates(later), later.update)
        return self._with_points(later, sources)

    def _repeats(self, version: Version) -> OmissionReason | None:
        """Return REPEATED, and add a finding, if its cell has the same entry for the period already."""
        update, cell, item = version.update, version.cell, version.item
        if version.parent and not item.id:
            return None
        place = cell.aim, cell.stream, update.period, update.basis
        key = *place, item.printed_content()
        first = self._printed_by_content.setdefault(key, item)
        if first is item:
            return None
        self.findings.append(_repeated(item, first))
        return OmissionReason.REPEATED

    def _with_points(self, version: Version, sources: list[UpdateFile]) -> UpdateItem:
        """Return the update with its printed points only."""
        item = version.item
        if not item.points:
            return item
        points = tuple(self._points(version, sources))
        return item if points == item.points else replace(item, points=points)

    def _points(
        self, version: Version, sources: list[UpdateFile]
    ) -> Iterator[UpdateItem | Reference]:
        where = version.update, version.cell
        references: set[Reference] = set()
        for point in version.item.points:
            if isinstance(point, UpdateItem):
                if printed := self._printed_item(version.point(point), sources):
                    yield printed
            elif isinstance(point, Withdrawal):
                self._omit(OmissionReason.WITHDRAWAL, where, point)
            elif not point.public:
                self._omit(OmissionReason.PRIVATE, where, point)
            elif point in references:
                self._omit(OmissionReason.REPEATED, where, point)
            else:
                references.add(point)
                yield point

    def _omit(
        self, reason: OmissionReason, source: tuple[UpdateFile, Cell], entry: Entry
    ) -> None:
        shown = entry if entry.public and reason is not OmissionReason.PRIVATE else None
        self.omissions.append(Omission(reason, *source, entry_span(entry), shown))


def _entry_in_period(
    silent: UpdateFile, by_period: dict[tuple[Period, Basis], UpdateItem | Reference]
) -> UpdateItem | Reference | None:
    """Return the entry for a period, or a part of it, for which a file has nothing to report."""
    start, end = silent.period.start, silent.period.end
    return next(
        (
            entry
            for (period, basis), entry in by_period.items()
            if basis == silent.basis and start <= period.start and period.end <= end
        ),
        None,
    )


def _duplicate_key(selected: SelectedEntry) -> object:
    """Return the key by which two entries of a cell are duplicates, so that only the first is printed."""
    head = selected.head
    match selected.entry:
        case UpdateItem():
            return id(selected.entry)  # repeated updates are omitted already
        case ClosingLine(text=text):
            return text.text
        case NothingToReport(reason=reason):
            return reason.text, head
        case Reference() as reference:
            stream = reference.stream or selected.cell.stream
            year = reference.year or head.year
            return replace(reference, stream=stream, year=year), head


def _repeated(item: UpdateItem, first: UpdateItem) -> Diagnostic:
    # Without an id: a whole file was copied, and what differs in it is printed twice.
    is_copy = not item.id and item.text.origin.source != first.text.origin.source
    return rule("repeated-update").finding(
        "this update appears twice in one period and will be printed once",
        item.text.origin.span,
        "if its file is a copy, delete that: what differs is printed from both"
        if is_copy
        else "delete one, unless both are meant",
        severity=WARNING if is_copy else INFO,
        related=(Annotation(first.text.origin.span, "first appears here"),),
    )


def _revision_faults(version: Version, later: Version) -> Iterator[Diagnostic]:
    """Yield findings for a later update with the same id that may not be a revision."""
    at = Annotation(version.item.text.origin.span)
    when = later.update.period
    if not later.public:
        yield rule("private-revision").finding(
            f"this update is not printed, because its revision in {when} is not public",
            at,
            "to keep the earlier text, give one of the two a different id",
            related=(
                Annotation(later.item.span_of("private", "public"), "not public here"),
            ),
        )
    elif version.position[:2] != later.position[:2]:
        yield rule("moved-update").finding(
            f"this update is not printed here, because in {when} its id is used under “{later.cell.aim}”, “{later.cell.stream}”",
            at,
            "if they are two updates, give one a different id",
            related=(Annotation(later.item.span_of("id"), "same id here"),),
        )
    if version.item.award and not later.item.award:
        yield rule("lost-award").finding(
            f"this award is not added up, because the revision in {when} leaves it out",
            version.item.span_of("award"),
            "repeat award: there",
            related=(Annotation(later.item.text.origin.span, "revised here"),),
        )


def _contradicted(selected: SelectedEntry, other: UpdateItem | Reference) -> Diagnostic:
    assert isinstance(selected.entry, NothingToReport)
    return rule("nothing-beside-updates").finding(
        f"this says there is nothing to report in {selected.updates[-1].period}, but there is an update; only the update will be printed",
        entry_span(selected.entry),
        "delete whichever is wrong",
        related=(Annotation(entry_span(other), "the update"),),
    )
