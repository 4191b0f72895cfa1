"""What becomes of each entry: printed, or omitted for a reason.

Only files that the report covers are used: a later version does not change an old report. Within a
financial year, only the latest version of an update is printed; in another year, the update is
printed again. A withdrawal removes all earlier versions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from pccreport.findings.finding import INFO, WARNING, Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model.period_labels import PeriodLabel, label_of
from pccreport.model.periods import Basis, FinancialYear, Period, PeriodSortKey
from pccreport.model.update import (
    MAX_LEVELS,
    ClosingLine,
    Entry,
    EntryRow,
    NothingToReport,
    Reference,
    UpdateCell,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_span,
)


class OmissionReason(StrEnum):
    """The reason why an entry of a file is not in a report."""

    OUTSIDE = "outside the report’s quarters"
    ELSEWHERE = "for another priority"
    PRIVATE = "not public"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "withdraws another update"
    REVISED = "revised later"
    REPEATED = "repeated"
    ALONE = "closing line with no update"
    CONTRADICTED = "contradicted by an update"


class Omission(NamedTuple):
    """An entry or a point that is not printed."""

    reason: OmissionReason
    update: UpdateFile
    cell: UpdateCell
    at: Span
    entry: Entry | None
    """The entry, or None if it is not public, so that no later stage can print it."""


class PrintedRow(NamedTuple):
    """A row that is printed, with its printed points."""

    row: EntryRow
    entry: Entry
    files: tuple[UpdateFile, ...]
    """Its file, preceded by those of the versions that it replaces."""
    head: PeriodLabel
    """The label that it is under."""


class EntrySelector:
    """Decides what becomes of each row, and records the omissions and the findings."""

    def __init__(self, covered: Iterable[EntryRow], *, each_quarter: bool) -> None:
        self._each_quarter = each_quarter
        self.omissions: list[Omission] = []
        self.findings: list[Diagnostic] = []
        self._withdrawn: dict[str, PeriodSortKey] = {}
        self._versions = defaultdict[tuple[FinancialYear, str], list[EntryRow]](list)
        self._moved: set[int] = set()
        """The `id()`s of updates that were printed at the position of an earlier version."""
        self._by_content: dict[object, UpdateItem] = {}
        for row in (row for top in covered for row in top.walk() if row.id):
            if row.withdraws:
                last = self._withdrawn.get(row.id, row.period_key)
                self._withdrawn[row.id] = max(last, row.period_key)
            else:
                self._versions[row.file.period.year, row.id].append(row)
        for versions in self._versions.values():
            # Of several in one period, the first: the others are duplicates or mistakes.
            versions.sort(key=lambda row: row.period_key, reverse=True)

    def omit(self, reason: OmissionReason, row: EntryRow) -> None:
        """Record that a row is not printed."""
        is_shown = row.entry.public and reason is not OmissionReason.PRIVATE
        at, entry = entry_span(row.entry), row.entry if is_shown else None
        self.omissions.append(Omission(reason, row.file, row.cell, at, entry))

    def printed_version(self, row: EntryRow) -> PrintedRow | None:
        """Return what is printed for a row: itself, a later version, or None."""
        if id(row.entry) in self._moved:
            return None
        reason = self._omission_reason(row) or self._repeat_reason(row)
        if reason is None:
            return self._with_points(row, (row.file,))
        self.omit(reason, row)
        later = self._later_version(row) if reason is OmissionReason.REVISED else None
        if later is None:
            return None
        self.findings += _revision_faults(row, later)
        fits = later.above is None and later.public and _where(later) == _where(row)
        is_deep = row.level + later.depth - 1 > MAX_LEVELS
        if not fits or is_deep or id(later.entry) in self._moved:
            return None
        self._moved.add(id(later.entry))
        self._repeat_reason(later)  # records it as printed
        versions = self._versions[row.file.period.year, row.id]
        earlier = (v for v in versions if v.public and v.period_key < later.period_key)
        files = (v.file for v in earlier if _where(v) == _where(later))
        return self._with_points(later, (*files, later.file))

    def _omission_reason(self, row: EntryRow) -> OmissionReason | None:
        """Return the reason why a row is not printed, or None."""
        if isinstance(row.entry, Withdrawal):
            return OmissionReason.WITHDRAWAL
        if not row.public:
            return OmissionReason.PRIVATE
        last = self._withdrawn.get(row.id)
        if row.withdraws or (last and last >= row.period_key):
            return OmissionReason.WITHDRAWN
        return OmissionReason.REVISED if self._later_version(row) else None

    def _later_version(self, row: EntryRow) -> EntryRow | None:
        """Return the latest version whose parent is printed, if it is later, or None."""
        key = row.file.period.year, row.id
        versions = self._versions.get(key, ()) if row.id else ()
        later = takewhile(lambda version: version.period_key > row.period_key, versions)
        return next(filter(self._has_printed_parent, later), None)

    def _has_printed_parent(self, row: EntryRow) -> bool:
        """Return whether its parent is printed; only versions as late or later decide that."""
        parent, may_be = row.above, (None, OmissionReason.PRIVATE)
        return parent is None or (
            self._omission_reason(parent) in may_be and self._has_printed_parent(parent)
        )

    def _repeat_reason(self, row: EntryRow) -> OmissionReason | None:
        """Return REPEATED, and add a finding, if its cell has the same update for the period already."""
        item = row.entry
        if not isinstance(item, UpdateItem) or (row.above and not item.id):
            return None
        place = row.cell.aim, row.cell.stream, row.file.period, row.file.basis
        first = self._by_content.setdefault((*place, item.printed_content()), item)
        if first is item:
            return None
        # Without an id: a whole file was copied, and what differs in it is printed twice.
        is_copy = not item.id and item.text.origin.source != first.text.origin.source
        repeated = rule("repeated-update").finding(
            "this update appears twice in one period and will be printed only once",
            item.text.origin.span,
            "if one file is a copy of the other, delete the copy: where they differ, both texts are printed"
            if is_copy
            else "delete one or, if both are meant, reword one",
            severity=WARNING if is_copy else INFO,
            related=(Annotation(first.text.origin.span, "first appears here"),),
        )
        self.findings.append(repeated)
        return OmissionReason.REPEATED

    def _with_points(self, row: EntryRow, files: tuple[UpdateFile, ...]) -> PrintedRow:
        """Return the row with its printed points only."""
        points: list[Entry] = []
        for point in row.points():
            if isinstance(point.entry, Reference) and point.entry in points:
                self.omit(OmissionReason.REPEATED, point)
            elif printed := self.printed_version(point):
                points.append(printed.entry)
                files += printed.files
        entry = row.entry
        if isinstance(entry, UpdateItem):
            entry = entry.with_points(points)
        period, basis = files[-1].period, files[-1].basis
        head = label_of(period, basis, each_quarter=self._each_quarter)
        return PrintedRow(row, entry, files, head)

    def without_duplicates(self, cell: list[PrintedRow]) -> list[PrintedRow]:
        """Return what is printed in a cell without duplicates and contradicted entries."""
        updates: dict[tuple[Period, Basis], Entry] = {}
        for item in cell:
            if isinstance(item.entry, UpdateItem | Reference):
                for file in item.files:
                    updates.setdefault((file.period, file.basis), item.entry)
        unique: dict[object, PrintedRow] = {}
        for item in cell:
            key = _duplicate_key(item)
            if update := _contradicting_span(item, updates):
                message = f"this says there is nothing to report in {item.files[-1].period}, but there is an update; only the update will be printed"
                at, related = entry_span(item.entry), Annotation(update, "the update")
                found = rule("nothing-beside-updates")
                way_out = "delete whichever is wrong"
                self.findings.append(found.finding(message, at, way_out, (related,)))
                self.omit(OmissionReason.CONTRADICTED, item.row)
            elif first := unique.get(key):
                # Its label shows the quarters of both.
                unique[key] = first._replace(files=(*first.files, *item.files))
                self.omit(OmissionReason.REPEATED, item.row)
            else:
                unique[key] = item
        return [*unique.values()]


def _where(row: EntryRow) -> tuple[str, str, PeriodLabel]:
    """Return the key aim, the stream and the label of its year that a row is under."""
    return row.cell.aim, row.cell.stream, label_of(row.file.period, row.file.basis)


def _duplicate_key(printed: PrintedRow) -> object:
    """Return the key by which two entries of a cell are duplicates, so that only the first is printed."""
    match printed.entry:
        case ClosingLine(text=text):
            return text.text
        case NothingToReport(text=reason):
            return reason.text, printed.head
        case Reference() as reference:
            stream = reference.stream or printed.row.cell.stream
            year = reference.year or printed.head.year
            return reference._replace(stream=stream, year=year), printed.head
        case entry:
            return id(entry)  # repeated updates are omitted already


def _contradicting_span(
    silent: PrintedRow, updates: Mapping[tuple[Period, Basis], Entry]
) -> Span | None:
    """Return where an update is on a period, or a part of it, that has nothing to report."""
    if isinstance(silent.entry, NothingToReport):
        whole, own = silent.files[-1].period, silent.files[-1].basis
        for (period, basis), entry in updates.items():
            is_within = whole.start <= period.start and period.end <= whole.end
            if basis == own and is_within:
                return entry_span(entry)
    return None


def _revision_faults(row: EntryRow, later: EntryRow) -> Iterator[Diagnostic]:
    """Yield findings for a later update with the same id that may not be a revision."""
    assert isinstance(row.entry, UpdateItem)
    assert isinstance(later.entry, UpdateItem)
    at, when = row.entry.text.origin.span, later.file.period
    if not later.public:
        mark = later.entry.span_of("private", "public")
        private = Annotation(mark, "not public here")
        message = (
            f"this update is not printed, because its revision in {when} is not public"
        )
        way_out = "to print this text, give one of the two a different id"
        yield rule("private-revision").finding(message, at, way_out, (private,))
    elif _where(row)[:2] != _where(later)[:2]:
        same = Annotation(later.entry.span_of("id"), "same id here")
        message = f"this update is not printed here, because in {when} its id is used under “{later.cell.stream}” in “{later.cell.aim}”"
        way_out = "if these are two updates, give one a different id"
        yield rule("moved-update").finding(message, at, way_out, (same,))
    if row.entry.award and not later.entry.award:
        revised = Annotation(later.entry.text.origin.span, "revised here")
        message = (
            f"this award is not added up, because the revision in {when} leaves it out"
        )
        at, way_out = row.entry.span_of("award"), "repeat award: there"
        yield rule("lost-award").finding(message, at, way_out, (revised,))
