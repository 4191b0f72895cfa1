"""The figures and statuses that a report prints.

A figure is from the file of its own period, unless a later file restates it. The previous figure is
that of the latest earlier period that has one, even before the start of the report. What is not
public is dropped here, and is in no sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.model.measures import Measure, MeasureValue, StatusGiven
from pccreport.model.period_labels import LabelFormatter, label_of
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
    """The figure of a measure or an area in a period, or the reason for having none."""

    period: Period
    basis: Basis
    figure: Decimal | None
    withheld: Prose | None = None
    is_part: bool = False
    """True for a sum of some of the areas."""
    value: MeasureValue | None = None
    """The value in the file, or None for a sum."""


class Restated(NamedTuple):
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
    current: PrintedFigure | None
    """The figure of the period, or None."""
    before: PrintedFigure | None = None
    year_before: PrintedFigure | None = None
    status: StatusGiven | None = None
    """The status of the measure as a whole, or None."""
    restated: tuple[Restated, ...] = ()
    changed: Prose | None = None

    def column(self, name: str) -> PrintedFigure | None:
        """Return its figure in a column: "value", "before" or "year_before"."""
        earlier = {"before": self.before, "year_before": self.year_before}
        return earlier.get(name, self.current)

    def figures(self) -> Iterator[PrintedFigure]:
        """Yield its figures."""
        yield from filter(None, (self.current, self.before, self.year_before))

    def is_given(self) -> bool:
        """Return whether it has a figure, or its measure has a status now."""
        return self.status is not None or any(self.figures())

    def read_from(self) -> Iterator[tuple[Period, MeasureValue]]:
        """Yield the periods of which figures are printed, and what each is read from."""
        yield from ((e.period, e.value) for e in self.figures() if e.value)
        yield from ((each.period, each.value) for each in self.restated)


class StatusNow(NamedTuple):
    """The status of a key aim, and its previous status."""

    current: StatusGiven
    before: StatusGiven | None
    period: Period | None
    """The period of the previous status, or None."""


class AimMeasures(NamedTuple):
    """The status and the tables under the heading of a key aim."""

    status: StatusNow | None
    tables: tuple[tuple[MeasureRow, ...], ...]
    """A table for the measures without areas, then one for each measure with areas."""

    def has_status(self) -> bool:
        """Return whether a status is printed here."""
        return self.status is not None or any(row.status for row in self.rows())

    def has_news(self) -> bool:
        """Return whether anything is from the period of the report."""
        return self.has_status() or any(row.current for row in self.rows())

    def statuses(self) -> Iterator[StatusGiven]:
        """Yield the statuses that are printed here."""
        own = self.status[:2] if self.status else ()
        yield from filter(None, (*own, *(row.status for row in self.rows())))

    def rows(self) -> Iterator[MeasureRow]:
        """Yield the rows of all tables."""
        return (row for table in self.tables for row in table)


def column_head(rows: Iterable[MeasureRow], name: str) -> PrintedFigure | None:
    """Return the latest figure of a column, after whose period it is named, or None."""
    figures = [figure for row in rows if (figure := row.column(name))]
    return max(figures, key=lambda figure: period_sort_key(figure.period), default=None)


NO_MEASURES: Mapping[str, AimMeasures] = {}


def aim_measures(
    plan: Plan, updates: Iterable[UpdateFile], scope: Scope, priority: Priority
) -> Mapping[str, AimMeasures]:
    """Return the measures and the status of each key aim of a priority that has any."""
    covered = [item for item in updates if item.period.end <= scope.end]
    if not plan.measures and not any(item.status for item in covered):
        return NO_MEASURES
    reader = _FigureSeries(covered, scope)
    measures = {
        aim.key: AimMeasures(
            reader.status(aim.key),
            tuple(reader.tables([m for m in plan.measures if m.aim == aim.key])),
        )
        for aim in priority.aims
    }
    return {key: item for key, item in measures.items() if item.status or item.tables}


_RowKey = tuple[str, str]


class _FigureSeries:
    """The figures of all periods up to the end of a report."""

    def __init__(self, updates: Iterable[UpdateFile], scope: Scope) -> None:
        self._scope = scope
        self._series: dict[_RowKey, dict[tuple[Period, Basis], PrintedFigure]]
        self._series = defaultdict(dict)
        self._restated: dict[_RowKey, dict[Period, Restated]] = defaultdict(dict)
        self._statuses: dict[str, list[tuple[Period, StatusGiven]]] = defaultdict(list)
        files = sorted(updates, key=lambda update: period_sort_key(update.period))
        self._private = private_figures(files)
        for update in files:
            for value in update.measures:
                self._add(update, value)
            for status in update.status:
                if status.public:
                    self._statuses[status.about].append((update.period, status))

    def _add(self, update: UpdateFile, value: MeasureValue) -> None:
        key = value.measure, value.area
        if (*key, update.period) in self._private:
            return
        series = self._series[key]
        if value.figure is not None or value.withheld:
            when = update.period, update.basis
            printed = PrintedFigure(*when, value.figure, value.withheld, value=value)
            series.setdefault(when, printed)
        for period, figure in value.restated:
            if (*key, period) in self._private:
                continue
            own = next((f for (p, _), f in series.items() if p == period), None)
            last = self._restated[key].get(period)
            before = last.before if last else own.figure if own else None
            self._restated[key][period] = Restated(period, before, figure, value)

    def tables(self, measures: list[Measure]) -> Iterator[tuple[MeasureRow, ...]]:
        """Yield the rows of each table under a key aim, of measures with a figure or a status."""
        whole = tuple(self._row(m, "") for m in measures if not m.areas)
        if shown := tuple(row for row in whole if row.is_given()):
            yield shown
        for measure in measures:
            rows = tuple(self._row(measure, area) for area in measure.areas)
            if any(row.is_given() for row in rows):
                yield (*rows, *self._sum(measure, rows))

    def status(self, about: str) -> StatusNow | None:
        """Return the status of a key aim in the period of the report, or None."""
        status, end = self._status(about), self._scope.end
        earlier = [dated for dated in self._statuses[about] if dated[0].end < end]
        period, before = earlier[-1] if earlier else (None, None)
        return StatusNow(status, before, period) if status else None

    def _status(self, about: str) -> StatusGiven | None:
        end = self._scope.end
        statuses = (s for period, s in self._statuses[about] if period.end == end)
        return next(statuses, None)

    def _row(self, measure: Measure, area: str) -> MeasureRow:
        series = self._restate(measure, area)
        end = self._scope.end
        newest = next((f for f in series if f.period.end == end), None)
        earlier = [f for f in series if f.period.end < end]
        if newest:
            earlier = [f for f in earlier if _basis_of(f) == _basis_of(newest)]
        before = earlier[-1] if earlier else None
        wanted = _year_before(newest.period if newest else self._scope.last)
        year_before = next((f for f in earlier if f.period == wanted), None)
        if year_before is before:
            year_before = None
        shown = {f.period for f in (before, year_before) if f}
        restated = self._restated[measure.key, area].values()
        in_order = sorted(restated, key=lambda figure: period_sort_key(figure.period))
        return MeasureRow(
            *(measure, area, newest, before, year_before, self._status(measure.key)),
            tuple(f for f in in_order if f.period in shown and f.before != f.figure),
            newest.value.changed if newest and newest.value else None,
        )

    def _restate(self, measure: Measure, area: str) -> list[PrintedFigure]:
        """Return the figures of a measure in order, with restated ones replaced."""
        key = measure.key, area
        changed, figures = self._restated[key], list[PrintedFigure]()
        for figure in self._series[key].values():
            if restated := changed.get(figure.period):
                new = figure._replace(figure=restated.figure, value=restated.value)
                figures.append(new._replace(withheld=None))
            else:
                figures.append(figure)
        known = {figure.period for figure in figures}
        figures += (
            PrintedFigure(period, Basis.ALONE, figure.figure, value=figure.value)
            for period, figure in changed.items()
            if period not in known
        )
        return sorted(figures, key=lambda figure: period_sort_key(figure.period))

    def _sum(
        self, measure: Measure, rows: tuple[MeasureRow, ...]
    ) -> Iterator[MeasureRow]:
        """Yield the row with the sums of the areas, if they can be added up.

        All sums are of the areas that have a figure now, so that they can be compared.
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
    """Return the sum of figures of one period, or None if one is missing."""
    found = [f for f in figures if f and f.figure is not None]
    if len(found) < len(figures) or len({f[:2] for f in found}) != 1:
        return None
    total = sum((f.figure or Decimal() for f in found), Decimal())
    return PrintedFigure(found[0].period, found[0].basis, total, is_part=is_part)


