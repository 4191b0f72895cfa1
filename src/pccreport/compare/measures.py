"""The measures and statuses of one side of a comparison, as lines.

A line is identified by its measure and area, or by the subject of the status, not by its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pccreport.compare.sides import (
    LAST_TIME,
    RESTATED,
    STEP,
    TARGET,
    ComparedLine,
    LineKind,
    LinePart,
    LinePosition,
    LineText,
    plain_text,
)
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.model.inline_markup import ProseRun
from pccreport.model.periods import Basis, FinancialYear, Period
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.report.measure_words import MeasureWords
from pccreport.report.measures import MeasureRow, PrintedFigure
from pccreport.report.report import Report

MEASURES = "Measures and status"
"""The stream of these lines; it is not a valid key of a stream."""

SpellOut = Callable[[Prose], tuple[LinePart, ...]]
"""Returns the parts of a text as they are compared."""


def report_lines(
    report: Report, house: HouseFormat, aim: str, spell_out: SpellOut
) -> Iterator[ComparedLine]:
    """Yield the lines of the measures and statuses of a report under a key aim."""
    measures = report.measures.get(aim)
    if measures is None or not house.measures:
        return
    until, on = report.scope.last, report.scope.period
    # The label is that of the year of the report, or of its last quarter.
    labelled = on if isinstance(on, FinancialYear) else until
    formatter = _LineFormatter(house, spell_out, until, labelled)

    def status(about: str, words: str, at: Span) -> ComparedLine:
        name, text = f"status {about}", _own_text(words)
        line = _line(LineKind.STATUS, name, aim, until, at, text)
        return line._replace(label=formatter.label)

    if status_now := measures.status:
        yield status(aim, formatter.step(status_now.current), status_now.current.at)
    for rows in measures.tables:
        yield from map(formatter.row, rows)
        measure, measure_status = rows[0].measure, rows[0].status
        if measure_status and measure.areas:  # of others, it is in the row
            step = f"{measure.title}: {formatter.step(measure_status)}"
            yield status(measure.key, step, measure_status.at)


def file_lines(
    update: UpdateFile, aims: Mapping[str, str], spell_out: SpellOut
) -> Iterator[ComparedLine]:
    """Yield the lines of an update file; `aims` has the key aim of each measure."""
    for value in update.measures:
        title = ", ".join(filter(None, (value.measure, value.area)))
        shown = f"{value.figure:,f}" if value.figure is not None else ""
        shown = plain_text(spell_out(value.withheld)) if value.withheld else shown
        texts = [_own_text(f"{title}: {shown}", value.at)]
        if value.changed:
            at = value.changed.origin.span
            texts.append(LineText("changed", spell_out(value.changed), at))
        for period, figure in value.restated:
            parts = (ProseRun(f"{figure:,f}"),)
            texts.append(LineText(f"restated for {period}", parts))
        name, aim = f"measure {value.measure} {value.area}", aims.get(value.measure, "")
        if value.public:
            yield _line(LineKind.MEASURE, name, aim, update.period, value.at, *texts)
    for status in update.status:
        name, aim = f"status {status.about}", aims.get(status.about, status.about)
        text = _own_text(f"{status.about}: {status.status}", status.at)
        if status.public:
            yield _line(LineKind.STATUS, name, aim, update.period, status.at, text)


def _line(
    sort: LineKind, name: str, aim: str, period: Period, at: Span, *texts: LineText
) -> ComparedLine:
    """Return a line, with the name that identifies it as its id."""
    position = LinePosition(aim, MEASURES, None)
    return ComparedLine(sort, position, str(period), period, at, texts, id=name)


def _own_text(text: str, at: Span | None = None) -> LineText:
    """Return the own text of a line."""
    return LineText("", (ProseRun(text),), at)


class _LineFormatter(MeasureWords):
    """Formats the measures of a report as lines, with the texts of officers."""

    def __init__(
        self, house: HouseFormat, spell_out: SpellOut, until: Period, on: Period
    ) -> None:
        super().__init__(house, until)
        self._spell_out = spell_out
        self.label = self.period(on, Basis.ALONE)

    def row(self, row: MeasureRow) -> ComparedLine:
        """Return the line of a measure, or of one of its areas."""
        measure, current = row.measure, row.current
        title = self.title(measure)
        if measure.areas:
            title = f"{title}, {self.row_title(row)}"
        texts = [_own_text(f"{title}: {self._figure_text(current)}")]
        earlier = (LAST_TIME, row.before), ("a year before", row.year_before)
        for name, figure in earlier:
            if figure:
                period = self.period(figure.period, figure.basis)
                text = f"{self._figure_text(figure)} ({period})"
                texts.append(LineText(name, (ProseRun(text),)))
        if row.status and not measure.areas:
            texts.append(LineText(STEP, (ProseRun(self.step(row.status)),)))
        if measure.target is not None and not row.area:
            texts.append(LineText(TARGET, (ProseRun(f"{measure.target:,f}"),)))
        for restated in row.restated:
            text = self.restated(row, restated)
            texts.append(LineText(RESTATED, (ProseRun(text),)))
        if row.changed:
            at = row.changed.origin.span
            texts.append(LineText("changed", self._spell_out(row.changed), at))
        figures = (each.value.at for each in row.figures() if each.value)
        line = _line(
            *(LineKind.MEASURE, f"measure {measure.key} {row.area}", measure.aim),
            current.period if current else self._until,
            next(figures, measure.origin.key.span),
            *texts,
        )
        label = self.period(current.period, current.basis) if current else self.label
        return line._replace(label=label)

    def _figure_text(self, figure: PrintedFigure | None) -> str:
        if figure and figure.withheld:
            reason = plain_text(self._spell_out(figure.withheld))
            return self.fill("withheld", reason=reason)
        return self.figure(figure)
