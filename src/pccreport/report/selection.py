"""Which entries of which files are printed, and where; the rest become omissions.

Only the updates of one report are used: a version after its end does not change it, so that
an old report stays as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
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
    """What is printed, with the updates that it is from."""

    updates: tuple[UpdateFile, ...]
    """The update itself, preceded by those that it replaces."""
    cell: Cell
    entry: UpdateItem | Reference | ClosingLine | NothingToReport
    each_quarter: bool
    """Whether each quarter has its own label."""

    @property
    def head(self) -> PeriodLabel:
        """Return the label that it is under."""
        latest = self.updates[-1]
        return label_of(latest.period, latest.basis, each_quarter=self.each_quarter)


class Selection(NamedTuple):
    """The entries of each cell that are printed, in order, and those that are not."""

    cells: dict[CellKey, list[SelectedEntry]]
    omissions: tuple[Omission, ...]
    findings: tuple[Diagnostic, ...]


def select_entries(project: Project, scope: Scope, priority: Priority) -> Selection:
    """Return which of a project's updates are printed in the report on a priority."""
    aims = {aim.key for aim in priority.aims}
    covered = [c for c in project.cells() if scope.covers(c[0].period)]
    # An update may be continued, and withdrawn, under another priority.
    each_quarter = project.house.labels is LabelUse.EACH_QUARTER
    settling = _EntrySelector(Versions(covered), each_quarter)
    cells: dict[CellKey, list[SelectedEntry]] = defaultdict(list)
    for update, cell in project.cells():
        if not scope.covers(update.period):
            settling.leave_out(OmissionReason.OUTSIDE, update, cell)
        elif cell.aim not in aims:
            settling.leave_out(OmissionReason.ELSEWHERE, update, cell)
        else:
            cells[cell.aim, cell.stream] += settling.printed(update, cell)
    cells = {place: settling.deduplicate(dated) for place, dated in cells.items()}
    return Selection(cells, tuple(settling.absences), tuple(settling.findings))


