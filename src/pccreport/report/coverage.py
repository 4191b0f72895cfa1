"""Who has sent what for which quarter, by the files: a report has one label for a finished year."""

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from itertools import chain, product
from typing import NamedTuple

from pccreport.model.periods import Period
from pccreport.model.project import walk_public_items
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
)


class CellState(IntEnum):
    """The content of a stream for a key aim in a quarter, from the least to the most."""

    EMPTY = 0
    """The keys have no value: nothing has been sent yet."""
    UNPRINTED = 1
    """Only what is not printed: private or withdrawn, or a closing line alone."""
    REFERENCE = 2
    NOTHING = 3
    """A reason for having nothing to report."""
    UPDATE = 4


CoveredCell = tuple[Entry, ...]
"""All entries of the files in one stream under one key aim for one quarter."""


def state_of(cell: CoveredCell) -> CellState:
    """Return the highest state of the entries of a cell."""
    return max(map(_entry_state, cell), default=CellState.EMPTY)


def count_words(cell: CoveredCell) -> int:
    """Return the number of printed words in a cell, points included."""
    items = walk_public_items(cell)
    return sum(len(t.text.split()) for item in items for _, t in item.texts())


StreamAimKeys = frozenset[tuple[str, str]]
"""Streams under key aims, by the keys of both."""


class Coverage(NamedTuple):
    """The content of the files for some key aims, by period, stream and key aim."""

    cells: Mapping[Period, Mapping[tuple[str, str], CoveredCell]]
    """By the key of a stream, then of a key aim; only periods that have a file."""

    def cell(self, period: Period, stream: str, aim: str) -> CoveredCell:
        """Return the cell of a stream and a key aim in a period, empty if no file has it."""
        return self.cells.get(period, {}).get((stream, aim), ())

    def stream_cell(self, period: Period, stream: str) -> CoveredCell:
        """Return the cells of a stream in a period under all key aims, as one."""
        cells = self.cells.get(period, {}).items()
        own = (cell for (key, _), cell in cells if key == stream)
        return tuple(chain.from_iterable(own))

    def without_private(self) -> "Coverage":
        """Return the coverage without cells that have nothing printed."""
        unprinted = CellState.UNPRINTED
        printed = {
            period: {k: c for k, c in cells.items() if state_of(c) is not unprinted}
            for period, cells in self.cells.items()
        }
        return Coverage({p: cells for p, cells in printed.items() if cells})

    def printed_keys(self, period: Period) -> StreamAimKeys:
        """Return the keys of the cells that have something printed for a period."""
        cells, least = self.cells.get(period, {}).items(), CellState.REFERENCE
        return frozenset(key for key, cell in cells if state_of(cell) >= least)

    def empty_keys(self, period: Period) -> StreamAimKeys:
        """Return the keys of the cells that are empty for a period."""
        cells = self.cells.get(period, {}).items()
        return frozenset(k for k, cell in cells if state_of(cell) is CellState.EMPTY)

    def last_before(self, period: Period, stream: str = "") -> Period | None:
        """Return the last period before another that has anything printed (of a stream), or None.

        For a panel that meets twice a year, that is two quarters earlier.
        """
        earlier = (p for p in self.cells if p.end < period.start)
        for before in sorted(earlier, key=lambda p: p.end, reverse=True):
            if any(not stream or key == stream for key, _ in self.printed_keys(before)):
                return before
        return None

    def silent_streams(self, period: Period) -> frozenset[str]:
        """Return the streams that have nothing printed, but had something in the period before."""
        before = self.last_before(period)
        had = {stream for stream, _ in self.printed_keys(before)} if before else set()
        return frozenset(had - {stream for stream, _ in self.printed_keys(period)})


def find_coverage(
    updates: Iterable[UpdateFile], aims: Collection[str], periods: Iterable[Period]
) -> Coverage:
    """Return what some files have for some key aims in each of several periods.

    A file for a year, or for dates, covers every period that it overlaps.
    """
    found: dict[Period, dict[tuple[str, str], CoveredCell]] = {}
    for period, update in product(periods, updates):
        if update.period.start <= period.end and period.start <= update.period.end:
            cells = found.setdefault(period, {})
            for cell in update.cells:
                if cell.aim in aims:
                    key = cell.stream, cell.aim
                    cells[key] = (*cells.get(key, ()), *cell.entries)
    return Coverage(found)


def _entry_state(entry: Entry) -> CellState:
    match entry:
        case UpdateItem(public=True, withdrawn=""):
            return CellState.UPDATE
        case NothingToReport(public=True):
            return CellState.NOTHING
        case Reference(public=True):
            return CellState.REFERENCE
        case _:
            return CellState.UNPRINTED
