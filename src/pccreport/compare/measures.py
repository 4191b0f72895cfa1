"""The measures and statuses of one side of a comparison, as lines.

A line is identified by its measure and area, or by the subject of the status, not by its text.
"""

from collections.abc import Callable, Iterator
from itertools import chain

from pccreport.compare.sides import (
    ComparedText,
    LineKind,
    TextName,
    plain_text,
    prose_text,
)
from pccreport.house.house import HouseFormat
from pccreport.model.periods import Basis
from pccreport.model.prose import Prose, ProsePart
from pccreport.report.measure_words import MeasureFormatter
from pccreport.report.measures import MeasureRow, PrintedFigure
from pccreport.report.report import Report

MEASURES = "Measures and status"
"""The stream of these lines; it is not a valid key of a stream."""

SpellOut = Callable[[Prose], tuple[ProsePart, ...]]
"""Returns the parts of a text as they are compared."""


def measure_lines(
    report: Report, house: HouseFormat, aim: str, spell_out: SpellOut
) -> Iterator[ComparedText]:
    """Yield the lines of the measures and statuses of a report under a key aim, without their position."""
    measures = report.measures.get(aim)
    if measures is None:
        return

    def prose_texts(**fields: Prose | None) -> list[ComparedText]:
        given = [(name, x) for name, x in fields.items() if x]
        return [prose_text(spell_out(x), x.origin.span, name) for name, x in given]

    until, own = report.scope.newest, report.scope.own
    words = MeasureFormatter(house, own)
    label = words.period(own, Basis.ALONE)
    whole = {row.measure.key: row for row in measures.rows()}
    statuses = [(aim, "", measures.status)] if measures.status else []
    # Of a measure without areas, it is in the row.
    statuses += [
        (key, f"{row.measure.title}: ", row.status)
        for key, row in whole.items()
        if row.status and row.measure.areas
    ]
    for about, title, status in statuses:
        yield ComparedText(
            f"{title}{words.step_word(status.status)}",
            status.at,
            others=(*prose_texts(because=status.because),),
            kind=LineKind.STATUS,
            label=label,
            period=until,
            id=f"status {about}",
        )
    for fact in chain(measures.facts, *(row.facts for row in whole.values())):
        own_title = f"{whole[fact.about].measure.title}: " if fact.about != aim else ""
        yield prose_text(spell_out(fact.text), fact.at)._replace(
            kind=LineKind.FACT,
            label=f"{own_title}{fact.name}",
            period=until,
            id=f"fact {fact.about} {fact.name}",
        )
    for row in measures.rows():
        measure, current = row.measure, row.current
        value = current and current.value
        figures = (each.value.at for each in row.columns.values() if each.value)
        texts = _row_texts(row, words, spell_out)
        line, *others = (ComparedText(text, name=field) for field, text in texts)
        more = prose_texts(changed=row.changed, note=value and value.note)
        yield line._replace(
            at=next(figures, measure.origin.key.span),
            others=(*others, *more),
            kind=LineKind.MEASURE,
            label=words.period(current.period, current.basis) if current else label,
            period=current.period if current else until,
            id=f"measure {measure.key} {row.area}",
        )


def _row_texts(
    row: MeasureRow, words: MeasureFormatter, spell_out: SpellOut
) -> Iterator[tuple[str, str]]:
    """Yield the texts of a measure, or of one of its areas, each with its name."""
    measure = row.measure

    def figure_text(figure: PrintedFigure | None) -> str:
        if figure and figure.withheld:
            return words.fill("withheld", reason=plain_text(spell_out(figure.withheld)))
        number = figure and figure.figure
        return words.no_figure(measure) if number is None else words.number(number)

    area = f", {words.row_title(row)}" if measure.areas else ""
    yield "", f"{words.title(measure)}{area}: {figure_text(row.current)}"
    for name, figure in (
        (TextName.LAST_TIME, row.columns.get("before")),
        ("a year before", row.columns.get("year_before")),
    ):
        if figure:
            period = words.period(figure.period, figure.basis)
            yield name, f"{figure_text(figure)} ({period})"
    if row.status and not measure.areas:
        yield TextName.STEP, words.step_word(row.status.status)
    if measure.baseline is not None and not row.area:
        yield "baseline", f"{measure.baseline:,f}"
    if row.target and not (row.area and measure.summed):
        yield TextName.TARGET, words.target(row)
        # Of one for all time, that is all.
        if (every := words.targets(measure)) != words.number(row.target.figure):
            yield TextName.TARGETS, every
    for restated in row.restated:
        yield TextName.RESTATED, words.restated_sentence(row, restated)
