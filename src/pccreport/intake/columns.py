"""The columns of a table in a pasted text: what their heads and most of their cells say of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, zip_longest

from pccreport.intake.account import Account
from pccreport.intake.cells import SENTENCE, asks, has_sentences, heads_notes, is_head
from pccreport.intake.headings import PlanWords, stream_heading
from pccreport.intake.items import CellKey
from pccreport.intake.lines import Line
from pccreport.intake.mentions import aim_of_cell
from pccreport.intake.senders import streams_in
from pccreport.language import aim_headings, column_headings
from pccreport.language.column_headings import Column
from pccreport.model.private_intent import is_private_head

_ROWS_ABOVE_HEADS = 6
"""Rows in which the heads of a table are looked for: there may be titles above them."""


class Columns:
    """The columns of the table that is read."""

    def __init__(self, words: PlanWords, account: Account) -> None:
        self._words = words
        self._account = account
        self.end()

    def end(self) -> None:
        """Forget the table: another text or table follows."""
        self._rows: Sequence[Line] = ()
        self._heads: Mapping[int, str] = {}
        """The heads of the columns."""
        self._with_aims: frozenset[int] = frozenset()
        """Columns that have nothing but key aims below their first cell."""
        self._aim_column, self._stream_column = -1, -1
        """Which column has the key aims, and which one the streams."""
        self._texts: Mapping[int, CellKey] = {}
        """Columns that have the text, each with the key aim or the stream that heads it; none if
        all that is said in a row is the text."""
        self._first_heads = 0
        """The number of the line with the heads, or 0."""

    @property
    def names_parts(self) -> bool:
        """Whether its rows say of which key aim or stream they are."""
        return max(self._aim_column, self._stream_column) >= 0 or self._is_grid

    @property
    def is_list(self) -> bool:
        """Whether it has no heads and no sentence: what may be chosen in other sheets."""
        # “KA1” and its title in each row.
        below = [[*filter(None, row.cells)] for row in self._rows[1:]]
        if below and all(len(r) > 1 and all(map(self._names_aim, r)) for r in below):
            return True
        cells = (cell for row in self._rows for cell in row.cells)
        has_heads = self._first_heads or self.names_parts
        return not has_heads and all(len(c.split()) < SENTENCE for c in cells)

    @property
    def has_figures(self) -> bool:
        """Whether most rows have a name and a figure."""
        count = sum(
            bool(re.search(r"[^\W\d_].*\v\D?\d[\d,.]*\D?(?:\v|\Z)", "\v".join(x.cells)))
            for x in self._rows
        )
        return 2 * count > len(self._rows)

    @property
    def has_streams(self) -> bool:
        """Whether a column says whose each row is."""
        return self._stream_column >= 0

    @property
    def _is_grid(self) -> bool:
        """Whether key aims or streams are the heads of columns."""
        return any(map(any, self._texts.values()))

    def begin(self, rows: Sequence[Line], *, stream_known: bool) -> None:
        """Find the heads, and the columns in which most rows have a key aim, or a stream."""
        self.end()
        self._rows = rows
        cells = [row.cells for row in rows if sum(map(bool, row.cells)) > 1]
        columns = [*zip_longest(*cells, fillvalue="")]

        def most(names: Callable[[str], object], *, but: int) -> int:
            counts = [sum(map(bool, map(names, column))) for column in columns]
            best = max(counts, default=0)
            return counts.index(best) if best * 2 > len(cells) - but and best else -1

        self._aim_column = most(self._names_aim, but=2)
        self._with_aims = frozenset(
            at
            for at, (_, *below) in enumerate(columns)
            if any(below) and all(aim_of_cell(c, self._words) for c in below if c)
        )
        self._stream_column = -1 if stream_known else most(self._stream_of, but=1)
        first = rows[:_ROWS_ABOVE_HEADS]
        self._first_heads = next((x.number for x in first if self._is_head(x)), 0)

    def is_title(self, line: Line) -> bool:
        """Return whether a row is above the heads."""
        return line.number < self._first_heads

    def reads(self, at: int) -> bool:
        """Return whether a column has the text, or what it is about."""
        head = self._heads.get(at, "")
        has_all = not self._texts and at != self._aim_column
        return has_all or at in self._texts or column_headings.is_subject_heading(head)

    def head_measures(self, line: Line) -> None:
        """Take a row that names measures as the heads."""
        self._heads, self._aim_column = dict(enumerate(line.cells)), -1

    def read_heads(self, line: Line) -> bool:
        """Take a row as the heads, and return whether it has them."""
        is_asked = not self._heads and any(map(asks, line.cells))
        if not (is_asked or self._is_head(line)):
            is_first = self._aim_column >= 0 and not self._heads
            may_head = line.heading or (is_first and sum(map(bool, line.cells)) > 1)
            if not may_head or any(map(self._names_aim, line.cells)):
                return False
            if self._aim_column < 0 or not line.heading:
                listed = ", ".join(filter(None, line.cells))
                self._account.doubt(
                    line.number, f"“{listed}” was read as the heads of a table"
                )
        named = self._named(line)
        self._aim_column = named.index(True) if any(named) else self._aim_column
        self._heads = {at: " ".join(c.split()) for at, c in enumerate(line.cells)}
        self._texts = self._parts(line) or self._plain_texts()
        return True

    def _plain_texts(self) -> dict[int, CellKey]:
        """Return the columns of the text: their heads say so, or they have sentences."""
        below = [r.cells for r in self._rows if r.number > self._first_heads]
        columns = dict(enumerate(zip_longest(*below, fillvalue="")))
        known = (self._aim_column, self._stream_column)
        others = {
            at: head
            for at, head in self._heads.items()
            if not (at in known or is_private_head(head) or heads_notes(head))
        }
        named = [at for at in others if self._heads_any(at, Column.TEXT)]
        more = [at for at in others if self._heads_any(at, Column.MORE_TEXT)]
        sentences = [at for at in others if has_sentences(columns.get(at, ()))]
        texts = {*named, *more} if named else {*sentences}
        if all(self._heads_any(at, Column.OUTCOME) for at in texts):
            # What an award has achieved is its outcome, and who has it is the text.
            has_award = any(map(column_headings.heads_awards, self._heads.values()))
            is_name = column_headings.is_subject_heading
            names = (at for at, head in others.items() if is_name(head))
            texts |= {*islice(names, int(has_award and bool(texts)))}
        return dict.fromkeys(sorted(texts), ("", ""))

    def _is_head(self, line: Line) -> bool:
        """Return whether a row says what is in its columns: a key aim, the text, or key aims."""
        cells = [cell for cell in line.cells if cell]
        may_head = len(cells) > 1 and all(map(is_head, cells)) and not self._texts
        return (
            any(self._named(line))
            or bool(self._parts(line))
            or (
                may_head
                and any(
                    column_headings.is_column_heading(c, Column.TEXT) for c in cells
                )
            )
        )

    def _named(self, line: Line) -> list[bool]:
        return [
            aim_headings.is_aim_name(cell, self._words.aim_label)
            or (at in self._with_aims and aim_headings.may_head_aims(cell))
            for at, cell in enumerate(line.cells)
        ]

    def _parts(self, line: Line) -> dict[int, CellKey]:
        """Return the key aims, or else the streams, that all cells of a row but one name.

        Beside them may be columns of notes and of answers.
        """
        cells = {at: cell for at, cell in enumerate(line.cells) if cell}
        aims = ((at, aim_of_cell(cell, self._words)) for at, cell in cells.items())
        by_aim = {at: (x.key, "") for at, x in aims if x and not x.rest}
        streams = ((at, self._stream_of(cell)) for at, cell in cells.items())
        by_stream = {at: ("", key) for at, key in streams if key}
        beside = {at for at, c in cells.items() if heads_notes(c) or is_private_head(c)}
        for found in (by_aim, by_stream):
            is_all = cells.keys() - found.keys() - beside <= {min(cells, default=0)}
            if is_all and len(found) > 1 and len(found) == len({*found.values()}):
                return found
        return {}

    def _heads_any(self, at: int, kind: Column) -> bool:
        return column_headings.is_column_heading(self._heads.get(at, ""), kind)

    def _label(self, at: int) -> str:
        return f"column {self._heads.get(at) or at + 1}"

    def _names_aim(self, cell: str) -> bool:
        found = aim_of_cell(cell, self._words)
        is_figure = cell.replace(".", "").isdecimal()  # perhaps
        return found is not None and not (found.in_short or is_figure)

    def _stream_of(self, cell: str) -> str:
        found = stream_heading(cell, self._words)
        if found:
            return "" if found.rest else found.key
        is_name = len(cell.split()) < SENTENCE
        named = streams_in(cell, self._words) if is_name else ()
        return named[0] if len(named) == 1 else ""
