"""Lays out the measures of a key aim as tables, and its status.

The first cell of each table has a bookmark by whose name the screen readers NVDA and JAWS find
the headings. No cell is empty: a missing value has words.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    BlockKey,
    HeadingOf,
    InlineContent,
    Paragraph,
    TableCell,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.layout import block_keys
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.periods import Basis, period_sort_key
from pccreport.report.measure_words import MeasureWords
from pccreport.report.measures import (
    MeasureRow,
    PrintedFigure,
    StatusNow,
    column_head,
)
from pccreport.report.report import AimSection, Report

_TEXT_COLUMNS = ("", "status")
"""The columns of text; the others have figures."""
_OVERVIEW = ("", "lead", "aim_due", "status", "before")
"""The columns of the table of statuses."""


class _Cell(NamedTuple):
    """The content of a cell, and its span in the files."""

    role: Role
    content: InlineContent
    at: Span


class MeasureBuilder:
    """Lays out the measures and the status of each key aim."""

    def __init__(
        self, report: Report, house: HouseFormat, inlines: InlineBuilder
    ) -> None:
        self._report, self._house = report, house
        self._measures = report.measures if house.measures else {}
        self._phrases, self._inlines = house.measures, inlines
        self._words = MeasureWords(house, report.scope.until)
        self._tables = count(1)

    def key(self) -> Iterator[Paragraph]:
        """Yield the paragraph with the key of the scale, if a status is printed."""
        if any(measures.has_status() for measures in self._measures.values()):
            content = _run(self._words.key())
            yield Paragraph(Role.STATUS, content, key=("status-key",))

    def aim(self, section: AimSection) -> Iterator[Block]:
        """Yield the status and the tables of a key aim."""
        for name, words in (("lead", section.aim.lead), ("aim_due", section.aim.due)):
            values = {name.removeprefix("aim_"): words}
            if words and (text := self._house.phrases[name].fill(values)):
                at = ("status", section.aim.key, name)
                origin = section.aim.origin.span
                yield Paragraph(Role.STATUS, _run(text), origin=origin, key=at)
        measures = self._measures.get(section.aim.key)
        if measures is None:
            return
        if status := measures.status:
            content = (TextRun(self._words.status(status)),)
            key = ("status", section.aim.key)
            yield Paragraph(Role.STATUS, content, origin=status.current.at, key=key)
        for rows in measures.tables:
            yield from self._table(section, rows)
            for row in rows:
                yield from self._notes(section, row)

    def overview(self) -> Iterator[TableCell]:
        """Yield the table of key aims that have a status, a lead or a due date, with what each has."""
        rows = {s: self._overview_row(s) for s in self._report.aims}
        rows = {section: row for section, row in rows.items() if len(row) > 1}
        if not rows or not self._house.measures:
            return
        names = [n for n in _OVERVIEW if any(n in row for row in rows.values())]
        columns, fill = len(names), self._words.fill

        def key(aim: str, name: str) -> BlockKey:
            return block_keys.of_measure(aim, " ".join(names), "statuses", name)

        phrases, levels = self._house.phrases, self._house.levels
        depth = max(section.aim.depth for section in rows)
        heads = {
            "": levels.of_depth(depth, whole=not self._report.priority.number),
            "lead": phrases["lead_column"].text,
            "aim_due": phrases["aim_due_column"].text,
            "status": fill("status_column"),
            "before": fill("before_column", period=self._last_period()),
        }
        for name in names:
            anchor = "" if name else f"Title_{next(self._tables)}"
            content, at = _run(heads[name]), key("", name)
            yield TableCell(
                *(Role.COLUMN_HEADING, content, columns, HeadingOf.COLUMN, anchor),
                key=at,
            )
        for section, row in rows.items():
            for name in names:
                role, heading = (
                    (Role.CELL, None) if name else (Role.ROW_HEADING, HeadingOf.ROW)
                )
                content = row.get(name) or _run(fill("none"))
                origin, at = section.aim.origin.span, key(section.aim.key, name)
                yield TableCell(role, content, columns, heading, "", origin, at)

    def _overview_row(self, section: AimSection) -> dict[str, InlineContent]:
        """Return what the table of statuses has about a key aim, by column."""
        aim, words = section.aim, self._words
        title = _run(f" {aim.text}") if self._inlines.name(aim.key).number else ()
        row = {"": (*self._inlines.mention(aim.key), *title)}
        row |= {n: _run(w) for n, w in (("lead", aim.lead), ("aim_due", aim.due)) if w}
        status = self._status(section)
        if status:
            row["status"] = _run(words.step(status.current))
        if status and status.before and status.period:
            before = words.step(status.before)
            period = words.period(status.period, Basis.ALONE)
            if period != self._last_period():
                before = words.fill("of_period", value=before, period=period)
            row["before"] = _run(before)
        return row

    def _status(self, section: AimSection) -> StatusNow | None:
        found = self._measures.get(section.aim.key)
        return found.status if found else None

    def _last_period(self) -> str:
        """Return the latest period that has an earlier status, as in a table."""
        found = [s for section in self._report.aims if (s := self._status(section))]
        periods = [status.period for status in found if status.period]
        latest = max(periods, key=period_sort_key, default=None)
        return self._words.period(latest, Basis.ALONE) if latest else ""

    def _table(
        self, section: AimSection, rows: tuple[MeasureRow, ...]
    ) -> Iterator[Block]:
        measure, names = rows[0].measure, ("", *_columns(rows))
        table = measure.key if measure.areas else ""

        def key(*parts: str) -> BlockKey:
            # A table with different columns is a different table.
            named = " ".join(names)
            return block_keys.of_measure(section.aim.key, named, table, *parts)

        origin = measure.origin.key.span
        caption = (TextRun(self._words.caption(section.aim.text, rows)),)
        yield Paragraph(Role.CAPTION, caption, origin=origin, key=key("caption"))
        for name in names:
            content = (TextRun(self._words.column(name, rows)),)
            heading = HeadingOf.COLUMN
            kind = Role.COLUMN_HEADING if name in _TEXT_COLUMNS else Role.FIGURE_HEADING
            anchor = "" if name else f"Title_{next(self._tables)}"
            at = key("head", name)
            yield TableCell(kind, content, len(names), heading, anchor, origin, at)
        heads = {name: column_head(rows, name) for name in names}
        for row in rows:
            for name in names:
                cell = self._cell(row, name, heads[name])
                heading_of = None if name else HeadingOf.ROW
                at = key(row.measure.key, row.area, name)
                yield TableCell(
                    *(cell.role, cell.content, len(names), heading_of),
                    origin=cell.at,
                    key=at,
                )

    def _cell(self, row: MeasureRow, column: str, head: PrintedFigure | None) -> _Cell:
        """Return a cell; `head` is of the period that its column is named after."""
        words, measure = self._words, row.measure
        at, missing = measure.origin.key.span, _run(words.fill("none"))
        match column:
            case "":
                return _Cell(Role.ROW_HEADING, (TextRun(words.row_title(row)),), at)
            case "target" if measure.target is not None:
                return _Cell(Role.FIGURE, (TextRun(words.number(measure.target)),), at)
            case "status" if row.status:
                step = (TextRun(words.step(row.status)),)
                return _Cell(Role.CELL, step, row.status.at)
            case "target" | "status":
                return _Cell(Role.CELL, missing, at)
        figure = row.column(column)
        if figure is None:
            return _Cell(Role.CELL, (TextRun(words.fill("missing")),), at)
        at = figure.value.at if figure.value else at
        role, content = Role.FIGURE, _run(words.figure(figure))
        if figure.withheld:
            reason = self._inlines.text(figure.withheld)
            content = self._inlines.fill_with(self._phrases["withheld"], reason=reason)
            role, at = Role.CELL, figure.withheld.origin.span
        if head and head[:2] != figure[:2]:
            period = _run(words.period(figure.period, figure.basis))
            phrase = self._phrases["of_period"]
            content = self._inlines.fill_with(phrase, value=content, period=period)
        return _Cell(role, content, at)

    def _notes(self, section: AimSection, row: MeasureRow) -> Iterator[Paragraph]:
        """Yield the notes on the figures in a row: restated ones, and a change of method."""
        row_key = section.aim.key, "", row.measure.key, row.area
        for restated in row.restated:
            content = _run(self._words.restated(row, restated))
            key = block_keys.of_measure(*row_key, str(restated.period))
            at = restated.value.at
            yield Paragraph(Role.TABLE_NOTE, content, origin=at, key=key)
        if row.changed:
            change, name = self._inlines.text(row.changed), self._words.name(row)
            content = self._inlines.fill_with(
                self._phrases["changed"], measure=_run(name), change=change
            )
            key = block_keys.of_measure(*row_key, "changed")
            at = row.changed.origin.span
            yield Paragraph(Role.TABLE_NOTE, content, origin=at, key=key)


def _run(text: str) -> InlineContent:
    return (TextRun(text),)


def _columns(rows: Sequence[MeasureRow]) -> Iterator[str]:
    """Yield the columns that have values, without that of the row headings."""
    yield "value"
    for name in ("before", "year_before"):
        if any(row.column(name) for row in rows):
            yield name
    if not rows[0].measure.areas:  # by area, they are in the caption
        if any(row.measure.target is not None for row in rows):
            yield "target"
        if any(row.status for row in rows):
            yield "status"
