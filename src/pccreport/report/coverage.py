"""Who told what in which quarter: each stream under each key aim, as its files have it.

It is asked of the files and not of the report: a year has one label once it has ended, and a
contributor whose whole quarter is missing leaves no trace under it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType
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
    """What a stream has for a key aim in a quarter, from the least to the most."""

    EMPTY = 0
    """The keys are there, with nothing behind them: not told yet."""
    UNPRINTED = 1
    """Nothing that is printed by itself: private, withdrawn, or a closing line alone."""
    REFERENCE = 2
    NOTHING = 3
    """A reason for having nothing to report."""
    UPDATE = 4

    @property
    def is_printed(self) -> bool:
        """Whether a reader of the report sees anything of it."""
        return self >= Answer.REFERENCE


class CoveredCell(NamedTuple):
    """All that the files have in one stream under one key aim for one quarter."""

    entries: tuple[Entry, ...] = ()
    files: tuple[UpdateFile, ...] = ()

    @property
    def answer(self) -> Answer:
        """Return the most that one of the entries is."""
        return max(map(_answer, self.entries), default=Answer.EMPTY)

    @property
    def updates(self) -> int:
        """Return the number of updates that are printed, without their points."""
        return sum(_answer(entry) is Answer.UPDATE for entry in self.entries)

    @property
    def words(self) -> int:
        """Return the number of words of what is printed, points included."""
        items = walk_public_items(self.entries)
        return sum(len(t.text.text.split()) for item in items for t in item.texts())


StreamAimKeys = frozenset[tuple[str, str]]
"""Streams under key aims, by the keys of both."""


class Coverage(NamedTuple):
    """What is told of some key aims, by quarter, stream and key aim."""

    cells: Mapping[Quarter, Mapping[tuple[str, str], CoveredCell]] = MappingProxyType(
        {}
    )
    """By the key of a stream, then of a key aim; only quarters that have a file."""

    def cell(self, quarter: Quarter, stream: str, aim: str) -> CoveredCell:
        """Return what a stream has for a key aim in a quarter: empty if no file has the cell."""
        return self.cells.get(quarter, {}).get((stream, aim), CoveredCell())

    def of_stream(self, quarter: Quarter, stream: str) -> CoveredCell:
        """Return what a stream has in a quarter under all key aims together."""
        cells = self.cells.get(quarter, {}).items()
        entries = (told.entries for (key, _), told in cells if key == stream)
        return CoveredCell(tuple(entry for some in entries for entry in some))

    def without_private(self) -> Coverage:
        """Return the same of what is printed: of the rest not even that it is there."""
        kept = {
            quarter: {
                key: told
                for key, told in cells.items()
                if told.answer is not Answer.UNPRINTED
            }
            for quarter, cells in self.cells.items()
        }
        return Coverage({q: cells for q, cells in kept.items() if cells})

    def printed(self, quarter: Quarter) -> StreamAimKeys:
        """Return the cells of which something is printed for a quarter."""
        cells = self.cells.get(quarter, {}).items()
        return frozenset(key for key, told in cells if told.answer.is_printed)

    def empty(self, quarter: Quarter) -> StreamAimKeys:
        """Return the cells that are there for a quarter, with nothing in them."""
        cells = self.cells.get(quarter, {}).items()
        return frozenset(key for key, told in cells if told.answer is Answer.EMPTY)

    def before(self, quarter: Quarter, stream: str = "") -> Quarter | None:
        """Return the last quarter before one for which anything is printed, or None.

        With a stream, anything of it. Some panels meet twice a year: to them the quarter
        before is two quarters ago.
        """
        for earlier in sorted((q for q in self.cells if q < quarter), reverse=True):
            if any(not stream or key == stream for key, _ in self.printed(earlier)):
                return earlier
        return None

    def silent(self, quarter: Quarter) -> frozenset[str]:
        """Return the streams that had something in the quarter before, and have nothing now."""
        before = self.before(quarter)
        had = {stream for stream, _ in self.printed(before)} if before else set()
        return frozenset(had - {stream for stream, _ in self.printed(quarter)})


def cover(
    updates: Iterable[UpdateFile], aims: Collection[str], first: Quarter, last: Quarter
) -> Coverage:
    """Return what some files tell of some key aims, from one quarter to another.

    A file for a year, or for dates, tells for every quarter that it reaches into.
    """
    found: dict[Quarter, dict[tuple[str, str], CoveredCell]] = {}
    for update in updates:
        for quarter in _quarters(update, first, last):
            cells = found.setdefault(quarter, {})
            for cell in update.cells:
                if cell.aim in aims:
                    key = cell.stream, cell.aim
                    entries, files = cells.get(key, CoveredCell())
                    cells[key] = CoveredCell(
                        (*entries, *cell.entries), (*files, update)
                    )
    return Coverage(found)


def cover_report(report: Report, updates: Iterable[UpdateFile]) -> Coverage:
    """Return what some files tell of a report's key aims, up to the end of the report."""
    aims = [section.aim.key for section in report.aims]
    return cover(updates, aims, report.plan.years.first.quarter(1), report.scope.until)


def _quarters(update: UpdateFile, first: Quarter, last: Quarter) -> Iterator[Quarter]:
    start, end = update.period.start, update.period.end
    if start <= last.end and first.start <= end:
        yield from quarters_of(max(start, first.start), min(end, last.end))


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
