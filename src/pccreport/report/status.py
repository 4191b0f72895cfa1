"""Who has sent what for a quarter, and who has not: of one report, on one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.holidays import Calendar
from pccreport.model.periods import Quarter, quarters_of
from pccreport.model.project import Project
from pccreport.report.coverage import Answer, Coverage, cover_report
from pccreport.report.deadlines import Deadline, deadlines_of
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report


class DeadlineStatus(NamedTuple):
    """A deadline, and how far it is away."""

    deadline: Deadline
    left: int | None
    """The number of working days until it, 0 on the day; None if it has passed or is not known."""


class Status(NamedTuple):
    """The status of one report, for the last quarter that it covers."""

    report: Report
    house: HouseFormat
    streams: Mapping[str, str]
    """The printed headings of the streams by their keys."""
    told: Coverage
    deadlines: tuple[DeadlineStatus, ...]

    @property
    def quarter(self) -> Quarter:
        """Return the quarter that it is of."""
        return self.report.scope.until

    def late(self) -> list[str]:
        """Return the streams that had something in the quarter before, and have sent nothing."""
        silent = self.told.silent(self.quarter)
        return [s for s in self.streams if s in silent and not self.answer(s)]

    def answer(self, stream: str) -> Answer:
        """Return the most that a stream has for the quarter under any key aim."""
        return self.told.of_stream(self.quarter, stream).answer

    def quarters(self) -> Iterator[Quarter]:
        """Yield every quarter from the first with a file to this one."""
        first = min(self.told.told, default=self.quarter)
        return quarters_of(first.start, self.quarter.end)


def status_of(report: Report, project: Project, day: date, *, private: bool) -> Status:
    """Return who has sent what for the last quarter of a report.

    With `private`, what has only private text counts as sent, without its words: for the
    office alone. The deadlines are those of the meeting in report.yaml, if that is on this
    report and not over.
    """
    told = cover_report(report, project.updates)
    said, asked = project.settings, report.settings
    is_own = said is not None and asked.period == said.period
    return Status(
        report,
        project.house,
        {k: h or k or "Updates" for k, h in headings(report, project.house).items()},
        told if private else told.without_private(),
        tuple(_deadlines(project.house, asked.meeting, day)) if is_own else (),
    )


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
