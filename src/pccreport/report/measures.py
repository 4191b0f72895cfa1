"""Which figures of which periods a report prints for its measures, and how key aims stand.

A figure is that of its own period's file, unless a later file restates it. The last time is the
newest earlier period that has one, before the start of the report too. What is not public is
dropped here: it is in no figure and in no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.model.measures import Measure, MeasureValue, StatusGiven
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
    Quarter,
    period_sort_key,
)
from pccreport.model.plan import Plan, Priority
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import private_figures
from pccreport.report.scope import Scope


class PrintedFigure(NamedTuple):
    """The figure of a measure or an area in a period, or why it has none."""

    period: Period
    basis: Basis
    figure: Decimal | None
    withheld: Prose | None = None
    is_part: bool = False
    """True for a sum of some of the areas."""
    value: MeasureValue | None = None
    """What it was read from; None for a sum."""


class Restated(NamedTuple):
    """An earlier figure that is another now."""

    period: Period
    before: Decimal | None
    """What its own period's file has; None if it has none."""
    figure: Decimal
    value: MeasureValue
    """What says so."""


class MeasureRow(NamedTuple):
    """A measure, one of its areas, or the sum of them."""

    measure: Measure
    area: str
    """ "" for the measure as a whole."""
    current: PrintedFigure | None
    """None where nothing was given for the period."""
    before: PrintedFigure | None = None
    year_before: PrintedFigure | None = None
    status: StatusGiven | None = None
    """That of the measure as a whole."""
    restated: tuple[Restated, ...] = ()
    changed: Prose | None = None

    def column(self, name: str) -> PrintedFigure | None:
        """Return its figure in a column: "value", "before" or "year_before"."""
        return {"before": self.before, "year_before": self.year_before}.get(
            name, self.current
        )

    def figures(self) -> Iterator[PrintedFigure]:
        """Yield the figures that it has."""
        yield from filter(None, (self.current, self.before, self.year_before))


class StatusNow(NamedTuple):
    """How a key aim stands, and how it stood the last time."""

    current: StatusGiven
    before: StatusGiven | None
    period: Period | None
    """That of the last time."""


class AimMeasures(NamedTuple):
    """What is printed under the heading of a key aim."""

    status: StatusNow | None
    tables: tuple[tuple[MeasureRow, ...], ...]
    """One for all measures of the whole, then one for each that is by area."""

    def has_status(self) -> bool:
        """Return whether a status is printed here."""
        return self.status is not None or any(row.status for row in self.rows())

    def has_news(self) -> bool:
        """Return whether anything is from the report's own period."""
        return self.has_status() or any(row.current for row in self.rows())

    def spans(self) -> Iterator[Span]:
        """Yield where what is printed here is read from."""
        if self.status:
            yield from (s.at for s in self.status[:2] if s)
        for row in self.rows():
            values = [each.value for each in row.figures()]
            values += [each.value for each in row.restated]
            yield from (each.at for each in (row.status, *values) if each)

    def rows(self) -> Iterator[MeasureRow]:
        """Yield the rows of all tables."""
        return (row for table in self.tables for row in table)


def column_head(rows: Iterable[MeasureRow], name: str) -> PrintedFigure | None:
    """Return a figure of the period that a column is named after: the newest of its figures."""
    found = [each for row in rows if (each := row.column(name))]
    return max(found, key=lambda each: period_sort_key(each.period), default=None)


NO_MEASURES: Mapping[str, AimMeasures] = {}


def aim_measures(
    plan: Plan, updates: Iterable[UpdateFile], scope: Scope, priority: Priority
) -> Mapping[str, AimMeasures]:
    """Return the measures and the status of each key aim of a priority that has any."""
    told = [each for each in updates if each.period.end <= scope.until.end]
    if not plan.measures and not any(each.status for each in told):
        return NO_MEASURES
    reader = _Figures(told, scope)
    found = {
        aim.key: AimMeasures(
            reader.status(aim.key),
            tuple(reader.tables([m for m in plan.measures if m.aim == aim.key])),
        )
        for aim in priority.aims
    }
    return {key: each for key, each in found.items() if each.status or each.tables}


