"""Lays out the body of a report: key aims, their measures and streams, and the entries under labels."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from pccreport.document.blocks import (
    Block,
    BlockKey,
    InlineContent,
    TableCell,
    TextRun,
    text_key,
)
from pccreport.document.roles import AIMS, LABELS, NUMBERED, POINTS, STREAMS, Role
from pccreport.findings.text import Span
from pccreport.house.house import Level
from pccreport.layout.inline_builder import Words
from pccreport.layout.numbers import is_paragraph
from pccreport.layout.table_rows import USUAL
from pccreport.layout.tables import TableBuilder, measure_key
from pccreport.model.prose import Prose
from pccreport.model.update import Reference, UpdateItem
from pccreport.model.visibility import span_start
from pccreport.report.measures import MeasureRow
from pccreport.report.report import (
    AimSection,
    PeriodSection,
    PrintedEntry,
    ReasonOrCaveat,
    StreamSection,
)


class _MeasureBuilder:
    """Lays out the measures and the status of each key aim."""

    def __init__(self, tables: TableBuilder) -> None:
        inlines = tables.inlines
        self._house, self._measures = inlines.house, inlines.report.measures
        self._phrases, self._inlines = self._house.measures, inlines
        self._block = inlines.block
        self._tables, self._words = tables, tables.words
        self._columns = self._house.tables.get("measures", USUAL["measures"])

    def legend(self) -> Iterator[Block]:
        """Yield the paragraph with the key of the scale, if a status is printed."""
        if any(measures.has_status() for measures in self._measures.values()):
            at = self._house.span_of_part("statuses")
            yield self._block(Role.STATUS, self._words.legend(), ("status-key",), at)

    def tables(self, section: AimSection, columns: Sequence[str]) -> Iterator[Block]:
        """Yield the reason for a status that no column has, and the measures, each with its notes."""
        measures = self._measures.get(section.aim.key)
        because = measures and measures.status and measures.status.because
        if because and "because" not in columns:
            content = self._inlines.fill_with(self._phrases["because"], reason=because)
            key = ("status", section.aim.key, "because")
            yield self._block(Role.STATUS, content, key, because.origin.span)
        for rows in measures.tables if measures else ():
            yield from self._measure_table(section, rows)
            for row in rows:
                yield from self._row_notes(section, row)

    def aim_details(self, section: AimSection) -> Iterator[Block]:
        """Yield what is known of a key aim: as a table of one row, or its lead, due date and status."""
        if columns := self._house.tables.get("record"):
            row = self._tables.rows.aim_row(section)
            columns = self._tables.expand_columns(columns, [row])
            rows = [row] if row.cells.keys() & columns else []
            yield from self._tables.cells(("record", section.aim.key), rows, columns)
            return
        aim, own = section.aim, ("status", section.aim.key)
        for name, words in (("lead", aim.lead), ("aim_due", aim.due)):
            values = {name.removeprefix("aim_"): words}
            if words and (text := self._house.phrases[name].fill(values)):
                yield self._block(Role.STATUS, text, (*own, name), aim.origin.span)
        measures = self._measures.get(aim.key)
        if measures and (status := measures.status):
            text = self._words.status(status, measures.before)
            yield self._block(Role.STATUS, text, own, status.at)

    def _measure_table(
        self, section: AimSection, rows: Sequence[MeasureRow]
    ) -> Iterator[Block]:
        """Yield a table and its caption; what a table by area has in its caption is no column."""
        measure = rows[0].measure
        made = [*self._tables.rows.measure_rows(section.aim.key, rows, rows)]
        expanded = self._tables.expand_columns(self._columns, made)
        columns = [n for n in expanded if any(n in row.cells for row in made)]
        if measure.areas:
            columns = [n for n in columns if n not in ("target", "status")]
            columns = ["area" if n == "measure" else n for n in columns]
        table = (section.aim.key, measure.key if measure.areas else "")
        caption = self._words.table_caption(section.aim.text, rows)
        key = measure_key(columns, *table, "caption")
        yield self._block(Role.CAPTION, caption, key, measure.origin.key.span)
        yield from self._tables.cells(table, made, columns, rows)

    def _row_notes(self, section: AimSection, row: MeasureRow) -> Iterator[Block]:
        """Yield the notes on a row: restated figures, a change, the reason for a status, its chart."""
        row_key = (), section.aim.key, row.measure.key, row.area
        for restated in row.restated:
            words = self._words.restated_sentence(row, restated)
            key = measure_key(*row_key, str(restated.period))
            yield self._block(Role.TABLE_NOTE, words, key, restated.value.at)
        notes = {"changed": (self._words.row_name(row), row.changed)}
        # The status is of the measure as a whole, and is known from each row.
        if row.status and row.area == "".join(row.measure.areas[:1]):
            notes["because"] = row.measure.title, row.status.because
        for kind, (name, text) in notes.items():
            if text and kind not in self._columns:
                phrase, key = self._phrases["changed"], measure_key(*row_key, kind)
                content = self._inlines.fill_with(phrase, measure=name, change=text)
                yield self._block(Role.TABLE_NOTE, content, key, text.origin.span)
        if chart := self._words.chart(row):
            words, at = self._words.chart_in_words(chart), row.measure.origin.key.span
            key = measure_key(*row_key, "chart")
            yield self._block(Role.TABLE_NOTE, words, key, at)._replace(chart=chart)


class SectionBuilder:
    """Lays out the entries of a report by key aim."""

    def __init__(self, tables: TableBuilder) -> None:
        self._tables, self._measures = tables, _MeasureBuilder(tables)
        self._inlines = inlines = tables.inlines
        self._house, self._phrases = inlines.house, inlines.house.phrases
        self._labels, self._anchors = inlines.labels, inlines.anchors
        self._report, self._block = inlines.report, inlines.block
        self._numbered = bool(self._house.look.paragraphs.paragraph)
        promises = (promise.item.text for promise in self._report.promises)
        self._open = {span_start(text.origin.span) for text in promises}

    def blocks(self) -> Iterator[Block]:
        """Yield the key of the scale, then the key aims in order."""
        yield from self._measures.legend()
        made: list[Block] = []
        table_of = self._inlines.tables
        groups = groupby(self._report.aims, lambda s: table_of[s.aim.key])
        for table, group in groups:
            before = made[-1:]
            if table.columns:
                made = [*self._aims_as_table(table, [*group], before)]
            else:
                made = [*chain.from_iterable(map(self._aim_blocks, group))]
            yield from made

    def _aims_as_table(
        self, table: Level, sections: Sequence[AimSection], before: Sequence[Block]
    ) -> Iterator[Block]:
        """Yield key aims as rows of a table, then what fits in no cell, under the name of each."""
        # Two tables need a paragraph between them.
        if any(isinstance(block, TableCell) for block in before):
            aim, whole = sections[0].aim, not self._report.priority.number
            words = self._house.level(aim.depth, whole=whole).one
            yield self._block(Role.CAPTION, words, ("note", aim.key, "level"))
        rows, below, columns = [], list[Block](), table.columns
        for section in sections:
            fitting = [s for s in section.streams if self._fits_in_cell(s, columns)]
            periods = [period for stream in fitting for period in stream.periods]
            lines = [
                (self._content(e, p), _origin_of(e)) for p in periods for e in p.entries
            ]
            rows.append(self._tables.rows.row_without_heading(section, lines))
            rest = (self._stream_blocks(s) for s in section.streams if s not in fitting)
            tables = self._measures.tables(section, columns)
            more = [*tables, *chain.from_iterable(rest)]
            title = (TextRun(section.aim.text, strong=True),)
            at, key = section.aim.origin.span, ("note", section.aim.key, "")
            name = self._block(Role.LEAD_IN, title, key, at)
            below += [name, *more] if more else []
        first = ("level", sections[0].aim.key)
        yield from self._tables.cells(first, rows, columns, total=table.total)
        yield from below

    def _fits_in_cell(self, section: StreamSection, columns: tuple[str, ...]) -> bool:
        """Return whether a stream is nothing but texts, which need no heading and no label."""
        stream, periods, scope = section.stream, section.periods, self._report.scope
        is_dated = len(periods) > 1 or scope.first != scope.until
        has_label = is_dated and self._house.has_label(len(periods))
        is_target = any(self._anchors.anchor_at(p, d) for p in periods for d in (2, 3))
        more = stream.heading or stream.note or section.closings
        has_more = more or any(period.caveats for period in periods)
        is_apart = has_label or is_target or has_more or "text" not in columns
        return not is_apart and all(map(self._is_plain_text, section.entries()))

    def _is_plain_text(self, entry: PrintedEntry) -> bool:
        """Return whether an entry is one text to which no reference leads."""
        if not isinstance(entry, UpdateItem):
            return True
        is_open = span_start(entry.text.origin.span) in self._open
        has_due = is_open and self._phrases["due"].has_words and entry.due
        more = entry.points or has_due or len([*entry.texts()]) > 1
        return not (more or self._anchors.entry_anchor(entry))

    def _aim_blocks(self, section: AimSection) -> Iterator[Block]:
        aim, name = section.aim, self._inlines.names[section.aim.key]
        key, at = ("aim", aim.key), aim.origin.span
        yield self._block(AIMS[aim.depth], aim.text, key, at)._replace(
            anchor=self._anchors.make_anchor(section.number),
            number=name.number,
            start=name.start,
        )
        yield from self._measures.aim_details(section)
        yield from self._measures.tables(section, self._house.tables.get("record", ()))
        for stream in section.streams:
            yield from self._stream_blocks(stream)

    def _stream_blocks(self, section: StreamSection) -> Iterator[Block]:
        stream, first = section.stream, section.periods[0]
        anchor = self._anchors.anchor_at(first, 2)
        if head := stream.heading:
            block = self._block(STREAMS[first.aim.depth], head, ("stream", *first.keys))
            yield block._replace(anchor=anchor)
        if note := stream.note:
            yield self._block(Role.NOTE, note, ("note", *first.keys))
        has_label = self._house.has_label(len(section.periods))
        of_period = self._labelled_blocks if has_label else self._unlabelled_blocks
        yield from chain.from_iterable(map(of_period, section.periods))
        for closing in section.closings:
            key = text_key(closing.text.origin.span, "closing")
            yield self._block(Role.CLOSING, closing.text, key)

    def _unlabelled_blocks(self, position: PeriodSection) -> Iterator[Block]:
        """Yield the caveats and entries of a period, without its label."""
        yield from self._caveat_blocks(position)
        if single := self._label_line_entry(position):
            entry, depth = position.entries[0], int(self._numbered)
            role = Role.NUMBERED if depth else Role.TEXT
            yield self._block(role, single, _entry_key(entry), _origin_of(entry), depth)
        else:
            yield from self._entry_blocks(position.entries, position)

    def _labelled_blocks(self, position: PeriodSection) -> Iterator[Block]:
        anchor = self._anchors.anchor_at(position, 3)
        label = self._labels.label(position.head, position.quarters, position.finished)
        origin = _origin_of(position.entries[0])
        key = ("label", *position.keys, position.head)
        line = self._phrases["label_line"]
        single = self._label_line_entry(position) if line.has_words else ()
        words: Words = label
        if single:
            label_run = (TextRun(label, role=Role.LABEL_WORDS),)
            words = self._inlines.fill_with(line, label=label_run, text=single)
        # One level below the heading above it.
        depth = position.aim.depth + bool(position.stream.heading)
        role = Role.LABEL_LINE if single else LABELS[depth]
        yield self._block(role, words, key, origin)._replace(anchor=anchor)
        below = self._caveat_blocks if single else self._unlabelled_blocks
        yield from below(position)

    def _label_line_entry(self, block: PeriodSection) -> InlineContent:
        """Return the single reference or note that is on the line of the label, or ()."""
        match block.entries:
            case (Reference() | ReasonOrCaveat(quarters=()) as single,):
                return self._content(single, block)
            case _:
                return ()

    def _content(self, entry: PrintedEntry, position: PeriodSection) -> InlineContent:
        match entry:
            case Reference():
                target = self._anchors.references.find_target(entry, position)
                # A target is missing only in a draft, which has a comment about it.
                return self._inlines.reference(target) if target else (TextRun("…"),)
            case ReasonOrCaveat():
                return self._note_content("nothing", entry, reason=entry.text)
            case UpdateItem():
                return self._inlines.text(entry.text)

    def _caveat_blocks(self, position: PeriodSection) -> Iterator[Block]:
        for number, caveat in enumerate(position.caveats):
            words = self._note_content("caveat", caveat, caveat=caveat.text)
            key = ("caveat", *position.keys, position.head, number)
            yield self._block(Role.CAVEAT, words, key, caveat.text.origin.span)

    def _entry_blocks(
        self,
        entries: tuple[PrintedEntry, ...],
        position: PeriodSection,
        roles: tuple[Role, ...] = (),
        level: int = 0,
    ) -> Iterator[Block]:
        """Yield entries and what is under them; `roles` are those of points, by level."""
        for entry in entries:
            content = self._content(entry, position)
            anchor = self._anchors.entry_anchor(entry)
            listed, depth = roles or POINTS, level + 1
            if not roles and is_paragraph(entry, self._house):
                listed, depth = (NUMBERED, 1) if self._numbered else (POINTS, 0)
            role, key = listed[level] if depth else Role.TEXT, _entry_key(entry)
            block = self._block(role, content, key, _origin_of(entry), depth)
            yield block._replace(anchor=anchor) if anchor else block
            if isinstance(entry, UpdateItem):
                yield from self._blocks_under(entry, position, listed, depth)

    def _blocks_under(
        self,
        item: UpdateItem,
        position: PeriodSection,
        roles: tuple[Role, ...],
        level: int,
    ) -> Iterator[Block]:
        """Yield what is under an update: its points, then its outcome and due date."""
        points = tuple(p for p in item.points if isinstance(p, UpdateItem | Reference))
        yield from self._entry_blocks(points, position, roles, level)
        level = min(level, len(roles) - 1)
        lines: list[tuple[str, Mapping[str, str | Prose], Span]] = [
            (name, {name: text}, text.origin.span)
            for name, text in item.texts()
            if name  # not the text of the update itself
        ]
        # A promise that is no longer open has no due date.
        is_open = span_start(item.text.origin.span) in self._open
        if item.due and is_open and self._phrases["due"].has_words:
            lines.append(("due", self._labels.due(item.due), item.span_of("due")))
        for name, values, at in lines:
            content = self._inlines.fill_with(self._phrases[name], **values)
            key = text_key(at, "text", name)
            yield self._block(roles[level], content, key, at, level + 1)

    def _note_content(
        self, phrase: str, note: ReasonOrCaveat, **values: str | Prose
    ) -> InlineContent:
        """Return a note in the words of the house format, with its quarters if it has any."""
        if note.quarters:
            phrase = f"quarter_{phrase}"
            values["quarters"] = self._labels.quarters(note.quarters)
        return self._inlines.fill_with(self._phrases[phrase], **values)


def _origin_of(entry: PrintedEntry) -> Span:
    return entry.span_of() if isinstance(entry, Reference) else entry.text.origin.span


def _entry_key(entry: PrintedEntry) -> BlockKey:
    """Return the key of an entry that is not on the line of its label."""
    origin = entry.origin if isinstance(entry, Reference) else entry.text.origin
    assert origin is not None  # read from a file
    return text_key(origin.span, "entry")
