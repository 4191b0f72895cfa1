"""The words of measures and statuses in tables, captions and notes."""

from collections.abc import Sequence
from decimal import Decimal

from pccreport.document.blocks import Chart, ChartFigure
from pccreport.house.house import HouseFormat
from pccreport.model.measures import GivenStatus, Measure, Target
from pccreport.model.period_labels import LabelFormatter, label_of
from pccreport.model.periods import Basis, FinancialYear, Period, Quarter, quarters_of
from pccreport.report.measures import (
    FIGURES,
    DatedStatus,
    MeasureRow,
    Restatement,
    column_figure,
)

_BETWEEN = "; "
_FEWEST, _MOST, _NAMED = 3, 8, 3
"""The least number of figures for a chart, the most periods in it, and the most areas that a total names as missing."""


class MeasureFormatter:
    """Formats measures and statuses, without the texts of officers."""

    def __init__(self, house: HouseFormat, until: Period) -> None:
        self._until, self._house = until, house
        self._labels = LabelFormatter(house)
        self.number = house.locale.figure
        self._words = {
            step.key: self.fill("step", word=step.word, sign=step.sign).strip()
            for step in house.statuses
        }

    def fill(self, name: str, **values: str) -> str:
        """Return a phrase with its values."""
        return self._house.measures[name].fill(values)

    def legend(self) -> str:
        """Return the key of the scale: each step and its meaning."""
        steps = []
        for step in self._house.statuses:
            means = self.fill("key_step", step=self._words[step.key], means=step.means)
            steps.append(means if step.means else self._words[step.key])
        return self.fill("key", steps=_BETWEEN.join(steps))

    def step_word(self, key: str) -> str:
        """Return the word and the sign of a step of the scale, or its key if it is not in it."""
        return self._words.get(key, key)

    def share(self, number: int, of: int) -> str:
        """Return a share in whole per cent; in words if it is less than one."""
        share = (200 * number + of) // (2 * of) if of else 0  # half is rounded up
        if number and not share:
            return self.fill("share_below")
        return self.fill("share", share=str(share))

    def trend_word(self, row: MeasureRow) -> str:
        """Return whether a figure is better or worse than the one before, or ""."""
        better, found = row.measure.better, [row.columns.get(n) for n in FIGURES[:2]]
        figure, before = (each.figure if each else None for each in found)
        if not better or figure is None or before is None:
            return ""
        if figure == before:
            return self.fill("same")
        is_better = (figure > before) == (better == "up")
        return self.fill("better" if is_better else "worse")

    def status(self, status: GivenStatus, dated: DatedStatus | None) -> str:
        """Return the status of a key aim, and its previous status."""
        word = self.step_word(status.status)
        if dated is None:
            return self.fill("status", status=word)
        on, last = dated
        period, before = self.period(on, Basis.ALONE), self.step_word(last.status)
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

    def table_caption(self, aim: str, rows: Sequence[MeasureRow]) -> str:
        """Return the caption of a table; for a measure with areas, all that is not in its rows."""
        measure, status = rows[0].measure, rows[0].status
        if not measure.areas:
            return self.fill("caption", aim=aim)
        own = {"target": self.target(rows[0])}
        own["status"] = self.step_word(status.status) if status else ""
        more = (self.fill(name, **{name: x}) for name, x in own.items() if x)
        return self.title(measure, *more)

    def target(self, row: MeasureRow) -> str:
        """Return the target of a row, with its period unless the figure beside it is of that, or ""."""
        on, basis = row.current[:2] if row.current else (self._until, Basis.ALONE)
        start, target = on.start if basis is Basis.ALONE else on.year.start, row.target
        if target and target.period.end == on.end and target.period.start >= start:
            return self.number(target.figure)
        return self._with_period(target) if target else ""

    def targets(self, measure: Measure) -> str:
        """Return the targets of all periods as text."""
        return _BETWEEN.join(map(self._with_period, measure.targets))

    def _with_period(self, target: Target) -> str:
        if target == Target(target.figure):  # for all time
            return self.number(target.figure)
        due, figure = self._labels.name(target.period), self.number(target.figure)
        return self.fill("target_by", target=figure, due=due)

    def row_title(self, row: MeasureRow) -> str:
        """Return the heading of a row."""
        if row.area or not row.measure.areas:
            return row.area or self.title(row.measure)
        if not (missing := row.current and row.current.missing):
            return self.fill("total")
        named = f"{len(missing)} of {len(row.measure.areas)}"
        if len(missing) <= _NAMED:
            named = _BETWEEN.join(missing)
        return self.fill("part_total", missing=named)

    def row_name(self, row: MeasureRow) -> str:
        """Return the name of a row outside its table."""
        if not row.measure.areas:
            return row.measure.title
        return f"{row.measure.title}, {self.row_title(row)}"

    def column_periods(self, rows: Sequence[MeasureRow]) -> dict[str, str]:
        """Return the period that each column of figures is named after."""
        heads = {name: column_figure(rows, name, self._until) for name in FIGURES}
        own = {"value": self.period(self._until, Basis.ALONE)}
        return own | {n: self.period(*head[:2]) for n, head in heads.items() if head}

    def restated_sentence(self, row: MeasureRow, restated: Restatement) -> str:
        """Return the sentence about a restated figure."""
        values = {
            "measure": self.row_name(row),
            "period": self.period(restated.period, Basis.ALONE),
            "value": self.number(restated.figure),
        }
        if restated.before is None:
            return self.fill("restated", **values)
        before = self.number(restated.before)
        return self.fill("restated_from", **values, before=before)

    def no_figure(self, measure: Measure) -> str:
        """Return the text for a figure that is not given, or that is given once a year."""
        end = self._until.year.end
        if not measure.yearly or end == self._until.end:
            return self.fill("missing")
        return self.fill("yearly", ends=self._labels.month(end))

    def chart(self, row: MeasureRow) -> Chart | None:
        """Return the chart of a measure, or of its sum, if enough quarters have a figure."""
        if row.area or not row.history or not self._house.measures["chart"].has_words:
            return None
        basis, end = row.history[-1].basis, self._until.end
        alike = (f for f in row.history if f.basis is basis)
        figures = {f.period: f.figure for f in alike if isinstance(f.period, Quarter)}
        first = min((quarter.start for quarter in figures), default=end)
        bars = [
            self._chart_figure(self.period(quarter, basis), figures.get(quarter))
            for quarter in [*quarters_of(first, end)][-_MOST:]
        ]
        if sum(bar.value is not None for bar in bars) < _FEWEST:
            return None
        # A target is that of all areas.
        if row.target and not (row.current and row.current.missing):
            name = self.fill("target_column")
            if row.target != Target(row.target.figure):
                due = self._labels.name(row.target.period)
                name = self.fill("of_period", value=name, period=due)
            bars.append(self._chart_figure(name, row.target.figure))
        total = (self.row_title(row),) if row.measure.areas else ()
        return Chart(self.title(row.measure, *total), (*bars,))

    def _chart_figure(self, name: str, figure: Decimal | None) -> ChartFigure:
        if figure is None:
            return ChartFigure(name, None, self.fill("missing"))
        return ChartFigure(name, float(figure), self.number(figure))

    def chart_in_words(self, chart: Chart) -> str:
        """Return a chart in words."""
        points = ((point.name, point.shown) for point in chart.figures)
        each = (self.fill("chart_point", period=n, value=v) for n, v in points)
        return self.fill("chart", measure=chart.title, points=_BETWEEN.join(each))
