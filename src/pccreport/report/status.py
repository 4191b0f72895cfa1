"""The status of one report on one day: who has sent what for a quarter."""

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
    """A deadline, and the time left until it."""

    deadline: Deadline
    left: int | None
    """The number of working days left, 0 on the day; None if it has passed or is not known."""


class Ungiven(NamedTuple):
    """A measure or a status that an earlier quarter had, and this one does not."""

    key: str
    title: str
    """The title of the measure, or the text of the key aim."""
    areas: tuple[str, ...] = ()
    """The areas without a figure; () for a measure without areas, or a status."""


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
        """The quarter that it is about."""
        return self.report.scope.until

    def late(self) -> list[str]:
        """Return the streams that have sent nothing, but had something in the quarter before."""
        silent = self.coverage.silent(self.quarter)
        return [s for s in self.streams if s in silent and not self.answer(s)]

    def answer(self, stream: str) -> Answer:
        """Return the highest answer of a stream for the quarter under any key aim."""
        return self.coverage.of_stream(self.quarter, stream).answer

    def quarters(self) -> Iterator[Quarter]:
        """Yield every quarter from the first with a file to this one."""
        first = min(self.coverage.cells, default=self.quarter)
        return quarters_of(first.start, self.quarter.end)


def status_of(report: Report, project: Project, day: date, *, private: bool) -> Status:
    """Return the status for the last quarter of a report.

    With `private`, a cell with only private text counts as sent, for readers in the office. There
    are deadlines if the meeting in report.yaml is the one for this report, and is not over.
    """
    coverage = cover_report(report, project.updates)
    private_later = made_private(project.updates)
    promises = (
        promise
        for promise in report.promises
        if private or span_start(promise.item.text.origin.span) not in private_later
    )
    report = report._replace(promises=tuple(promises))
    own, settings = project.settings, report.settings
    is_own = own is not None and settings.period == own.period
    awaited = _awaited(report, project.updates, private=private)
    return Status(
        report,
        project.house,
        {k: h or k or "Updates" for k, h in headings(report, project.house).items()},
        coverage if private else coverage.without_private(),
        tuple(_deadlines(project.house, settings.meeting, day)) if is_own else (),
        *_ungiven(report, awaited),
        day,
    )


def _awaited(
    report: Report, updates: Iterable[UpdateFile], *, private: bool
) -> set[tuple[str, ...]]:
    """Return the keys of measures and statuses that earlier periods have, and the quarter does not."""
    until = report.scope.last
    given: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    for update in updates:
        period = update.period
        # The figure of a year is due when the year has ended.
        is_of_year = isinstance(period, FinancialYear) and report.scope.until.number < 4
        if period.end <= until.end and not is_of_year:
            keys = (f.about_key for f in figures(update) if private or f.public)
            given[period.end == until.end].update(keys)
    return given[False] - given[True]


def _ungiven(
    report: Report, awaited: set[tuple[str, ...]]
) -> tuple[tuple[Ungiven, ...], tuple[Ungiven, ...]]:
    """Return the missing measures, and the missing statuses, in printed order."""
    aims = {section.aim.key: section.aim.text for section in report.aims}
    measures = [m for m in report.plan.measures if m.aim in aims]
    missing = []
    for measure in measures:
        areas = [a for a in measure.areas or ("",) if (measure.key, a) in awaited]
        if areas:
            shown = tuple(filter(None, areas))
            missing.append(Ungiven(measure.key, measure.title, shown))
    titles = {**aims, **{measure.key: measure.title for measure in measures}}
    statuses = (Ungiven(k, title) for k, title in titles.items() if (k,) in awaited)
    return tuple(missing), tuple(statuses)


def _deadlines(
    house: HouseFormat, meeting: date, day: date
) -> Iterator[DeadlineStatus]:
    if day > meeting:
        return
    calendar = Calendar()
    for deadline in deadlines_of(house, meeting, calendar):
        yield DeadlineStatus(deadline, _left(calendar, day, deadline.last))


def _left(calendar: Calendar, day: date, last: date | None) -> int | None:
    """Return the number of working days from a day to the last one, which is included."""
    if last is None or day > last:
        return None
    clear = calendar.clear_days(day, last)
    return clear if clear is None or day == last else clear + 1
