"""The periods that a report covers."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pccreport.model.periods import (
    DateRange,
    FinancialYear,
    Period,
    PeriodSortKey,
    Quarter,
    YearRange,
    period_sort_key,
    quarter_of,
    quarters_of,
)
from pccreport.model.plan import Plan
from pccreport.model.settings import ReportingPeriod, ReportSettings
from pccreport.model.update import UpdateFile


class PeriodOverride(NamedTuple):
    """A period from the command line, used instead of the one in report.yaml."""

    period: ReportingPeriod | None = None
    since: Quarter | FinancialYear | None = None
    until: Quarter | None = None

    def apply_to(self, settings: ReportSettings) -> ReportSettings:
        """Return settings with the period replaced, and with it the start and end."""
        if self.period is not None:
            settings = settings._replace(period=self.period, since=None, until=None)
        since, until = self.since or settings.since, self.until or settings.until
        return settings._replace(since=since, until=until)


NO_OVERRIDE = PeriodOverride()
"""No change to the period in report.yaml."""


class Scope(NamedTuple):
    """The range of quarters that a report prints."""

    period: Period | YearRange
    """The period that the report is on."""
    first: Quarter
    until: Quarter
    days: DateRange | None = None
    """The first day that is printed and the last, if the report is on dates."""

    @property
    def start(self) -> date:
        """The first day that is printed."""
        return (self.days or self.first).start

    @property
    def end(self) -> date:
        """The last day that is printed."""
        return (self.days or self.until).end

    @property
    def newest(self) -> Period:
        """The dates that the report is on, if it ends with them; or else its last quarter."""
        return self.own if isinstance(self.own, DateRange) else self.until

    @property
    def own(self) -> Period:
        """The period that the report is on, if it ends with it; or else its last quarter."""
        on = self.period
        return self.until if isinstance(on, YearRange) or on.end != self.end else on

    def sort_key(self, period: Period) -> tuple[bool, PeriodSortKey]:
        """Return a sort key of periods, in which the one that the report is on is last."""
        return period == self.own, period_sort_key(period)

    @property
    def range_name(self) -> str:
        """All that it prints, as it is typed: its first quarter and its last, or its days."""
        quarters = dict.fromkeys((self.first, self.until))
        return str(self.days or " to ".join(map(str, quarters)))

    @property
    def ends_year(self) -> bool:
        """Whether it ends with a financial year."""
        return self.end == self.until.year.quarter(4).end

    def when_due(self, day: date) -> str:
        """Return "due" up to its end, "next" in the months of the next period, or ""."""
        on = self.newest if isinstance(self.period, YearRange) else self.period
        # Two days less, as one month has up to three days more than another.
        last = self.end + (on.end - on.start) - timedelta(days=2)
        is_next = (day.year, day.month) <= (last.year, last.month)
        return "due" if day <= self.end else "next" if is_next else ""

    def covers(self, period: Period) -> bool:
        """Return whether updates of a period are printed: whether its end is in the range."""
        return self.start <= period.end <= self.end

    def quarters(self) -> tuple[Quarter, ...]:
        """Return every quarter that is covered, in order."""
        return tuple(filter(self.covers, quarters_of(self.start, self.end)))


def scope_of(
    settings: ReportSettings, plan: Plan, updates: Iterable[UpdateFile]
) -> Scope:
    """Return the scope of a report: its period, with earlier and later quarters.

    For years, it ends with the last quarter that has a file. Otherwise, a year with updates for one
    quarter would be called finished.
    """
    period = plan.years if settings.period == "plan" else settings.period
    since = settings.since or (period.year if isinstance(period, Quarter) else period)
    first = since if isinstance(since, Quarter) else quarter_of(since.start)
    last = quarter_of(period.end)
    if isinstance(period, FinancialYear | YearRange):
        ends = (update.period.end for update in updates)
        within = (end for end in ends if first.start <= end <= last.end)
        last = quarter_of(max(within, default=last.end))
    until = settings.until or last
    if isinstance(period, YearRange):  # up to the latest file
        is_range = period.first < until.year
        period = YearRange(period.first, until.year) if is_range else period.first
    if not isinstance(period, DateRange):
        return Scope(period, first, until)
    start = first.start if settings.since else period.start
    end = until.end if settings.until else period.end
    return Scope(period, first, until, DateRange(start, end))


def scope_problems(
    settings: ReportSettings, plan: Plan
) -> Iterator[tuple[str, str, str]]:
    """Yield the problems of the periods in report.yaml: the key, a message, and help."""
    period = plan.years if settings.period == "plan" else settings.period
    until, since = settings.until, settings.since
    for key, value in (("period", period), ("since", since), ("until", until)):
        if value and not plan.years.number_of_year(value.year):
            message = f"{value} is outside the plan’s years, {plan.years}"
            yield key, message, "correct the period, or years: in plan.yaml"
    # A report on years can end before they do, as it did when it was first made.
    is_single = isinstance(period, Quarter | DateRange)
    earliest_end = period.end if is_single else period.start
    if until and until.end < earliest_end:
        message = f"the report is for {period} but ends earlier, with {until}"
        yield "until", message, "give a later quarter, or leave out until:"
    if since and since.start > period.start:
        message = f"the report is for {period} but starts later, with {since}"
        yield "since", message, "give an earlier year or quarter, or leave out since:"
