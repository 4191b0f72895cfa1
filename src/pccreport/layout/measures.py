"""Lays out the measures of a key aim as tables, and its status.

The first cell of each table has a bookmark by whose name the screen readers NVDA and JAWS find
the headings. No cell is empty: a missing value has words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    BlockKey,
    InlineContent,
    Paragraph,
    TableCell,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.periods import Basis, period_sort_key
from pccreport.report.measures import (
    MeasureRow,
    MeasureWords,
    PrintedFigure,
    StatusNow,
    column_head,
)
from pccreport.report.report import AimSection


class _Cell(NamedTuple):
    """The content of a cell, and its span in the files."""

    role: Role
    content: str | InlineContent
    at: Span | None = None


_Row = tuple[tuple[str, ...], dict[str, _Cell]]
"""The key aim and the other keys of a row, and its cells by column."""


class MeasureBuilder:
    """Lays out the measures and the status of each key aim."""

    def __init__(self, inlines: InlineBuilder) -> None:
        self._report, self._house = inlines.report, inlines.house
        self._origin = self._house.origin
        self._measures = self._report.measures
        self._phrases, self._inlines = self._house.measures, inlines
        self._words = MeasureWords(self._house, self._report.scope.last)
        self._tables = count(1)

    def key(self) -> Iterator[Paragraph]:
        """Yield the paragraph with the key of the scale, if a status is printed."""
        if any(measures.has_status() for measures in self._measures.values()):
            content = self._inlines.content(self._words.key())
            at = self._origin.values.get("statuses", self._origin).span
            yield Paragraph(Role.STATUS, content, origin=at, key=("status-key",))

    def aim(self, section: AimSection) -> Iterator[Block]:
        """Yield the status and the tables of a key aim."""
        for name, words in (("lead", section.aim.lead), ("aim_due", section.aim.due)):
            values = {name.removeprefix("aim_"): words}
            if words and (text := self._house.phrases[name].fill(values)):
                content, key = self._inlines.content(text), ("status", section.aim.key)
                at = section.aim.origin.span
                yield Paragraph(Role.STATUS, content, origin=at, key=(*key, name))
        measures = self._measures.get(section.aim.key)
        if measures is None:
            return
        if status := measures.status:
            content = self._inlines.content(self._words.status(status))
            at, key = status.current.at, ("status", section.aim.key)
            yield Paragraph(Role.STATUS, content, origin=at, key=key)
        for rows in measures.tables:
            yield from self._measure_table(section, rows)
            for row in rows:
                yield from self._notes(section, row)

    def overview(self) -> Iterator[TableCell]:
        """Yield the table of key aims that have a status, a lead or a due date, with what each has."""
        last = self._last_period()
        rows = [(s.aim, self._overview_row(s, last)) for s in self._report.aims]
        rows = [(aim, row) for aim, row in rows if len(row) > 1]
        if not rows:
            return
        depth, whole = max(a.depth for a, _ in rows), not self._report.priority.number
        level = self._house.levels.of_depth(depth, whole=whole)
        at = self._origin.values.get("levels", self._origin).span
        titles = {"": _Cell(Role.COLUMN_HEADING, level, at)}
        columns = {
            "lead": self._house.phrases["lead_column"],
            "aim_due": self._house.phrases["aim_due_column"],
            "status": self._phrases["status_column"],
            "before": self._phrases["before_column"],
        }
        for name, phrase in columns.items():
            if any(name in row for _, row in rows):
                text, at = phrase.fill({"period": last}), phrase.origin.span
                titles[name] = _Cell(Role.COLUMN_HEADING, text, at)
        cells: list[_Row] = [(("", "statuses"), titles)]
        for aim, row in rows:
            listed = {}
            for name in titles:
                role = Role.CELL if name else Role.ROW_HEADING
                content = row.get(name) or self._words.fill("none")
                listed[name] = _Cell(role, content, aim.origin.span)
            cells.append(((aim.key, "statuses"), listed))
        yield from self._table(cells)

    def _overview_row(
        self, section: AimSection, last: str
    ) -> dict[str, str | InlineContent]:
        """Return what the table of statuses has about a key aim, by column."""
        aim, words = section.aim, self._words
        title = (TextRun(f" {aim.text}"),) if self._inlines.name(aim.key).number else ()
        row: dict[str, str | InlineContent]
        row = {"": (*self._inlines.mention(aim.key), *title)}
        row |= {n: w for n, w in (("lead", aim.lead), ("aim_due", aim.due)) if w}
        if status := self._status(section):
            row["status"] = words.step(status.current)
        if status and status.before and status.period:
            before = words.step(status.before)
            period = words.period(status.period, Basis.ALONE)
            if period != last:
                before = words.fill("of_period", value=before, period=period)
            row["before"] = before
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

    def _measure_table(
        self, section: AimSection, rows: tuple[MeasureRow, ...]
    ) -> Iterator[Block]:
        measure = rows[0].measure
        heads = {name: column_head(rows, name) for name in ("", *_columns(rows))}
        table = (section.aim.key, measure.key if measure.areas else "")
        at = measure.origin.key.span
        caption = self._inlines.content(self._words.caption(section.aim.text, rows))
        key = _key(heads, *table, "caption")
        yield Paragraph(Role.CAPTION, caption, origin=at, key=key)
        titles = {}
        for name in heads:
            is_text = name in ("", "status")
            role = Role.COLUMN_HEADING if is_text else Role.FIGURE_HEADING
            titles[name] = _Cell(role, self._words.column(name, rows), at)
        cells: list[_Row] = [((*table, "head"), titles)]
        for row in rows:
            listed = {name: self._cell(row, name, head) for name, head in heads.items()}
            cells.append(((*table, row.measure.key, row.area), listed))
        yield from self._table(cells)

    def _table(self, rows: Iterable[_Row]) -> Iterator[TableCell]:
        """Yield the cells of a table; the first has a bookmark."""
        anchor = f"Title_{next(self._tables)}"
        for parts, row in rows:
            for name, (role, content, at) in row.items():
                inlines = self._inlines.content(content)
                key = _key(row, *parts, name)
                cell = TableCell(role, inlines, len(row), origin=at, key=key)
                yield replace(cell, anchor=anchor) if anchor else cell
                anchor = ""

    def _cell(self, row: MeasureRow, column: str, head: PrintedFigure | None) -> _Cell:
        """Return a cell; `head` is of the period that its column is named after."""
        words, measure = self._words, row.measure
        at = measure.origin.key.span
        match column:
            case "":
                return _Cell(Role.ROW_HEADING, words.row_title(row), at)
            case "target" if measure.target is not None:
                return _Cell(Role.FIGURE, words.number(measure.target), at)
            case "status" if row.status:
                return _Cell(Role.CELL, words.step(row.status), row.status.at)
            case "target" | "status":
                return _Cell(Role.CELL, words.fill("none"), at)
        figure = row.columns.get(column)
        if figure is None:
            return _Cell(Role.CELL, words.fill("missing"), at)
        at = figure.value.at if figure.value else at
        role, content = Role.FIGURE, self._inlines.content(words.figure(figure))
        if reason := figure.withheld:
            content = self._inlines.fill_with(self._phrases["withheld"], reason=reason)
            role, at = Role.CELL, reason.origin.span
        if head and head[:2] != figure[:2]:
            period = words.period(figure.period, figure.basis)
            phrase = self._phrases["of_period"]
            content = self._inlines.fill_with(phrase, value=content, period=period)
        return _Cell(role, content, at)

    def _notes(self, section: AimSection, row: MeasureRow) -> Iterator[Paragraph]:
        """Yield the notes on the figures in a row: restated ones, and a change of method."""
        row_key = (), section.aim.key, row.measure.key, row.area
        for restated in row.restated:
            content = self._inlines.content(self._words.restated(row, restated))
            key = _key(*row_key, str(restated.period))
            at = restated.value.at
            yield Paragraph(Role.TABLE_NOTE, content, origin=at, key=key)
        if change := row.changed:
            phrase, name = self._phrases["changed"], self._words.name(row)
            content = self._inlines.fill_with(phrase, measure=name, change=change)
            key = _key(*row_key, "changed")
            at = change.origin.span
            yield Paragraph(Role.TABLE_NOTE, content, origin=at, key=key)


def _key(columns: Iterable[str], aim: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of measures, or of its caption or a note.

    A table with different columns is a different table; a note has no columns.
    """
    return ("measure", aim, (" ".join(columns), *parts))


def _columns(rows: Sequence[MeasureRow]) -> Iterator[str]:
    """Yield the columns that have values, without that of the row headings."""
    yield "value"
    for name in ("before", "year_before"):
        if any(name in row.columns for row in rows):
            yield name
    if not rows[0].measure.areas:  # by area, they are in the caption
        if any(row.measure.target is not None for row in rows):
            yield "target"
        if any(row.status for row in rows):
            yield "status"
