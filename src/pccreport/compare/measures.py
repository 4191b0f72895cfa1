"""The measures and statuses of one side of a comparison, as lines.

A line is known by its measure and area, or by what the status is about, whatever its words and
figures are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pccreport.compare.sides import (
    RESTATED,
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
from pccreport.model.periods import Basis, FinancialYear, Period, Quarter
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.report.measure_words import MeasureWords
from pccreport.report.measures import MeasureRow, PrintedFigure
from pccreport.report.report import Report

MEASURES = "Measures and status"
"""What they are under instead of a stream; no stream has such a key."""

Spoken = Callable[[Prose], tuple[LinePart, ...]]
"""Returns the words of a text as they are compared."""


def report_lines(
    report: Report, house: HouseFormat, aim: str, spoken: Spoken
) -> Iterator[ComparedLine]:
    """Yield what a report prints of measures and status under a key aim."""
    found = report.measures.get(aim)
    if found is None or not house.measures:
        return
    until = report.scope.until
    on = report.scope.period
    # A report on one year has its figures; on several, those of the last quarter.
    words = _Words(house, spoken, until, on if isinstance(on, FinancialYear) else until)

    def status(about: str, text: str, at: Span) -> ComparedLine:
        made = _line(LineKind.STATUS, f"status {about}", aim, until, at, _own(text))
        return made._replace(label=words.label)

    if given := found.status:
        yield status(aim, words.step(given.current), given.current.at)
    for rows in found.tables:
        yield from map(words.row, rows)
        measure, whole = rows[0].measure, rows[0].status
        if whole and measure.areas:  # of others, it is in the row
            step = f"{measure.title}: {words.step(whole)}"
            yield status(measure.key, step, whole.at)


def file_lines(
    update: UpdateFile, aims: Mapping[str, str], spoken: Spoken
) -> Iterator[ComparedLine]:
    """Yield what a file by itself says; `aims` has the key aim of each measure, by key."""
    for value in update.measures:
        what = ", ".join(filter(None, (value.measure, value.area)))
        told = f"{value.figure:,f}" if value.figure is not None else ""
        told = plain_text(spoken(value.withheld)) if value.withheld else told
        texts = [_own(f"{what}: {told}", value.at)]
        if value.changed:
            at = value.changed.origin.span
            texts.append(LineText("changed", spoken(value.changed), at))
        for period, figure in value.restated:
            parts = (ProseRun(f"{figure:,f}"),)
            texts.append(LineText(f"restated for {period}", parts))
        name, aim = f"measure {value.measure} {value.area}", aims.get(value.measure, "")
        if value.public:
            yield _line(LineKind.MEASURE, name, aim, update.period, value.at, *texts)
    for given in update.status:
        name, aim = f"status {given.about}", aims.get(given.about, given.about)
        text = _own(f"{given.about}: {given.status}", given.at)
        if given.public:
            yield _line(LineKind.STATUS, name, aim, update.period, given.at, text)


def _line(
    sort: LineKind, name: str, aim: str, period: Period, at: Span, *texts: LineText
) -> ComparedLine:
    """Return a line with the id by which it is known."""
    place = LinePosition(aim, MEASURES, None)
    return ComparedLine(sort, place, str(period), period, at, texts, id=name)


def _own(words: str, at: Span | None = None) -> LineText:
    """Return some words as the own text of a line."""
    return LineText("", (ProseRun(words),), at)


class _Words(MeasureWords):
    """The words of a report's measures, with those of officers in them."""

    def __init__(
        self, house: HouseFormat, spoken: Spoken, until: Quarter, on: Period
    ) -> None:
        super().__init__(house, until)
        self._spoken = spoken
        self.label = self.period(on, Basis.ALONE)

    def row(self, row: MeasureRow) -> ComparedLine:
        """Return the row of a measure, or of one of its areas."""
        measure, current = row.measure, row.current
        what = self.title(measure)
        if measure.areas:
            what = f"{what}, {self.row_title(row)}"
        texts = [_own(f"{what}: {self._told(current)}")]
        for name, figure in (
            ("last time", row.before),
            ("a year before", row.year_before),
        ):
            if figure:
                period = self.period(figure.period, figure.basis)
                told = f"{self._told(figure)} ({period})"
                texts.append(LineText(name, (ProseRun(told),)))
        if measure.target is not None:
            target = self.number(measure.target)
            texts.append(LineText("target", (ProseRun(target),)))
        if row.status and not measure.areas:
            texts.append(LineText("status", (ProseRun(self.step(row.status)),)))
        for restated in row.restated:
            told = self.restated(row, restated)
            texts.append(LineText(RESTATED, (ProseRun(told),)))
        if row.changed:
            at = row.changed.origin.span
            texts.append(LineText("changed", self._spoken(row.changed), at))
        figures = (each.value.at for each in row.figures() if each.value)
        made = _line(
            *(LineKind.MEASURE, f"measure {measure.key} {row.area}", measure.aim),
            current.period if current else self._until,
            next(figures, measure.origin.key.span),
            *texts,
        )
        label = self.period(current.period, current.basis) if current else self.label
        return made._replace(label=label)

    def _told(self, figure: PrintedFigure | None) -> str:
        if figure and figure.withheld:
            reason = plain_text(self._spoken(figure.withheld))
            return self.fill("withheld", reason=reason)
        return self.figure(figure)
