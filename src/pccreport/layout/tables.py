"""The tables of a report: the rows of one list, in the columns that a house format chooses.

The first cell of each table has a bookmark by whose name the screen readers NVDA and JAWS find
the headings. No cell is empty: a missing value has words, or a dash where none is to come.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from pccreport.document.blocks import BlockKey, TableCell, content_text
from pccreport.document.roles import Role
from pccreport.findings.registry import rule
from pccreport.house.house import OpeningParagraph
from pccreport.house.phrases import COLUMNS
from pccreport.language.calendar.dates import find_dates
from pccreport.language.wordlists import find_pattern
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.layout.table_rows import USUAL, Cell, TableRow, TableRowBuilder
from pccreport.model.periods import (
    Basis,
    DateRange,
    FinancialYear,
    Period,
    month_of,
    parse_period,
    period_sort_key,
)
from pccreport.report.measures import FIGURES, MeasureRow
from pccreport.source.fields import Placed

LINES = ("aims", "promises", "recommendations")
"""The lists that are printed as lines, unless columns are chosen."""
_BEHIND = ("▲", "▼")
_SUMMED = ("awards", "amount")
_EMPTY = rule("empty-column")
_SIGN = r"\+|(?P<less>[−-]|\((?=.*\)$))"
_FIGURE = rf"(?:{_SIGN})?(?P<unit>[^\w\s()]?)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after> ?(?:%|[A-Za-z]*))\)?"
_SIZES = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


class TableBuilder:
    """Makes the tables of one report."""

    def __init__(self, inlines: InlineBuilder) -> None:
        self.inlines, self._report = inlines, inlines.report
        self._house = inlines.house
        self.rows = TableRowBuilder(inlines)
        self.words = self.rows.words
        self._numbers = count(1)

    def list_table(
        self, item: OpeningParagraph, rows: Sequence[TableRow], key: BlockKey
    ) -> Iterator[TableCell]:
        """Yield the table that follows a paragraph, or nothing if it has no rows."""
        name = item.list
        found = dict.fromkeys(n for row in rows for n in row.cells)
        known = USUAL.get(name, found)
        if item.by:
            every = [f"={s.key}" for s in self._house.statuses]
            known = (item.by, *(self._step_columns(item.only) or every), "count")
        usual = [n for n in known if n in found]
        columns = item.columns or self._house.tables.get(name) or usual
        sums = [n for n in columns[bool(item.by) :] if item.by or (name, n) == _SUMMED]
        total = item.total or tuple((n, item.text.origin.span) for n in sums)
        measured = self.rows.measured if name == "measures" else ()
        yield from self.cells((*key, name), rows, columns, measured, total)

    def _step_columns(self, only: Sequence[str]) -> list[str]:
        """Return the columns of the steps of the scale that are asked for, best first."""
        every = [s.key for s in self._house.statuses]
        signs = [s.key for s in self._house.statuses if s.sign in _BEHIND]
        # Without signs, the lower half of the scale is behind.
        behind = signs or every[len(every) // 2 :]
        wanted = {*only, *(behind if "behind" in only else ())}
        return [f"={step}" for step in every if step in wanted]

    def _total_row(
        self, rows: Sequence[TableRow], heads: Mapping[str, Cell], sums: Placed
    ) -> Iterator[TableRow]:
        """Yield the row with the sums of some columns, if there are any; what is no sum has a dash."""
        cells = dict.fromkeys(heads, Cell("–"))
        cells |= {name: Cell(self.words.fill("total")) for name in [*heads][:1]}
        for name, at in sums if rows else ():
            texts = [text for text in self._texts_in(rows, name) if text != "–"]
            heading = "".join(self._texts_in([TableRow((), heads)], name))
            # Areas have their own sum.
            can_be_added = heading and "area" not in rows[0].cells
            unit = "" if name.startswith("=") else heading  # a step is no unit
            if total := _total_of(texts, unit) if can_be_added else "":
                cells[name] = Cell(total, None, Role.FIGURE)
            elif texts or not heading:
                why = "shares, words, areas and different units are not added up"
                why = why if heading else "it is not a column of this table"
                way_out = "correct its name or values, or remove it from total:"
                found = _EMPTY.finding(f"“{name}” has no sum: {why}", at, way_out)
                self.inlines.findings.append(found)
        if rows and cells.keys() & dict(sums).keys():
            yield TableRow(("", "total"), cells)

    def _texts_in(self, rows: Iterable[TableRow], column: str) -> list[str]:
        found = (row.cells[column].content for row in rows if column in row.cells)
        return [content_text(self.inlines.content(content)) for content in found]

    def chosen_rows(self, item: OpeningParagraph) -> list[TableRow]:
        """Return the rows of a list that a paragraph asks for, in its order."""
        scale = {s.key: place for place, s in enumerate(self._house.statuses)}
        found = self.rows.list_rows(item.list, item.depth)
        rows = [*(self.rows.count_rows(item) if item.list == "counts" else found)]
        rows = [r for r in rows if "missed" in item.only or "past" not in r.marks]
        if item.only and not item.by:
            only = {*item.only, *self._step_columns(item.only)}
            is_dated = any(self._day_in(row, item.sort) for row in rows)
            days = ("due", item.sort)[: 1 + is_dated if only & {"due", "next"} else 0]
            marks = ((r, {f"={r.step}", *r.marks, self._due(r, days)}) for r in rows)
            reserved = {*COLUMNS, *scale}
            rows = [r for r, x in marks if only & {*x, *(r.cells.keys() - reserved)}]
        if item.sort == "status":
            return sorted(rows, key=lambda row: -scale.get(row.step, -1))
        return sorted(rows, key=lambda row: self._sort_key(row, item.sort))

    def _due(self, row: TableRow, columns: Iterable[str]) -> str:
        """Return whether what is not complete is "due", or "next", by the first day in some columns."""
        names = [name for name in columns if name in row.cells]
        if row.step in self.rows.complete or not names:
            return ""
        if day := next(filter(None, (self._day_in(row, name) for name in names)), None):
            return self._report.scope.when_due(day)
        typed, title = ("".join(self._texts_in([row], n)) for n in (names[0], "title"))
        title = title or row.key[-1]
        message = f"“{typed}” is not a date, so “{title}” is not listed as due"
        way_out = "write a date, a month, a quarter or a year"
        at = row.cells[names[0]].at or self._house.span_of_part("columns")
        self.inlines.findings.append(_EMPTY.finding(message, at, way_out))
        return ""

    def _day_in(self, row: TableRow, column: str) -> date | None:
        cell = row.cells.get(column)
        return cell and (cell.day or _named_day(self._texts_in([row], column)[0]))

    def _sort_key(self, row: TableRow, column: str) -> tuple[int, float, str]:
        """Return what a row is sorted by: a day, then a number, the largest first, then words."""
        words = "".join(self._texts_in([row], column))
        if day := self._day_in(row, column):
            return 0, day.toordinal(), ""
        if (number := _number_in(words)) is not None:
            return 1, -number, words
        return 2 + (not words), 0, words

    def cells(
        self,
        key: BlockKey,
        rows: Sequence[TableRow],
        columns: Sequence[str],
        measured: Sequence[MeasureRow] = (),
        total: Placed = (),
    ) -> Iterator[TableCell]:
        """Yield the cells of a table, row by row, or nothing if it has no rows.

        A table with different columns is a different table. Its headings name the periods of
        the figures in `measured`, or of statuses; a last row has the sums of some columns.
        """
        columns = self.expand_columns(columns, rows)
        periods = self.words.column_periods(measured) if measured else self.rows.periods
        heads = {name: self._head_cell(name, rows, periods) for name in columns}
        rows = [*rows, *self._total_row(rows, heads, total)]
        figures = {
            name
            for row in rows
            for name, cell in row.cells.items()
            if cell.role is Role.FIGURE or (name in FIGURES and measured)
        }
        texts = {name: self._texts_in(rows, name) for name in columns[1:]}
        numeric = {n for n, x in texts.items() if all(map(_is_figure, x or [""]))}
        figures |= numeric
        seen = Counter[object]()
        aims, width = self._report.priority.aims, len(columns)
        wholes = {(aim.key, "action") for aim in aims if aim.has_parts}
        # Screen readers find the headings of a table by this name.
        head = TableRow(("", "head"), heads, anchor=f"Title_{next(self._numbers)}")
        for row in [head, *rows] if rows else ():
            aim, *others = *row.key, str(seen[row.key])
            seen[row.key] += 1
            # What a key aim with parts lacks may be theirs.
            lacking = Cell("–") if row.key in wholes else None
            for place, name in enumerate(columns):
                cell = row.cells.get(name) or lacking or self._empty_cell(row, name)
                content, at, role, _ = cell
                if row is head:
                    role = Role.COLUMN_HEADING
                    role = Role.FIGURE_HEADING if name in figures else role
                elif not place:
                    role = Role.ROW_HEADING
                elif name in numeric and name in row.cells:
                    role = Role.FIGURE
                own = measure_key(columns, aim, *map(str, key), *others, name)
                words = self.inlines.content(content)
                anchor = "" if place else row.anchor
                yield TableCell(role, words, 0, width, anchor, origin=at, key=own)

    def _empty_cell(self, row: TableRow, column: str) -> Cell:
        """Return the cell of what is not given: a dash if the row is to have none in that period."""
        if not (period := parse_period(column)):
            return Cell(self.words.fill("none"))
        is_other = "yearly" in row.marks and not isinstance(period, FinancialYear)
        has_none = is_other or period.start > self._report.scope.end
        return Cell("–" if has_none else self.words.fill("missing"))

    def expand_columns(
        self, columns: Sequence[str], rows: Sequence[TableRow]
    ) -> tuple[str, ...]:
        """Return the columns of a table, with those of periods for `quarters` and `history_4`."""
        dated = map(parse_period, {name for row in rows for name in row.cells})
        past = sorted((period for period in dated if period), key=period_sort_key)
        return tuple(n for column in columns for n in self._expand_column(column, past))

    def _expand_column(self, column: str, past: Sequence[Period]) -> Iterator[str]:
        if column == "quarters":
            year = self._report.scope.until.year
            own = [p for p in past if isinstance(p, DateRange) and p.year == year]
            # Months, or other periods of its own.
            months = own if self._report.scope.days else ()
            yield from map(str, months or map(year.quarter, (1, 2, 3, 4)))
        elif number := re.fullmatch(r"history(?:_(\d\d?))?", column):
            # The figures of years have columns where there are no others.
            shorter = [p for p in past if not isinstance(p, FinancialYear)]
            yield from map(str, (shorter or past)[-int(number[1] or 0) :])
        else:
            yield column

    def _head_cell(
        self, name: str, rows: Sequence[TableRow], periods: Mapping[str, str]
    ) -> Cell:
        if name.startswith("="):  # a step
            return Cell(self.words.step_word(name[1:]))
        if past := parse_period(name):
            return Cell(self.words.period(past, Basis.ALONE))
        if phrase := self._house.columns.get(name):
            period = periods.get(name, "")
            content = self.inlines.fill_with(phrase, period=period)
            # Without an earlier period, "Last time ()" is "Last time".
            words = content_text(content).replace(" ()", "")
            return Cell(words, phrase.origin.span)
        if name not in ("title", "above"):  # or it is not declared: only in a draft
            return Cell(dict(self._house.level_columns()).get(name, name))
        depths = {s.aim.key: s.aim.depth for s in self._report.aims}
        # Rows of counts are of no key aim.
        found = [depths[aim] for row in rows if (aim := row.key[0]) in depths]
        depth = max(max(found or depths.values()) - (name == "above"), 0)
        whole = not self._report.priority.number
        words = self._house.level(depth, whole=whole).one
        return Cell(words, self._house.span_of_part("levels"))


def measure_key(columns: Sequence[str], aim: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of a key aim, or of its caption or a note.

    A table with different columns is a different table; a note has no columns.
    """
    return ("measure", aim, (" ".join(columns), *parts))


