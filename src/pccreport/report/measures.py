"""The figures and statuses that a report prints.

A figure is from the file of its own period, unless a later file restates it. The previous figure is
that of the latest earlier period that has one, even before the start of the report. What is not
public is dropped here, and is in no sum.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pccreport.model.measures import (
    Fact,
    Given,
    GivenStatus,
    Measure,
    MeasureValue,
    Target,
)
from pccreport.model.periods import Basis, Period, PeriodSortKey, period_sort_key
from pccreport.model.plan import Plan, Priority
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import FigureKey, private_figures
from pccreport.report.scope import Scope

FIGURES = ("value", "before", "year_before")
"""The columns of figures: that of the period, then earlier ones."""


class PrintedFigure(NamedTuple):
    """The figure of a measure or an area in a period, or the reason for having none."""

    period: Period
    basis: Basis
    figure: Decimal | None
    withheld: Prose | None = None
    missing: tuple[str, ...] = ()
    """The areas that a sum lacks."""
    value: MeasureValue | None = None
    """The value in the file, or None for a sum."""


class Restatement(NamedTuple):
    """A restated figure of an earlier period."""

    period: Period
    before: Decimal | None
    """The figure in the file of the period, or None."""
    figure: Decimal
    value: MeasureValue
    """The value that restates it."""


class MeasureRow(NamedTuple):
    """A measure, one of its areas, or the sum of them."""

    measure: Measure
    area: str
    """ "" for the measure as a whole."""
    columns: Mapping[str, PrintedFigure]
    """Its figures: "value" is that of the period, then "before" and "year_before"."""
    target: Target | None = None
    """The target of the period, or the next one."""
    status: GivenStatus | None = None
    """The status of the measure as a whole, or None."""
    restated: tuple[Restatement, ...] = ()
    changed: Prose | None = None
    facts: tuple[Fact, ...] = ()
    history: tuple[PrintedFigure, ...] = ()
    """Its figures up to that of the period, in order."""

    @property
    def current(self) -> PrintedFigure | None:
        """The figure of the period, or None."""
        return self.columns.get("value")

    @property
    def gap(self) -> Decimal | None:
        """How far its figure misses its target; 0 if it does not; None before the end of its period, or if not known."""
        current, better = self.current, self.measure.better
        if current is None or current.figure is None or not (self.target and better):
            return None
        is_part = current.missing or (self.area and self.measure.summed)
        if is_part or date.max > self.target.period.end > current.period.end:
            return None
        over = current.figure - self.target.figure
        return max(Decimal(0), -over if better == "up" else over)

    def is_shown(self) -> bool:
        """Return whether it has a figure, or its measure a status; a yearly one says when it has one."""
        return bool(self.columns) or self.status is not None or self.measure.yearly

    def values_by_period(self) -> Iterator[tuple[Period, MeasureValue]]:
        """Yield the periods of which figures are printed, and what each is read from."""
        yield from ((e.period, e.value) for e in self.columns.values() if e.value)
        yield from ((each.period, each.value) for each in self.restated)
        for row in self.missed():
            yield from () if row is self else row.values_by_period()

    def missed(self) -> Iterator["MeasureRow"]:
        """Yield it if it misses its target, then as it was at the end of each past year that missed one."""
        if self.gap:
            yield self
        for target in self.measure.targets:
            at_end = [x for x in self.history if x.period.end == target.period.end]
            figure = min(at_end, key=lambda x: x.period.start, default=self.current)
            is_other = figure and figure != self.current
            if figure and is_other and figure.period.end == target.period.year.end:
                own = self._replace(columns={"value": figure}, target=target)
                yield from own._replace(status=None, history=()).missed()


DatedStatus = tuple[Period, GivenStatus]
"""A status, after its period."""


class AimMeasures(NamedTuple):
    """The status and the tables under the heading of a key aim."""

    status: GivenStatus | None
    before: DatedStatus | None
    """Its previous status, if it has one now."""
    tables: tuple[tuple[MeasureRow, ...], ...]
    """A table for the measures without areas, then one for each measure with areas."""
    facts: tuple[Fact, ...] = ()
    """What the plan or the period has about the key aim, by column."""
    history: tuple[DatedStatus, ...] = ()
    """Its statuses up to that of the period, in order."""

    def has_status(self) -> bool:
        """Return whether a status is printed here."""
        return self.status is not None or any(row.status for row in self.rows())

    def given_values(self) -> Iterator[Given]:
        """Yield the statuses and the facts that are printed here."""
        own = self.status, self.before and self.before[1]
        yield from filter(None, (*own, *(row.status for row in self.rows())))
        yield from (*self.facts, *(f for row in self.rows() for f in row.facts))

    def rows(self) -> Iterator[MeasureRow]:
        """Yield the rows of all tables."""
        return (row for table in self.tables for row in table)


def column_figure(
    rows: Iterable[MeasureRow], name: str, own: Period
) -> PrintedFigure | None:
    """Return the figure after whose period a column is named, or None: that of its own, or the latest."""
    figures = [figure for row in rows if (figure := row.columns.get(name))]
    return max(figures, key=lambda f: (f.period == own, _period_key(f)), default=None)


def aim_measures(
    plan: Plan, updates: Iterable[UpdateFile], scope: Scope, priority: Priority
) -> Mapping[str, AimMeasures]:
    """Return the measures and the status of each key aim of a priority."""
    covered = [item for item in updates if item.period.end <= scope.end]
    series = _FigureSeries(covered, scope)
    found: dict[str, AimMeasures] = {}
    for aim in priority.aims:
        measures = [measure for measure in plan.measures if measure.aim == aim.key]
        tables, facts = series.tables(measures), series.facts(aim.key, aim.facts)
        given = *series.status(aim.key), (*tables,), facts
        found[aim.key] = AimMeasures(*given, (*series.statuses[aim.key],))
    return found


def _period_key(dated: PrintedFigure | Restatement) -> PeriodSortKey:
    return period_sort_key(dated.period)


def _is_year_apart(earlier: Period, later: Period) -> bool:
    days = {(later.start - earlier.start).days, (later.end - earlier.end).days}
    return days <= {365, 366}


_Figures = dict[tuple[Period, Basis], PrintedFigure]


class _FigureSeries:
    """The figures of all periods up to the end of a report."""

    def __init__(self, updates: Iterable[UpdateFile], scope: Scope) -> None:
        self._scope = scope
        # By measure and area.
        self._figures = defaultdict[tuple[str, str], _Figures](dict)
        self._restated = defaultdict[tuple[str, str], dict[Period, Restatement]](dict)
        self._facts: dict[str, dict[str, Fact]] = defaultdict(dict)
        self.statuses: dict[str, list[DatedStatus]] = defaultdict(list)
        """The statuses of each key aim and measure, in order."""
        files = sorted(updates, key=lambda update: scope.sort_key(update.period))
        private = private_figures(files)
        for update in files:
            for value in update.measures:
                if (value.about_key, update.period) not in private:
                    self._add_value(update, value, private)
            for status in update.status:
                if (status.about_key, update.period) not in private:
                    self.statuses[status.about].append((update.period, status))
            for fact in update.facts if update.period.end == scope.end else ():
                if (fact.about_key, update.period) not in private:
                    self._facts[fact.about][fact.name] = fact

    def _add_value(
        self, update: UpdateFile, value: MeasureValue, private: Container[FigureKey]
    ) -> None:
        key = value.measure, value.area
        figures, restated = self._figures[key], self._restated[key]
        if value.figure is not None or value.withheld:
            when = update.period, update.basis
            printed = PrintedFigure(*when, value.figure, value.withheld, value=value)
            figures.setdefault(when, printed)
        for period, figure in value.restated:
            if (key, period) not in private:
                same = [when for when in figures if when[0] == period]
                before = figures[same[0]].figure if same else None
                first = restated.get(period, Restatement(period, before, figure, value))
                restated[period] = first._replace(figure=figure, value=value)
                for when in same or [(period, Basis.ALONE)]:
                    figures[when] = PrintedFigure(*when, figure, value=value)

    def tables(self, measures: list[Measure]) -> Iterator[tuple[MeasureRow, ...]]:
        """Yield the rows of each table under a key aim, of measures with a figure or a status."""
        whole = tuple(self._make_row(m, "") for m in measures if not m.areas)
        if shown := tuple(row for row in whole if row.is_shown()):
            yield shown
        for measure in measures:
            rows = tuple(self._make_row(measure, area) for area in measure.areas)
            if any(row.is_shown() for row in rows):
                yield (*rows, *self._sum_row(measure, rows))

    def facts(self, about: str, plan_facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return the facts about a key aim or a measure: those of the period, then of the plan."""
        own = {fact.name: fact for fact in plan_facts} | self._facts.get(about, {})
        return tuple(own.values())

    def status(self, about: str) -> tuple[GivenStatus | None, DatedStatus | None]:
        """Return the status of a key aim in the period of the report, and the one before, or None."""
        dated, end = self.statuses[about], self._scope.end
        found = next((each for each in reversed(dated) if each[0].end == end), None)
        if not found:
            return None, None
        # That of a year's last quarter has the quarter before it; that of the year has none in it.
        start = max(self._scope.own.start, found[0].start)
        earlier = [each for each in dated if each[0].end < start]
        return found[1], earlier[-1] if earlier else None

    def _make_row(self, measure: Measure, area: str) -> MeasureRow:
        """Return the row of the figures of a measure, of an area, or of the sums of the areas."""
        key, end = (measure.key, area), self._scope.end
        series = sorted(self._figures[key].values(), key=_period_key)
        at_end = (f for f in series if f.period.end == end)
        newest = max(at_end, key=lambda f: self._scope.sort_key(f.period), default=None)
        earlier = [f for f in series if f.period.end < end]
        if newest:
            kind = type(newest.period), newest.basis
            earlier = [f for f in earlier if (type(f.period), f.basis) == kind]
        present = newest.period if newest else self._scope.own
        years = (f for f in earlier[:-1] if _is_year_apart(f.period, present))
        before = earlier[-1] if earlier else None
        figures = {"value": newest, "before": before, "year_before": next(years, None)}
        columns = {name: figure for name, figure in figures.items() if figure}
        shown = {f.period for name, f in columns.items() if name != "value"}
        restated = sorted(self._restated[key].values(), key=_period_key)
        status, _ = self.status(measure.key)
        return MeasureRow(
            *(measure, area, columns, measure.target_for(present)),
            status,
            tuple(f for f in restated if f.period in shown and f.before != f.figure),
            newest.value.changed if newest and newest.value else None,
            self.facts(measure.key, measure.facts),
            (*earlier, *([newest] if newest else [])),
        )

    def _sum_row(
        self, measure: Measure, rows: tuple[MeasureRow, ...]
    ) -> Iterator[MeasureRow]:
        """Yield the row with the sums of the areas, if they can be added up.

        All sums are of the areas that have a figure now, so that they can be compared.
        """
        given = [row for row in rows if row.current and row.current.figure is not None]
        counted = given or list(rows)
        found = defaultdict[tuple[Period, Basis], list[PrintedFigure]](list)
        for figure in chain.from_iterable(row.history for row in counted):
            found[figure.period, figure.basis].append(figure)
        missing = tuple(row.area for row in rows if row not in counted)
        sums: _Figures = {}
        for when, figures in found.items():
            numbers = [f.figure for f in figures if f.figure is not None]
            is_whole = len(numbers) == len(counted)
            total = sum(numbers, Decimal()) if is_whole else None
            sums[when] = PrintedFigure(*when, total, missing=missing)
        if measure.summed:
            self._figures[measure.key, ""] = sums
            yield self._make_row(measure, "")
