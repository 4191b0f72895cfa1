"""Who has sent what for a quarter, and who has not: of one report, on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model.periods import Quarter, quarters_of
from pccreport.model.project import Project
from pccreport.report.coverage import Answer, Coverage, Told, cover_report
from pccreport.report.deadlines import Deadline, deadlines_of
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report


class CellStatus(NamedTuple):
    """What a stream has for a key aim in the quarter."""

    told: Told
    before: bool
    """Whether it had something in the quarter before."""


class StreamStatus(NamedTuple):
    """What a stream has for the quarter, and when it last had something before it."""

    key: str
    heading: str
    """As printed."""
    cells: tuple[CellStatus, ...]
    """In the order of the key aims."""
    last: Quarter | None
    late: bool
    """Whether it has nothing, and had something in the quarter before."""

    @property
    def answer(self) -> Answer | None:
        """Return the most that it has under any key aim, or None for nothing at all."""
        return max((cell.told.answer for cell in self.cells), default=None) or None

    @property
    def words(self) -> int:
        """Return the number of words that are printed of it."""
        return sum(cell.told.words for cell in self.cells)


class DeadlineStatus(NamedTuple):
    """A deadline, and how far it is away."""

    deadline: Deadline
    left: int | None
    """The number of working days until it, 0 on the day; None if it has passed or is not known."""


class QuarterStatus(NamedTuple):
    """What each stream has for one quarter under all key aims together."""

    quarter: Quarter
    told: tuple[Told, ...]


class Status(NamedTuple):
    """The status of one report."""

    report: Report
    house: HouseFormat
    quarter: Quarter
    before: Quarter | None
    """The quarter before in which anybody had something."""
    streams: tuple[StreamStatus, ...]
    quarters: tuple[QuarterStatus, ...]
    """Every quarter from the first with a file to this one."""
    deadlines: tuple[DeadlineStatus, ...]

    @property
    def late(self) -> tuple[StreamStatus, ...]:
        """Return the streams that have nothing, and had something in the quarter before."""
        return tuple(stream for stream in self.streams if stream.late)


def status_of(report: Report, project: Project, day: date, *, private: bool) -> Status:
    """Return who has sent what for the last quarter of a report.

    With `private`, what has only private text counts as sent, without its words: for the
    office alone. The deadlines are those of the meeting in report.yaml, if that is on this
    report and not over.
    """
    told = cover_report(report, project.updates)
    told = told if private else told.without_private()
    quarter = report.scope.until
    asked, said = report.settings, project.settings
    is_own = said is not None and asked.period == said.period
    return Status(
        report,
        project.house,
        quarter,
        told.before(quarter),
        tuple(_streams(report, project, told)),
        tuple(_quarters(report, project, told)),
        tuple(_deadlines(project, asked.meeting, day)) if is_own else (),
    )


def _streams(
    report: Report, project: Project, told: Coverage
) -> Iterator[StreamStatus]:
    quarter = report.scope.until
    before, silent = told.before(quarter), told.silent(quarter)
    had = told.printed(before) if before else frozenset()
    for key, heading in headings(report, project.house).items():
        cells = tuple(
            CellStatus(
                told.cell(quarter, key, section.aim.key), (key, section.aim.key) in had
            )
            for section in report.aims
        )
        sent = any(cell.told.answer > Answer.EMPTY for cell in cells)
        earlier = (
            q
            for q in told.told
            if q < quarter and any(s == key for s, _ in told.printed(q))
        )
        last = max(earlier, default=None)
        yield StreamStatus(key, heading, cells, last, key in silent and not sent)


def _quarters(
    report: Report, project: Project, told: Coverage
) -> Iterator[QuarterStatus]:
    aims = [section.aim.key for section in report.aims]
    last = report.scope.until
    first = min(told.told, default=last)
    for quarter in quarters_of(first.start, last.end):
        rows = (
            [told.cell(quarter, stream.key, aim) for aim in aims]
            for stream in project.house.streams
        )
        together = (
            Told(tuple(entry for cell in cells for entry in cell.entries))
            for cells in rows
        )
        yield QuarterStatus(quarter, tuple(together))


def _deadlines(project: Project, meeting: date, day: date) -> Iterator[DeadlineStatus]:
    if day > meeting:
        return
    calendar = Calendar()
    for deadline in deadlines_of(project.house, meeting, calendar):
        yield DeadlineStatus(deadline, _left(calendar, day, deadline.last))


def _left(calendar: Calendar, day: date, last: date | None) -> int | None:
    """Return the working days from a day to the last one, which counts."""
    if last is None or day > last:
        return None
    clear = calendar.clear_days(day, last)
    return clear if clear is None or day == last else clear + 1
