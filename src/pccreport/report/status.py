"""Who has sent what for a quarter, and who has not: of one report, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model.periods import FinancialYear, Quarter, quarters_of
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import figures, made_private, span_start
from pccreport.report.coverage import Answer, Coverage, cover_report
from pccreport.report.deadlines import Deadline, deadlines_of
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report


class DeadlineStatus(NamedTuple):
    """A deadline, and how far it is away."""

    deadline: Deadline
    left: int | None
    """The number of working days until it, 0 on the day; None if it has passed or is not known."""


class Ungiven(NamedTuple):
    """A measure or a status that was given for an earlier quarter, and not for this one."""

    key: str
    title: str
    """The measure's title, or the words of the key aim."""
    areas: tuple[str, ...] = ()
    """The areas of a measure that have no figure; () for a measure of the whole, or a status."""


class Status(NamedTuple):
    """The status of one report, for the last quarter that it covers."""

    report: Report
    house: HouseFormat
    streams: Mapping[str, str]
    """The printed headings of the streams by their keys."""
    coverage: Coverage
    deadlines: tuple[DeadlineStatus, ...]
    measures: tuple[Ungiven, ...]
    statuses: tuple[Ungiven, ...]
    day: date
    """The day treated as today."""

    @property
    def quarter(self) -> Quarter:
        """Return the quarter that it is of."""
        return self.report.scope.until

    def late(self) -> list[str]:
        """Return the streams that had something in the quarter before, and have sent nothing."""
        silent = self.coverage.silent(self.quarter)
        return [s for s in self.streams if s in silent and not self.answer(s)]

    def answer(self, stream: str) -> Answer:
        """Return the most that a stream has for the quarter under any key aim."""
        return self.coverage.of_stream(self.quarter, stream).answer

    def quarters(self) -> Iterator[Quarter]:
        """Yield every quarter from the first with a file to this one."""
        first = min(self.coverage.cells, default=self.quarter)
        return quarters_of(first.start, self.quarter.end)


def status_of(report: Report, project: Project, day: date, *, private: bool) -> Status:
    """Return who has sent what for the last quarter of a report.

    With `private`, what has only private text counts as sent, without its words: for the
    office alone. The deadlines are those of the meeting in report.yaml, if that is on this
    report and not over.
    """
    told = cover_report(report, project.updates)
    kept = made_private(project.updates)
    promises = (
        each
        for each in report.promises
        if private or span_start(each.item.text.origin.span) not in kept
    )
    report = report._replace(promises=tuple(promises))
    said, asked = project.settings, report.settings
    is_own = said is not None and asked.period == said.period
    awaited = _awaited(report, project.updates, private=private)
    return Status(
        report,
        project.house,
        {k: h or k or "Updates" for k, h in headings(report, project.house).items()},
        told if private else told.without_private(),
        tuple(_deadlines(project.house, asked.meeting, day)) if is_own else (),
        *_ungiven(report, awaited),
        day,
    )


def _awaited(
    report: Report, updates: Iterable[UpdateFile], *, private: bool
) -> set[tuple[str, ...]]:
    """Return what measures and statuses were given for before, and not for the quarter."""
    until = report.scope.until
    given: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    for update in updates:
        period = update.period
        # A figure of a year is awaited when the year has ended.
        is_of_year = isinstance(period, FinancialYear) and until.number < 4
        if period.end <= until.end and not is_of_year:
            told = (g.about_key for g in figures(update) if private or g.public)
            given[period.end == until.end].update(told)
    return given[False] - given[True]


def _ungiven(
    report: Report, awaited: set[tuple[str, ...]]
) -> tuple[tuple[Ungiven, ...], tuple[Ungiven, ...]]:
    """Return what is awaited of measures, and of statuses, in the order printed."""
    aims = {each.aim.key: each.aim.text for each in report.aims}
    measures = [each for each in report.plan.measures if each.aim in aims]
    lacking = []
    for measure in measures:
        areas = [a for a in measure.areas or ("",) if (measure.key, a) in awaited]
        if areas:
            shown = tuple(filter(None, areas))
            lacking.append(Ungiven(measure.key, measure.title, shown))
    titles = {**aims, **{measure.key: measure.title for measure in measures}}
    statuses = (Ungiven(k, title) for k, title in titles.items() if (k,) in awaited)
    return tuple(lacking), tuple(statuses)


def _deadlines(
    house: HouseFormat, meeting: date, day: date
) -> Iterator[DeadlineStatus]:
    if day > meeting:
        return
    calendar = Calendar()
    for deadline in deadlines_of(house, meeting, calendar):
        yield DeadlineStatus(deadline, _left(calendar, day, deadline.last))


def _left(calendar: Calendar, day: date, last: date | None) -> int | None:
    """Return the working days from a day to the last one, which counts."""
    if last is None or day > last:
        return None
    clear = calendar.clear_days(day, last)
    return clear if clear is None or day == last else clear + 1
