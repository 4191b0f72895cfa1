"""The status of one report on one day: who has sent what for a quarter, and the deadlines."""

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
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report


class Deadline(NamedTuple):
    """A deadline: its name, the clear working days before the meeting, and the last day."""

    name: str
    clear: int
    last: date | None
    """The last day, or None if the bank holidays are not known."""

    def left(self, calendar: Calendar, day: date) -> int | None:
        """Return the working days left, 0 on the last; None if it has passed or is not known."""
        if self.last is None or day > self.last:
            return None
        clear = calendar.clear_days(day, self.last)
        return clear if clear is None or day == self.last else clear + 1


def deadlines_of(
    house: HouseFormat, meeting: date, calendar: Calendar
) -> tuple[Deadline, ...]:
    """Return the deadlines of a house format before a meeting, in order of time."""
    clear_days = {name: n for name, n in house.deadlines._asdict().items() if n}
    return tuple(
        Deadline(name, clear, calendar.days_before(meeting, clear))
        for name, clear in sorted(clear_days.items(), key=lambda each: -each[1])
    )


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
    deadlines: tuple[tuple[Deadline, int | None], ...]
    """The deadlines, each with the working days left."""
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
    later = {} if private else made_private(project.updates)
    shown = (
        p for p in report.promises if span_start(p.item.text.origin.span) not in later
    )
    own, settings = project.settings, report.settings
    is_ahead = (
        own is not None and settings.period == own.period and day <= settings.meeting
    )
    calendar = Calendar()
    deadlines = (
        deadlines_of(project.house, settings.meeting, calendar) if is_ahead else ()
    )
    measures = [m for m in report.plan.measures if m.aim in report.numbers()]
    awaited = _awaited(report, project.updates, private=private)
    figures = (
        (m, [a for a in m.areas or ("",) if (m.key, a) in awaited]) for m in measures
    )
    titles = {section.aim.key: section.aim.text for section in report.aims}
    titles |= {measure.key: measure.title for measure in measures}
    return Status(
        report._replace(promises=tuple(shown)),
        project.house,
        {k: h or k or "Updates" for k, h in headings(report, project.house).items()},
        coverage if private else coverage.without_private(),
        tuple((deadline, deadline.left(calendar, day)) for deadline in deadlines),
        tuple(
            Ungiven(measure.key, measure.title, tuple(filter(None, areas)))
            for measure, areas in figures
            if areas
        ),
        tuple(Ungiven(k, title) for k, title in titles.items() if (k,) in awaited),
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
