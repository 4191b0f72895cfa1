"""The status of one report on one day: its deadlines, who has sent what, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.language.calendar.holidays import WorkingDayCalendar
from pccreport.model.periods import DateRange, FinancialYear, Period, quarters_of
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import all_figures, find_made_private, span_start
from pccreport.report.coverage import Coverage, find_coverage
from pccreport.report.placeholder_values import stream_headings
from pccreport.report.report import Report


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
