"""Lays out the measures of a key aim as tables, and its status."""

from collections.abc import Iterator, Sequence

from pccreport.document.blocks import Block
from pccreport.document.roles import Role
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.layout.table_rows import USUAL
from pccreport.layout.tables import Tables, measure_key
from pccreport.report.measures import MeasureRow
from pccreport.report.report import AimSection


class MeasureBuilder:
    """Lays out the measures and the status of each key aim."""

    def __init__(self, inlines: InlineBuilder, tables: Tables) -> None:
        self._house, self._measures = inlines.house, inlines.report.measures
        self._phrases, self._inlines = self._house.measures, inlines
        self._block = inlines.block
        self._tables, self._words = tables, tables.words
        self._columns = self._house.tables.get("measures", USUAL["measures"])

    def key(self) -> Iterator[Block]:
        """Yield the paragraph with the key of the scale, if a status is printed."""
        if any(measures.has_status() for measures in self._measures.values()):
            at = self._house.part("statuses")
            yield self._block(Role.STATUS, self._words.key(), ("status-key",), at)

    def aim(self, section: AimSection) -> Iterator[Block]:
        """Yield the status and the tables of a key aim."""
        yield from self._record(section)
        yield from self.tables(section, self._house.tables.get("record", ()))

    def tables(self, section: AimSection, columns: Sequence[str]) -> Iterator[Block]:
        """Yield the reason for a status that no column has, and the measures, each with its notes."""
        measures = self._measures.get(section.aim.key)
        because = measures and measures.status and measures.status.current.because
        if because and "because" not in columns:
            content = self._inlines.fill_with(self._phrases["because"], reason=because)
            key = ("status", section.aim.key, "because")
            yield self._block(Role.STATUS, content, key, because.origin.span)
        for rows in measures.tables if measures else ():
            yield from self._measure_table(section, rows)
            for row in rows:
                yield from self._notes(section, row)

    def _record(self, section: AimSection) -> Iterator[Block]:
        """Yield what is known of a key aim: as a table of one row, or its lead, due date and status."""
        if columns := self._house.tables.get("record"):
            row = self._tables.rows.action(section)
            columns = self._tables.expanded(columns, [row])
            rows = [row] if row.cells.keys() & columns else []
            yield from self._tables.table(("record", section.aim.key), rows, columns)
            return
        aim, own = section.aim, ("status", section.aim.key)
        for name, words in (("lead", aim.lead), ("aim_due", aim.due)):
            values = {name.removeprefix("aim_"): words}
            if words and (text := self._house.phrases[name].fill(values)):
                yield self._block(Role.STATUS, text, (*own, name), aim.origin.span)
        measures = self._measures.get(aim.key)
        if measures and (status := measures.status):
            text = self._words.status(status)
            yield self._block(Role.STATUS, text, own, status.current.at)

    def _measure_table(
        self, section: AimSection, rows: Sequence[MeasureRow]
    ) -> Iterator[Block]:
        """Yield a table and its caption; what a table by area has in its caption is no column."""
        measure = rows[0].measure
        made = [*self._tables.rows.measures(section.aim.key, rows, rows)]
        expanded = self._tables.expanded(self._columns, made)
        columns = [n for n in expanded if any(n in row.cells for row in made)]
        if measure.areas:
            columns = [n for n in columns if n not in ("target", "status")]
            columns = ["area" if n == "measure" else n for n in columns]
        table = (section.aim.key, measure.key if measure.areas else "")
        caption = self._words.caption(section.aim.text, rows)
        key = measure_key(columns, *table, "caption")
        yield self._block(Role.CAPTION, caption, key, measure.origin.key.span)
        yield from self._tables.table(table, made, columns, rows)

    def _notes(self, section: AimSection, row: MeasureRow) -> Iterator[Block]:
        """Yield the notes on a row: restated figures, a change of method, the reason for a status, a chart."""
        row_key = (), section.aim.key, row.measure.key, row.area
        for restated in row.restated:
            words = self._words.restated(row, restated)
            key = measure_key(*row_key, str(restated.period))
            yield self._block(Role.TABLE_NOTE, words, key, restated.value.at)
        notes = {"changed": (self._words.name(row), row.changed)}
        # The status is of the measure as a whole, and is known from each row.
        if row.status and row.area == "".join(row.measure.areas[:1]):
            notes["because"] = row.measure.title, row.status.because
        for kind, (name, text) in notes.items():
            if text and kind not in self._columns:
                phrase, key = self._phrases["changed"], measure_key(*row_key, kind)
                content = self._inlines.fill_with(phrase, measure=name, change=text)
                yield self._block(Role.TABLE_NOTE, content, key, text.origin.span)
        if chart := self._words.chart(row):
            words, at = self._words.of_chart(chart), row.measure.origin.key.span
            key = measure_key(*row_key, "chart")
            yield self._block(Role.TABLE_NOTE, words, key, at)._replace(chart=chart)