def _is_figure(text: str) -> bool:
    """Return whether a text is a figure with a sign and a unit ("-£1.2m"), or a dash for none."""
    return text == "–" or re.fullmatch(_FIGURE, text) is not None


def _number_in(text: str) -> float | None:
    """Return the number that a text begins with ("£1.2m of £3m"), or None."""
    if not (found := re.match(_FIGURE, text)):
        return None
    size = _SIZES.get(found["after"].strip().lower(), 1)
    return float(found["digits"].replace(",", "")) * (-size if found["less"] else size)


def _total_of(texts: Sequence[str], heading: str) -> str:
    """Return the sum of some figures in one unit, or ""; percentages and other shares have none."""
    found = [re.fullmatch(_FIGURE, text) for text in texts]
    figures = [match for match in found if match]
    units = {match.group("unit", "after") for match in figures}
    if len(figures) < len(texts) or len(units) != 1:
        return ""
    # A budget share in pounds is a sum of money, an average is none in any unit.
    is_share = find_pattern("sums", "shares").search("".join(*units) or heading)
    if is_share or find_pattern("sums", "averages").search(heading):
        return ""
    signed = ("-" * bool(m["less"]) + m["digits"].replace(",", "") for m in figures)
    total, ((unit, after),) = sum(map(Decimal, signed), Decimal()), units
    sign = "-" if total < 0 else "+" if any("+" in text for text in texts) else ""
    return f"{sign}{unit}{abs(total):,f}{after}"


def _named_day(text: str) -> date | None:
    """Return the last day of the period or the date that a text is, or of its first date, or None."""
    period, dates = parse_period(text), find_dates(text)
    first = dates[0].first_day if dates else None
    if period or first is None:
        return period and period.end
    return first if dates[0].day else month_of(first).end
