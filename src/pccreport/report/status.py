"""Who has sent what for which quarter, and the status of one report on one day.

This is read from the files and not from the report, because a finished year has one label, which
does not show that a quarter is missing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import IntEnum
from itertools import chain, product
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.calendar.holidays import WorkingDayCalendar
from pccreport.model.periods import DateRange, FinancialYear, Period, quarters_of
from pccreport.model.project import Project, walk_public_items
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
)
from pccreport.model.visibility import all_figures, find_made_private, span_start
from pccreport.report.placeholder_values import stream_headings
from pccreport.report.report import Report


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


class Deadline(NamedTuple):
    """A deadline before the meeting."""

    name: str
    last: date | None
    """The last day, or None if the bank holidays are not known."""
    left: int | None
    """The working days left, 0 on the last; None if it has passed or is not known."""


def _deadlines(house: HouseFormat, meeting: date, day: date) -> Iterator[Deadline]:
    """Yield the deadlines of a house format before a meeting, in order of time."""
    calendar = WorkingDayCalendar()
    for name, clear in sorted(house.deadlines.items(), key=lambda each: -each[1]):
        last, left = calendar.latest_day_before(meeting, clear), None
        if last and day <= last:
            left = calendar.count_clear_days(day, last)
            left = left if left is None or day == last else left + 1
        yield Deadline(name, last, left)


MissingValue = tuple[str, str, tuple[str, ...]]
"""A "figure", "status" or "fact" that is awaited, by the title of what it is of, and areas or columns."""


class Readiness(NamedTuple):
    """The status of one report, for the last period that it covers."""

    report: Report
    house: HouseFormat
    streams: Mapping[str, str]
    """The printed headings of the streams by their keys."""
    coverage: Coverage
    deadlines: tuple[Deadline, ...]
    ungiven: tuple[MissingValue, ...]
    day: date
    """The day treated as today."""
    period: Period
    """The quarter, or the dates, that it is about."""


def status_of(
    report: Report, project: Project, day: date, *, private: bool
) -> Readiness:
    """Return the status for the last period of a report.

    With `private`, a cell with only private text counts as sent, for readers in the office. There
    are deadlines if the meeting in report.yaml is the one for this report, and is not over.
    """
    on, updates = report.scope.newest, project.updates
    periods = dict.fromkeys((*(update.period for update in updates), on))
    quarters = quarters_of(report.plan.years.start, on.end)
    named = periods if isinstance(on, DateRange) else quarters
    coverage = find_coverage(updates, report.aim_numbers(), named)
    later = {} if private else find_made_private(updates)
    spans = ((p, p.item.text.origin.span) for p in report.promises)
    shown = (p for p, span in spans if span_start(span) not in later)
    house, own, settings = project.house, project.settings, report.settings
    is_ahead = own and settings.period == own.period and day <= settings.meeting
    return Readiness(
        report._replace(promises=tuple(shown)),
        house,
        {k: h or k or "Updates" for k, h in stream_headings(report, house).items()},
        coverage if private else coverage.without_private(),
        (*(_deadlines(project.house, settings.meeting, day) if is_ahead else ()),),
        (*_find_missing_values(report, updates, private=private),),
        day,
        on,
    )


def _find_missing_values(
    report: Report, updates: Iterable[UpdateFile], *, private: bool
) -> Iterator[MissingValue]:
    """Yield the figures, then the statuses, then the facts that have not been sent again."""
    end, is_last = report.scope.end, report.scope.until.number == 4
    until_now = [u for u in updates if u.period.end <= end]
    # The figure of a year is due when the year has ended.
    due = [u for u in until_now if is_last or not isinstance(u.period, FinancialYear)]
    shown = [(u, f) for u in due for f in all_figures(u) if private or f.public]
    given = {figure.about_key for update, figure in shown if update.period.end == end}
    awaited = {figure.about_key for _, figure in shown} - given
    titles = {section.aim.key: section.aim.text for section in report.aims}
    measures = [m for m in report.plan.measures if m.aim in titles]
    for measure in (m for m in measures if report.scope.ends_year or not m.yearly):
        titles[measure.key] = measure.title
        areas = [a for a in measure.areas or ("",) if (measure.key, a) in awaited]
        if areas:
            yield "figure", measure.title, tuple(filter(None, areas))
    yield from (("status", titles[k], ()) for k in titles if (k,) in awaited)
    for key, title in titles.items():
        if names := tuple(a[1] for a in sorted(awaited) if a[::2] == (key, "fact")):
            yield "fact", title, names