class _EntrySelector:
    """Goes through the cells in order, and keeps a record of what is left out."""

    def __init__(self, versions: Versions, each_quarter: bool) -> None:
        self.absences: list[Omission] = []
        self.findings: list[Diagnostic] = []
        self._versions = versions
        self._each_quarter = each_quarter
        self._moved: set[int] = set()
        """Updates that were printed in the place of an earlier version."""
        self._said: dict[object, UpdateItem] = {}

    def printed(self, update: UpdateFile, cell: Cell) -> Iterator[SelectedEntry]:
        """Return the entries of a cell that are printed, in order."""
        where = update, cell
        for entry in cell.entries:
            match entry:
                case UpdateItem():
                    version = Version(update, cell, entry, entry.public)
                    sources: list[UpdateFile] = []
                    if item := self._printed_item(version, sources):
                        yield SelectedEntry(
                            tuple(sources), cell, item, self._each_quarter
                        )
                case Withdrawal():
                    self._absent(OmissionReason.WITHDRAWAL, where, entry)
                case _ if entry.public:
                    yield SelectedEntry((update,), cell, entry, self._each_quarter)
                case _:
                    self._absent(OmissionReason.PRIVATE, where, entry)

    def leave_out(self, why: OmissionReason, update: UpdateFile, cell: Cell) -> None:
        """Put a whole cell on record as not printed."""
        for entry in cell.entries:
            self._absent(why, (update, cell), entry)

    def deduplicate(self, dated: list[SelectedEntry]) -> list[SelectedEntry]:
        """Return a cell's entries, each once, and none contradicted by another."""
        told: dict[tuple[Period, Basis], UpdateItem | Reference] = {}
        for each in dated:
            if isinstance(each.entry, UpdateItem | Reference):
                for update in each.updates:
                    told.setdefault((update.period, update.basis), each.entry)
        kept: dict[object, SelectedEntry] = {}
        for each in dated:
            update = each.updates[-1]
            if isinstance(each.entry, NothingToReport) and (
                other := _entry_in_period(update, told)
            ):
                self.findings.append(_contradicted(each, other))
                self._absent(
                    OmissionReason.CONTRADICTED, (update, each.cell), each.entry
                )
            elif (first := kept.setdefault(_duplicate_key(each), each)) is not each:
                # The label has the quarters of both.
                sources = (*first.updates, *each.updates)
                kept[_duplicate_key(each)] = first._replace(updates=sources)
                self._absent(OmissionReason.REPEATED, (update, each.cell), each.entry)
        return list(kept.values())

    def _printed_item(
        self, version: Version, sources: list[UpdateFile]
    ) -> UpdateItem | None:
        """Return what is printed for a version; `sources` gets the updates that it is from."""
        if id(version.item) in self._moved:
            return None
        why = self._versions.omission_reason(version) or self._repeats(version)
        if why is None:
            sources.append(version.update)
            return self._with_points(version, sources)
        self._absent(why, (version.update, version.cell), version.item)
        later = self._versions.later(version) if why is OmissionReason.REVISED else None
        if later:
            self.findings += _revision_faults(version, later)
        if later and later.can_replace(version) and id(later.item) not in self._moved:
            return self._replacement(later, sources)
        return None

    def _replacement(self, later: Version, sources: list[UpdateFile]) -> UpdateItem:
        self._moved.add(id(later.item))
        self._repeats(later)  # to be the first that is printed
        sources += self._versions.replaced_updates(later)
        sources.append(later.update)
        return self._with_points(later, sources)

    def _repeats(self, version: Version) -> OmissionReason | None:
        """Return REPEATED if its cell already has the same entry for the same period; add a finding."""
        update, cell, item = version.update, version.cell, version.item
        if version.parent and not item.id:
            return None
        what = (
            cell.aim,
            cell.stream,
            update.period,
            update.basis,
            item.printed_content(),
        )
        first = self._said.setdefault(what, item)
        if first is item:
            return None
        self.findings.append(_repeated(item, first))
        return OmissionReason.REPEATED

    def _with_points(self, version: Version, sources: list[UpdateFile]) -> UpdateItem:
        """Return the item without the points that are not printed."""
        item = version.item
        if not item.points:
            return item
        points = tuple(self._points(version, sources))
        return item if points == item.points else replace(item, points=points)

    def _points(
        self, version: Version, sources: list[UpdateFile]
    ) -> Iterator[UpdateItem | Reference]:
        where = version.update, version.cell
        referred: set[Reference] = set()
        for point in version.item.points:
            if isinstance(point, UpdateItem):
                if settled := self._printed_item(version.point(point), sources):
                    yield settled
            elif isinstance(point, Withdrawal):
                self._absent(OmissionReason.WITHDRAWAL, where, point)
            elif not point.public:
                self._absent(OmissionReason.PRIVATE, where, point)
            elif point in referred:
                self._absent(OmissionReason.REPEATED, where, point)
            else:
                referred.add(point)
                yield point

    def _absent(
        self, why: OmissionReason, where: tuple[UpdateFile, Cell], entry: Entry
    ) -> None:
        seen = entry if entry.public and why is not OmissionReason.PRIVATE else None
        self.absences.append(Omission(why, *where, entry_span(entry), seen))


def _entry_in_period(
    silent: UpdateFile, told: dict[tuple[Period, Basis], UpdateItem | Reference]
) -> UpdateItem | Reference | None:
    """Return the entry for a period, or for part of it, that is said to have nothing."""
    start, end = silent.period.start, silent.period.end
    return next(
        (
            entry
            for (period, basis), entry in told.items()
            if basis == silent.basis and start <= period.start and period.end <= end
        ),
        None,
    )


def _duplicate_key(dated: SelectedEntry) -> object:
    """Return the key by which two entries of a cell are duplicates, so that only the first is printed."""
    head = dated.head
    match dated.entry:
        case UpdateItem():
            return id(dated.entry)  # what an item repeats is already printed
        case ClosingLine(text=text):
            return text.text
        case NothingToReport(reason=reason):
            return reason.text, head
        case Reference() as reference:
            stream = reference.stream or dated.cell.stream
            year = reference.year or head.year
            return replace(reference, stream=stream, year=year), head


def _repeated(item: UpdateItem, first: UpdateItem) -> Diagnostic:
    return rule("repeated-update").finding(
        "this update appears twice in one period and will be printed once",
        item.text.origin.span,
        "delete one, unless both are meant",
        related=(Annotation(first.text.origin.span, "first appears here"),),
    )


def _revision_faults(version: Version, later: Version) -> Iterator[Diagnostic]:
    """Return findings for a later update with the same id that may not be meant as a revision."""
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


def _contradicted(dated: SelectedEntry, other: UpdateItem | Reference) -> Diagnostic:
    assert isinstance(dated.entry, NothingToReport)
    return rule("nothing-beside-updates").finding(
        f"this says there is nothing to report in {dated.updates[-1].period}, but there is an update; only the update will be printed",
        entry_span(dated.entry),
        "delete whichever is wrong",
        related=(Annotation(entry_span(other), "the update"),),
    )
