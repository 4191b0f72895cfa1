"""What each stream has in its files for each key aim and quarter.

This is read from the files and not from the report, because a finished year has one label, which
does not show that a quarter is missing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from pccreport.model.periods import Quarter, quarters_of
from pccreport.model.project import walk_public_items
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
)
from pccreport.report.report import Report


class Answer(IntEnum):
    """The content of a stream for a key aim in a quarter, from the least to the most."""

    EMPTY = 0
    """The keys have no value: nothing has been sent yet."""
    UNPRINTED = 1
    """Only what is not printed: private or withdrawn, or a closing line alone."""
    REFERENCE = 2
    NOTHING = 3
    """A reason for having nothing to report."""
    UPDATE = 4


class CoveredCell(NamedTuple):
    """All entries of the files in one stream under one key aim for one quarter."""

    entries: tuple[Entry, ...] = ()
    files: tuple[UpdateFile, ...] = ()

    @property
    def answer(self) -> Answer:
        """The highest answer of its entries."""
        return max(map(_answer, self.entries), default=Answer.EMPTY)

    @property
    def updates(self) -> int:
        """The number of printed updates, without their points."""
        return sum(_answer(entry) is Answer.UPDATE for entry in self.entries)

    @property
    def words(self) -> int:
        """The number of printed words, points included."""
        items = walk_public_items(self.entries)
        return sum(len(t.text.text.split()) for item in items for t in item.texts())


StreamAimKeys = frozenset[tuple[str, str]]
"""Streams under key aims, by the keys of both."""


class Coverage(NamedTuple):
    """The content of the files for some key aims, by quarter, stream and key aim."""

    cells: Mapping[Quarter, Mapping[tuple[str, str], CoveredCell]]
    """By the key of a stream, then of a key aim; only quarters that have a file."""

    def cell(self, quarter: Quarter, stream: str, aim: str) -> CoveredCell:
        """Return the cell of a stream and a key aim in a quarter, empty if no file has it."""
        return self.cells.get(quarter, {}).get((stream, aim), CoveredCell())

    def of_stream(self, quarter: Quarter, stream: str) -> CoveredCell:
        """Return the cells of a stream in a quarter under all key aims, as one."""
        cells = self.cells.get(quarter, {}).items()
        entries = (cell.entries for (key, _), cell in cells if key == stream)
        return CoveredCell(tuple(chain.from_iterable(entries)))

    def without_private(self) -> "Coverage":
        """Return the coverage without cells that have nothing printed."""
        unprinted = Answer.UNPRINTED
        printed = {
            quarter: {k: c for k, c in cells.items() if c.answer is not unprinted}
            for quarter, cells in self.cells.items()
        }
        return Coverage({q: cells for q, cells in printed.items() if cells})

    def printed(self, quarter: Quarter) -> StreamAimKeys:
        """Return the keys of the cells that have something printed for a quarter."""
        cells, least = self.cells.get(quarter, {}).items(), Answer.REFERENCE
        return frozenset(key for key, cell in cells if cell.answer >= least)

    def empty(self, quarter: Quarter) -> StreamAimKeys:
        """Return the keys of the cells that are empty for a quarter."""
        cells = self.cells.get(quarter, {}).items()
        return frozenset(key for key, cell in cells if cell.answer is Answer.EMPTY)

    def before(self, quarter: Quarter, stream: str = "") -> Quarter | None:
        """Return the last quarter before another that has anything printed (of a stream), or None.

        For a panel that meets twice a year, that is two quarters earlier.
        """
        for earlier in sorted((q for q in self.cells if q < quarter), reverse=True):
            if any(not stream or key == stream for key, _ in self.printed(earlier)):
                return earlier
        return None

    def silent(self, quarter: Quarter) -> frozenset[str]:
        """Return the streams that have nothing printed, but had something in the quarter before."""
        before = self.before(quarter)
        had = {stream for stream, _ in self.printed(before)} if before else set()
        return frozenset(had - {stream for stream, _ in self.printed(quarter)})


def cover(
    updates: Iterable[UpdateFile], aims: Collection[str], first: Quarter, last: Quarter
) -> Coverage:
    """Return what some files have for some key aims, from one quarter to another.

    A file for a year, or for dates, covers every quarter that it overlaps.
    """
    found: dict[Quarter, dict[tuple[str, str], CoveredCell]] = {}
    for update in updates:
        for quarter in _quarters(update, first, last):
            cells = found.setdefault(quarter, {})
            for cell in update.cells:
                if cell.aim in aims:
                    entries, files = cells.get((cell.stream, cell.aim), CoveredCell())
                    own = CoveredCell((*entries, *cell.entries), (*files, update))
                    cells[cell.stream, cell.aim] = own
    return Coverage(found)


def cover_report(report: Report, updates: Iterable[UpdateFile]) -> Coverage:
    """Return what some files have for the key aims of a report, up to its end."""
    aims = [section.aim.key for section in report.aims]
    return cover(updates, aims, report.plan.years.first.quarter(1), report.scope.until)


def _quarters(update: UpdateFile, first: Quarter, last: Quarter) -> Iterator[Quarter]:
    start, end = update.period.start, update.period.end
    return quarters_of(max(start, first.start), min(end, last.end))


def _answer(entry: Entry) -> Answer:
    match entry:
        case UpdateItem(public=True, withdrawn=""):
            return Answer.UPDATE
        case NothingToReport(public=True):
            return Answer.NOTHING
        case Reference(public=True):
            return Answer.REFERENCE
        case _:
            return Answer.UNPRINTED