def _basis_of(figure: PrintedFigure) -> tuple[type[Period], Basis]:
    return type(figure.period), figure.basis


def _year_before(period: Period) -> Period | None:
    match period:
        case Quarter(year, number):
            return FinancialYear(year.begins - 1).quarter(number)
        case FinancialYear(begins):
            return FinancialYear(begins - 1)
        case _:
            return None


_BETWEEN = "; "


class MeasureWords:
    """Formats measures and statuses, without the texts of officers."""

    def __init__(self, house: HouseFormat, until: Period) -> None:
        self._until = until
        self._phrases = house.measures
        self._labels = LabelFormatter(house)
        self._scale = house.statuses
        self.number = house.locale.figure

    def fill(self, name: str, **values: str) -> str:
        """Return a phrase with its values."""
        return self._phrases[name].fill(values)

    def key(self) -> str:
        """Return the key of the scale: each step and its meaning."""
        steps = []
        for step in self._scale:
            word = self.fill("step", word=step.word, sign=step.sign).strip()
            means = self.fill("key_step", step=word, means=step.means)
            steps.append(means if step.means else word)
        return self.fill("key", steps=_BETWEEN.join(steps))

    def step(self, given: StatusGiven) -> str:
        """Return a status in the words of the scale, or its key if it is not in the scale."""
        step = next((s for s in self._scale if s.key == given.status), None)
        if step is None:
            return given.status
        return self.fill("step", word=step.word, sign=step.sign).strip()

    def status(self, status: StatusNow) -> str:
        """Return the status of a key aim, and its previous status."""
        word = self.step(status.current)
        if status.before is None or status.period is None:
            return self.fill("status", status=word)
        period = self.period(status.period, Basis.ALONE)
        before = self.step(status.before)
        return self.fill("status_before", status=word, before=before, period=period)

    def period(self, period: Period, basis: Basis) -> str:
        """Return a period as it is named in a table."""
        if basis is Basis.ALONE and isinstance(period, Quarter):
            return self.fill(
                "period",
                year=self._labels.year(period.year),
                quarter=self._labels.quarters((period.number,)),
                months=self._labels.months((period,)),
                ends=self._labels.month(period.end),
            )
        if basis is Basis.ALONE and isinstance(period, FinancialYear):
            return self._labels.year(period)
        label = self._labels.label(label_of(period, basis), (), finished=True)
        return label.rstrip(": ")

    def title(self, measure: Measure, *more: str) -> str:
        """Return the title of a measure, with its unit, its base, and the better direction."""
        better = self.fill(measure.better) if measure.better else ""
        details = (*filter(None, (measure.unit, measure.base, better)), *more)
        if not details:
            return measure.title
        return self.fill("title", title=measure.title, details=_BETWEEN.join(details))

    def caption(self, aim: str, rows: Sequence[MeasureRow]) -> str:
        """Return the caption of a table; for a measure with areas, all that is not in its rows."""
        measure, status = rows[0].measure, rows[0].status
        if not measure.areas:
            return self.fill("caption", aim=aim)
        details = []
        if measure.target is not None:
            target = self.number(measure.target)
            text = self.fill("target", target=target)
            details.append(text or f"{self.fill('target_column')}: {target}")
        if status:
            details.append(self.fill("status", status=self.step(status)))
        return self.title(measure, *details)

    def row_title(self, row: MeasureRow) -> str:
        """Return the heading of a row."""
        if row.area or not row.measure.areas:
            return row.area or self.title(row.measure)
        is_part = row.current is not None and row.current.is_part
        return self.fill("part_total" if is_part else "total")

    def name(self, row: MeasureRow) -> str:
        """Return the name of a row outside its table."""
        if not row.measure.areas:
            return row.measure.title
        return f"{row.measure.title}, {self.row_title(row)}"

    def column(self, name: str, rows: Sequence[MeasureRow]) -> str:
        """Return the heading of a column; "" is the column of row headings."""
        if not name:
            by_area = rows[0].measure.areas
            return self.fill("area_column" if by_area else "measure_column")
        head = column_head(rows, name)
        when = (head.period, head.basis) if head else (self._until, Basis.ALONE)
        period = self.period(*when)
        return self.fill(f"{name}_column", period=period)

    def restated(self, row: MeasureRow, restated: Restated) -> str:
        """Return the sentence about a restated figure."""
        values = {
            "measure": self.name(row),
            "period": self.period(restated.period, Basis.ALONE),
            "value": self.number(restated.figure),
        }
        if restated.before is None:
            return self.fill("restated", **values)
        before = self.number(restated.before)
        return self.fill("restated_from", **values, before=before)

    def figure(self, figure: PrintedFigure | None) -> str:
        """Return a figure as text, or the text for a missing one."""
        if figure is None or figure.figure is None:
            return self.fill("missing")
        return self.number(figure.figure)
