"""The tables of a report: the rows of one list, in the columns that a house format chooses.

The first cell of each table has a bookmark by whose name the screen readers NVDA and JAWS find
the headings. No cell is empty: a missing value has words.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import (
    BlockKey,
    InlineContent,
    TableCell,
    TextRun,
    content_text,
)
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.house.house import OpeningParagraph
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.periods import Basis, period_sort_key
from pccreport.model.plan import KeyAim
from pccreport.model.prose import Prose
from pccreport.report.measures import (
    FIGURES,
    MeasureRow,
    MeasureWords,
    PrintedFigure,
    StatusNow,
    column_head,
)
from pccreport.report.report import AimSection


class Cell(NamedTuple):
    """The content of a cell, and its span in the files."""

    content: str | Prose | InlineContent
    at: Span | None = None
    role: Role = Role.CELL


class Row(NamedTuple):
    """A row: its key aim and other keys, and all that is known of it, by column."""

    key: tuple[str, ...]
    cells: Mapping[str, Cell]
    step: str = ""
    """The key of its status."""
    missed: bool = False
    """True if its figure has not reached its target."""


NO_PERIODS: Mapping[str, str] = {}
USUAL: Mapping[str, tuple[str, ...]] = {
    "actions": ("title", "lead", "due", "status", "before"),
    "statuses": ("title", "lead", "due", "status", "before"),
    "measures": ("measure", *FIGURES, "target", "status"),
    "awards": ("text", "title", "fund", "round", "amount", "outcome"),
    "promises": ("text", "title", "due"),
    "recommendations": ("text", "made", "answer_by", "answered"),
}
"""The usual columns of each list; those that no row has are left out."""
LINES = ("promises", "recommendations")
"""The lists that are printed as lines, unless columns are chosen."""
_BEHIND = ("▲", "▼")


def is_table(item: OpeningParagraph) -> bool:
    """Return whether the list that follows a paragraph is a table."""
    is_lines = item.list in ("", "focus", "aims", "contents", *LINES)
    return not is_lines or bool(item.columns and item.list in LINES)


def is_optional(item: OpeningParagraph) -> bool:
    """Return whether a paragraph is printed only with rows of its table below it."""
    return is_table(item) and bool(item.only or item.list != "statuses")


class Tables:
    """Makes the rows and the tables of one report."""

    def __init__(self, inlines: InlineBuilder) -> None:
        self._inlines, self._report = inlines, inlines.report
        self._house, self._labels = inlines.house, inlines.labels
        self.words = MeasureWords(self._house, self._report.scope.last)
        self._numbers = count(1)
        found = (found.status for found in self._report.measures.values())
        periods = [status.period for status in found if status and status.period]
        latest = max(periods, key=period_sort_key, default=None)
        self._before = self.words.period(latest, Basis.ALONE) if latest else ""
        self._lists: Mapping[str, Callable[[], Iterator[Row]]] = {
            "actions": lambda: map(self.action, self._report.undivided()),
            "statuses": self._statuses,
            "measures": self._all_measures,
            "awards": self._awards,
            "promises": self._promises,
            "recommendations": self._recommendations,
        }

    def rows(self, name: str) -> Iterator[Row]:
        """Return all rows of a list."""
        if name in self._lists:
            return self._lists[name]()
        own = enumerate(dict(self._report.settings.lists).get(name, ()))
        return (
            Row(("", name, str(n)), {f.name: Cell(f.text, f.at) for f in facts})
            for n, facts in own
        )

    def listed(self, item: OpeningParagraph, key: BlockKey) -> Iterator[TableCell]:
        """Yield the table that follows a paragraph, or nothing if it has no rows."""
        name, rows = item.list, self.chosen(item)
        columns = item.columns or self._house.tables.get(name, ())
        known = USUAL.get(name) or dict.fromkeys(n for row in rows for n in row.cells)
        usual = (n for n in known if any(n in row.cells for row in rows))
        periods = {"before": self._before}
        if name == "measures":
            every = (each.rows() for each in self._report.measures.values())
            periods = self.words.column_periods([row for rows in every for row in rows])
        if name == "awards" and rows:
            rows = [*rows, self._total()]
        yield from self.table((*key, name), rows, columns or (*usual,), periods)

    def chosen(self, item: OpeningParagraph) -> list[Row]:
        """Return the rows of a list that a paragraph asks for, in its order."""
        scale = {s.key: place for place, s in enumerate(self._house.statuses)}
        signs = [s.key for s in self._house.statuses if s.sign in _BEHIND]
        # Without signs, the lower half of the scale is behind.
        behind = signs or [*scale][len(scale) // 2 :]
        steps = {
            k for each in item.only for k in (behind if each == "behind" else [each])
        }
        rows = [
            row
            for row in self.rows(item.list)
            if not item.only
            or row.step in steps
            or (row.missed and "missed" in item.only)
        ]
        if item.sort == "status":
            return sorted(rows, key=lambda row: -scale.get(row.step, -1))
        return sorted(rows, key=lambda row: self._order(row, item.sort))

    def _order(self, row: Row, column: str) -> tuple[float, str]:
        """Return what a row is sorted by: a number, the largest first, then words."""
        cell = row.cells.get(column)
        words = content_text(self._inlines.content(cell.content)) if cell else ""
        number = re.match(r"\D?(-?[\d,]*\.?\d+)", words)
        return (-float(number[1].replace(",", "")) if number else 0.0), words

    def table(
        self,
        key: BlockKey,
        rows: Sequence[Row],
        columns: Sequence[str],
        periods: Mapping[str, str] = NO_PERIODS,
    ) -> Iterator[TableCell]:
        """Yield the cells of a table, row by row, or nothing if it has no rows.

        A table with different columns is a different table. `periods` has those that headings
        name, by column.
        """
        figures = {
            name
            for row in rows
            for name, cell in row.cells.items()
            if cell.role is Role.FIGURE
        }
        heads = {name: self._head(name, rows, periods) for name in columns}
        none = Cell(self.words.fill("none"))
        anchor = f"Title_{next(self._numbers)}" if rows else ""
        for row in [Row(("", "head"), heads), *rows] if rows else ():
            aim, *others = row.key
            for place, name in enumerate(columns):
                content, at, role = row.cells.get(name, none)
                if row.cells is heads and name in figures:
                    role = Role.FIGURE_HEADING
                elif row.cells is heads:
                    role = Role.COLUMN_HEADING
                elif not place:
                    role = Role.ROW_HEADING
                own = measure_key(columns, aim, *map(str, key), *others, name)
                words = self._inlines.content(content)
                yield TableCell(
                    *(role, words, len(columns)), anchor=anchor, origin=at, key=own
                )
                anchor = ""

    def _head(self, name: str, rows: Sequence[Row], periods: Mapping[str, str]) -> Cell:
        if phrase := self._house.columns.get(name):
            period = periods.get(name, "")
            content = self._inlines.fill_with(phrase, period=period)
            return Cell(content, phrase.origin.span)
        depths = {s.aim.key: s.aim.depth for s in self._report.aims}
        depth = max((depths.get(row.key[0], 0) for row in rows), default=0)
        depth = max(depth - (name == "above"), 0)
        whole = not self._report.priority.number
        at = self._house.origin.values.get("levels", self._house.origin).span
        return Cell(self._house.levels.of_depth(depth, whole=whole), at)

    # The rows of each list

    def action(self, section: AimSection) -> Row:
        """Return the row of a key aim."""
        aim, at = section.aim, section.aim.origin.span
        title: InlineContent = self._inlines.mention(aim.key)
        if self._inlines.name(aim.key).number:
            title = (*title, TextRun(f" {aim.text}"))
        cells = {"title": Cell(title, at)}
        cells |= {name: Cell(words, at) for name, words in _of_plan(aim) if words}
        found = self._report.measures.get(aim.key)
        if found is None:
            return Row((aim.key, "action"), cells)
        cells |= {fact.name: Cell(fact.text, fact.at) for fact in found.facts}
        if (status := found.status) is None:
            return Row((aim.key, "action"), cells)
        cells |= self._status(status)
        return Row((aim.key, "action"), cells, status.current.status)

    def _status(self, status: StatusNow) -> Iterator[tuple[str, Cell]]:
        """Yield what a key aim's status has, by column."""
        words, at = self.words, status.current.at
        yield "status", Cell(words.step(status.current), at)
        if status.before and status.period:
            before = words.step(status.before)
            period = words.period(status.period, Basis.ALONE)
            if period != self._before:
                before = words.fill("of_period", value=before, period=period)
            yield "before", Cell(before, at)
        if because := status.current.because:
            yield "because", Cell(because, because.origin.span)

    def _statuses(self) -> Iterator[Row]:
        wanted = {"lead", "due", "status"}
        rows = map(self.action, self._report.aims)
        return (row for row in rows if wanted & row.cells.keys())

    def _all_measures(self) -> Iterator[Row]:
        for key, found in self._report.measures.items():
            for rows in found.tables:
                yield from self.measures(key, rows)

    def measures(self, aim: str, rows: Sequence[MeasureRow]) -> Iterator[Row]:
        """Yield the rows of some measures of a key aim, or of the areas of one."""
        words = self.words
        heads = {name: column_head(rows, name) for name in FIGURES}
        for row in rows:
            measure, at = row.measure, row.measure.origin.key.span
            title = words.name(row) if measure.areas else words.title(measure)
            facts = {fact.name: Cell(fact.text, fact.at) for fact in row.facts}
            cells = {
                **facts,
                "measure": Cell(title, at),
                "area": Cell(words.row_title(row), at),
                "title": Cell(self._inlines.mention(aim), at),
            }
            missing = Cell(words.fill("missing"), at)
            cells |= {n: missing for n in FIGURES if heads[n] or n == "value"}
            for name, figure in row.columns.items():
                cells[name] = self._figure(row, figure, heads[name])
            # Those of areas are not known; that of a table by area is in its caption.
            if measure.target is not None and not row.area:
                cells["target"] = Cell(words.number(measure.target), at, Role.FIGURE)
            if status := row.status:
                cells["status"] = Cell(words.step(status), status.at)
            step = row.status.status if row.status else ""
            key = (aim, measure.key, row.area)
            yield Row(key, cells, step, bool(row.gap))

    def _figure(
        self, row: MeasureRow, figure: PrintedFigure, head: PrintedFigure | None
    ) -> Cell:
        """Return a figure; `head` is of the period that its column is named after."""
        phrases, words = self._house.measures, self.words
        at = figure.value.at if figure.value else row.measure.origin.key.span
        role, content = Role.FIGURE, self._inlines.content(words.figure(figure))
        if reason := figure.withheld:
            content = self._inlines.fill_with(phrases["withheld"], reason=reason)
            role, at = Role.CELL, reason.origin.span
        if head and head[:2] != figure[:2]:
            period = words.period(figure.period, figure.basis)
            content = self._inlines.fill_with(
                phrases["of_period"], value=content, period=period
            )
        return Cell(content, at, role)

    def _awards(self) -> Iterator[Row]:
        for number, each in enumerate(self._inlines.values.awards):
            item, names = each.item, each.names
            cells = {
                "text": Cell(item.text, item.text.origin.span),
                "title": Cell(self._inlines.mention(names["aim"])),
            }
            at = item.span_of("award")
            cells |= {n: Cell(names[n], at) for n in ("fund", "round") if names[n]}
            if each.award.amount is not None:
                cells["amount"] = Cell(
                    self._inlines.values.money([each]), at, Role.FIGURE
                )
            if outcome := item.outcome:
                cells["outcome"] = Cell(outcome, outcome.origin.span)
            yield Row((names["aim"], item.id or str(number)), cells)

    def _total(self) -> Row:
        """Return the row with the sum of all awards."""
        values, total = self._inlines.values, self.words.fill("total")
        amount = Cell(values.money(values.awards), None, Role.FIGURE)
        others = dict.fromkeys(USUAL["awards"], Cell("–"))
        return Row(("", "total"), {**others, "text": Cell(total), "amount": amount})

    def _promises(self) -> Iterator[Row]:
        for each in self._report.promises:
            text, at = each.item.text, each.item.text.origin.span
            cells = {n: Cell(w, at) for n, w in self._labels.due(each.due).items()}
            cells["title"] = Cell(self._inlines.mention(each.aim), at)
            cells["promise"] = cells["text"] = Cell(text, at)
            yield Row((each.aim, each.item.id or text.text), cells)

    def _recommendations(self) -> Iterator[Row]:
        for request, answered in self._report.requests:
            at = request.origin.span
            days = {"made": request.made, "answer_by": request.answer_by}
            words = {n: self._labels.day("period_date", day) for n, day in days.items()}
            words["recommendation"] = words["text"] = request.text
            if answered:
                words["period"] = words["answered"] = self._labels.name(answered)
            cells = {name: Cell(text, at) for name, text in words.items()}
            yield Row(("", request.key), cells)


def measure_key(columns: Sequence[str], aim: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of a key aim, or of its caption or a note.

    A table with different columns is a different table; a note has no columns.
    """
    return ("measure", aim, (" ".join(columns), *parts))


def _of_plan(aim: KeyAim) -> Iterator[tuple[str, str]]:
    """Yield what the plan has about a key aim, by column."""
    yield "lead", aim.lead
    yield "due", aim.due