class _Figures:
    """The figures of all periods up to the end of a report."""

    def __init__(self, updates: Iterable[UpdateFile], scope: Scope) -> None:
        self._scope = scope
        self._series: dict[tuple[str, str], list[PrintedFigure]] = defaultdict(list)
        self._restated: dict[tuple[str, str], dict[Period, Restated]] = defaultdict(
            dict
        )
        self._statuses: dict[str, list[tuple[Period, StatusGiven]]] = defaultdict(list)
        files = sorted(updates, key=lambda each: period_sort_key(each.period))
        self._private = private_figures(files)
        for update in files:
            for value in update.measures:
                self._add(update, value)
            for status in update.status:
                if status.public:
                    self._statuses[status.about].append((update.period, status))

    def _add(self, update: UpdateFile, value: MeasureValue) -> None:
        where = value.measure, value.area
        if (*where, update.period) in self._private:
            return
        series = self._series[where]
        if value.figure is not None or value.withheld:
            made = PrintedFigure(
                update.period, update.basis, value.figure, value.withheld, value=value
            )
            if all(each[:2] != made[:2] for each in series):
                series.append(made)
        for period, figure in value.restated:
            if (*where, period) in self._private:
                continue
            was = next((each for each in series if each.period == period), None)
            earlier = self._restated[where].get(period)
            before = earlier.before if earlier else was.figure if was else None
            self._restated[where][period] = Restated(period, before, figure, value)

    def tables(self, measures: list[Measure]) -> Iterator[tuple[MeasureRow, ...]]:
        """Yield the rows of each table under a key aim; a measure without a figure has none."""
        whole = tuple(self._row(m, "") for m in measures if not m.areas)
        if shown := tuple(row for row in whole if any(row.figures())):
            yield shown
        for measure in measures:
            rows = tuple(self._row(measure, area) for area in measure.areas)
            if any(any(row.figures()) for row in rows):
                yield (*rows, *self._sum(measure, rows))

    def status(self, about: str) -> StatusNow | None:
        """Return the status of a key aim in the report's period, or None."""
        given = self._status(about)
        if given is None:
            return None
        end = self._scope.until.end
        earlier = [each for each in self._statuses[about] if each[0].end < end]
        period, before = earlier[-1] if earlier else (None, None)
        return StatusNow(given, before, period)

    def _status(self, about: str) -> StatusGiven | None:
        end = self._scope.until.end
        given = (s for period, s in self._statuses[about] if period.end == end)
        return next(given, None)

    def _row(self, measure: Measure, area: str) -> MeasureRow:
        series = self._restate(measure, area)
        end = self._scope.until.end
        newest = next((each for each in series if each.period.end == end), None)
        alike = [each for each in series if each.period.end < end]
        if newest:
            alike = [each for each in alike if _kind(each) == _kind(newest)]
        before = alike[-1] if alike else None
        wanted = _year_before(newest.period if newest else self._scope.until)
        year_before = next((each for each in alike if each.period == wanted), None)
        if year_before is before:
            year_before = None
        shown = {each.period for each in (before, year_before) if each}
        return MeasureRow(
            measure,
            area,
            newest,
            before,
            year_before,
            self._status(measure.key),
            tuple(
                each
                for period, each in sorted(
                    self._restated[measure.key, area].items(),
                    key=lambda item: period_sort_key(item[0]),
                )
                if period in shown and each.before != each.figure
            ),
            newest.value.changed if newest and newest.value else None,
        )

    def _restate(self, measure: Measure, area: str) -> list[PrintedFigure]:
        """Return the figures of a measure in order, each as it is now."""
        where = measure.key, area
        changed = self._restated[where]
        made = [
            each._replace(
                figure=changed[each.period].figure,
                withheld=None,
                value=changed[each.period].value,
            )
            if each.period in changed
            else each
            for each in self._series[where]
        ]
        known = {each.period for each in made}
        made += (
            PrintedFigure(period, Basis.ALONE, each.figure, value=each.value)
            for period, each in changed.items()
            if period not in known
        )
        return sorted(made, key=lambda each: period_sort_key(each.period))

    def _sum(
        self, measure: Measure, rows: tuple[MeasureRow, ...]
    ) -> Iterator[MeasureRow]:
        """Yield the row with the sums, unless the areas must not be added up.

        Sums of earlier periods are of the areas that have a figure now, or they would be of
        something else.
        """
        if not measure.summed:
            return
        given = [row for row in rows if row.current and row.current.figure is not None]
        counted = given or list(rows)
        is_part = len(counted) < len(rows)
        current, before, year_before = (
            _added([row.column(name) for row in counted], is_part)
            for name in ("value", "before", "year_before")
        )
        status = self._status(measure.key)
        yield MeasureRow(measure, "", current, before, year_before, status)


def _added(figures: list[PrintedFigure | None], is_part: bool) -> PrintedFigure | None:
    """Return the sum of figures of one period, or None if one is not there."""
    found = [each for each in figures if each and each.figure is not None]
    if not found or len(found) < len(figures):
        return None
    if len({each[:2] for each in found}) > 1:
        return None
    total = sum((each.figure for each in found if each.figure is not None), Decimal())
    return PrintedFigure(found[0].period, found[0].basis, total, is_part=is_part)


def _kind(figure: PrintedFigure) -> tuple[type[Period], Basis]:
    return type(figure.period), figure.basis


def _year_before(period: Period) -> Period | None:
    match period:
        case Quarter(year, number):
            return FinancialYear(year.begins - 1).quarter(number)
        case FinancialYear(begins):
            return FinancialYear(begins - 1)
        case _:
            return None
