"""A table in a pasted text: which of its columns is the text, and what its other cells say of it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from pccreport.intake.cells import (
    SENTENCE,
    asks,
    has_sentences,
    heads_notes,
    is_head,
)
from pccreport.intake.headings import PlanWords, stream_heading
from pccreport.intake.items import CellKey, Doubts
from pccreport.intake.lines import Line, find_list_sign
from pccreport.intake.marks import is_mark, is_marked, split_mark, without_mark
from pccreport.intake.mentions import aim_of_cell
from pccreport.intake.senders import streams_in
from pccreport.language import pasted_text
from pccreport.language.pasted_text import Column
from pccreport.model.private_intent import is_private_cell, is_private_head

_LONGEST_NAME = 10
"""Words of the name of a project, at most."""
_ROWS_ABOVE_HEADS = 6
"""Rows in which the heads of a table are looked for: there may be titles above them."""

Left = Counter[tuple[str, str]]
"""How much was left out of a workbook or a table: by its name and unit, such as "cell"."""


class RowText(NamedTuple):
    """What a row says: a text, and of which key aim and stream it is."""

    aim: str
    stream: str
    text: str
    private: bool
    outcome: str = ""
    award: str = ""


class Table:
    """The table that the rows read are of."""

    def __init__(self, words: PlanWords, doubts: Doubts, left: Left) -> None:
        self._words = words
        self._doubts = doubts
        self._left = left
        self._with_aims: frozenset[int] = frozenset()
        """Columns that have nothing but key aims below their first cell."""
        self._rows: Sequence[Line] = ()
        self.end()

    @property
    def names_parts(self) -> bool:
        """Whether its rows say of which key aim or stream they are."""
        return max(self._aim_column, self._stream_column) >= 0 or self._is_grid

    @property
    def is_list(self) -> bool:
        """Whether it has no heads and no sentence: what may be chosen in other sheets."""
        cells = (cell for row in self._rows for cell in row.cells)
        has_heads = self._first_heads or self.names_parts
        # “KA1” and its title in each row.
        below = [[*filter(None, row.cells)] for row in self._rows[1:]]
        if below and all(len(r) > 1 and all(map(self._names_aim, r)) for r in below):
            return True
        return not has_heads and all(len(c.split()) < SENTENCE for c in cells)

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

        def most(names: Callable[[str], object], *, but: int = 2) -> int:
            counts = [sum(map(bool, map(names, column))) for column in columns]
            best = max(counts, default=0)
            return counts.index(best) if best * 2 > len(cells) - but and best else -1

        self._aim_column = most(self._names_aim)
        self._with_aims = frozenset(
            at
            for at, (_, *below) in enumerate(columns)
            if any(below) and all(aim_of_cell(c, self._words) for c in below if c)
        )
        self._stream_column = (
            -1
            if stream_known
            else most(lambda cell: self._stream_of(rows[0], cell), but=1)
        )
        first = rows[:_ROWS_ABOVE_HEADS]
        self._first_heads = next((x.number for x in first if self._is_head(x)), 0)

    def end(self) -> None:
        """Forget the heads: another text or table follows."""
        self._heads: dict[int, str] = {}
        """The heads of the columns."""
        self._aim_column, self._stream_column = -1, -1
        """Which column has the key aims, and which one the streams."""
        self._texts: dict[int, CellKey] = {}
        """Columns that have the text, each with the key aim or the stream that heads it; none if
        all that is said in a row is the text."""
        self._first_heads = 0
        """The number of the line with the heads, or 0."""
        self._carried: set[int] = set()
        """Columns of which it was said that empty cells are as those above."""
        self._above: dict[int, str] = {}
        """The key aim and the stream of the row above, by column."""

    def begin_part(self) -> None:
        """Forget the key aim of the row above: a heading is between."""
        self._above.pop(self._aim_column, None)

    def is_title(self, line: Line) -> bool:
        """Return whether a row is above the heads."""
        return line.number < self._first_heads

    def is_total(self, line: Line) -> bool:
        """Return whether a row begins with the word for a total, and has no text beside it."""
        first = next(filter(None, line.cells), "")
        cells = (_cell(line, at) for at in self._texts)
        return pasted_text.is_total(first) and not any(c != first for c in cells if c)

    def is_past(self, line: Line) -> bool:
        """Return whether a row says that it is of another period."""
        return any(
            self._words.is_period(cell) is False and self._heads_any(at, Column.PERIOD)
            for at, cell in enumerate(line.cells)
            if at not in self._texts
        )

    def reads(self, at: int) -> bool:
        """Return whether a column has the text, or what it is about."""
        head = self._heads.get(at, "")
        has_all = not self._texts and at != self._aim_column
        return has_all or at in self._texts or pasted_text.is_subject_heading(head)

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
                self._doubt(line, f"“{listed}” was read as the heads of a table")
        named = self._named(line)
        self._aim_column = named.index(True) if any(named) else self._aim_column
        self._heads = {at: " ".join(c.split()) for at, c in enumerate(line.cells)}
        self._texts = self._parts(line) or self._plain_texts()
        return True

    def read(self, line: Line, aim: str, stream: str) -> list[RowText]:
        """Return what a row says, under the key aim and stream that it names or is under.

        What a note beside it keeps back is a text of its own, if it speaks of something else.
        """
        line = self._with_subject(line)
        aim = self._of_row(self._aim_column, line, aim, self._aim_of)
        stream = self._of_row(self._stream_column, line, stream, self._stream_of)
        read, outcome, award = self._beside(line)
        known = (*read, self._aim_column, self._stream_column)
        beside = {at: c for at, c in enumerate(line.cells) if c and at not in known}
        label = next(iter(beside.values()), "") if self._is_grid else ""
        if label.endswith("?") and is_private_head(label):
            return []  # its cells are answers
        private, notes = self.is_kept(line), list[RowText]()
        for at, cell in beside.items():
            head = self._heads.get(at, "")
            is_said = has_sentences([cell]) and not pasted_text.is_about_row(cell)
            if self._heads_notes(at) and is_marked(head) and is_said:
                text = split_mark(cell)[1]
                doubt = (
                    "has a private text, which is kept back; what is beside it is not"
                )
                self._doubt(line, f"{self._label(at)} {doubt}")
                notes.append(RowText(aim, stream, text, True))
            elif self._heads_notes(at) and self._keeps(cell):
                own = self._own_text(line, cell, self._label(at))
                private = private or not own
                notes += [RowText(aim, stream, own, True)] if own else []
            elif self._texts and not (self._asks_at(at) or is_mark(cell)):
                self._left[self._label(at), "cell"] += 1
        if not self._is_grid:
            text = self._said(line, aim, but=outcome)
            achieved = " ".join(_cell(line, at) for at in outcome)
            row = RowText(aim, stream, text, private, achieved, award)
            return [*([row] if text else []), *notes]
        is_note = is_head(label) and pasted_text.is_column_heading(label, Column.NOTES)
        found = list[RowText]()
        for at, (of_aim, of_stream) in self._texts.items():
            cell, part = _cell(line, at), (of_aim or aim, of_stream or stream)
            if cell and not is_note:
                found.append(RowText(*part, cell, private or self._is_answered_no(at)))
            elif cell and self._keeps(cell):
                own = self._own_text(line, cell, label) or cell
                notes.append(RowText(*part, own, True))
            elif cell:
                self._left[f"row “{label}”", "cell"] += 1
        return found + notes

    def _beside(self, line: Line) -> tuple[tuple[int, ...], Sequence[int], str]:
        """Return the columns that are read of a row, those of its outcome, and its award.

        What is marked is no outcome of its own, and neither is what has no text beside it.
        """
        texts = [at for at in self._texts if _cell(line, at)]
        outcomes = [at for at in texts if self._heads_any(at, Column.OUTCOME)]
        outcomes = outcomes[len(outcomes) == len(texts) :]
        is_marked_one = any(self._keeps(_cell(line, at)) for at in outcomes)
        awards = {
            at: pasted_text.pounds(cell)
            for at, cell in enumerate(line.cells)
            if texts and pasted_text.heads_awards(self._heads.get(at, ""))
        }
        given = {at: pounds for at, pounds in awards.items() if pounds}
        only = given if len(given) == 1 else {}
        award = "".join(only.values())
        return (*self._texts, *only), () if is_marked_one else outcomes, award

    def _with_subject(self, line: Line) -> Line:
        """Return a row with the name of who or what it is about in its text, if that has it nowhere.

        Those cells are empty then. What begins with a mark has it behind; what is no update, nowhere.
        """
        cells = [*line.cells]
        has_letter = re.compile(r"[^\W\d_]").search
        outcomes = [x for x in self._texts if self._heads_any(x, Column.OUTCOME)]
        texts = [at for at in self._texts if at not in outcomes] + outcomes
        first = next((at for at in texts if has_letter(_cell(line, at))), -1)
        piece, *more = cells[first].split("\v")
        mark, rest = split_mark(piece)
        mark, rest = (mark, rest) if piece.startswith(mark) else ("", piece)
        is_other = pasted_text.is_nothing_to_report(rest) or (
            pasted_text.reason_for_nothing(rest) is not None
        )
        if first < 0 or is_other or (is_marked(piece) and not mark):
            return line
        wording = " ".join(_cell(line, at) for at in texts if at not in outcomes)
        names = []
        for at, head in self._heads.items():
            cell = " ".join(_cell(line, at).split())
            name = without_mark(cell)
            if (
                at not in (*self._texts, self._aim_column, self._stream_column)
                and pasted_text.is_subject_heading(head)
                and self._is_name(line, name)
            ):
                cells[at] = "" if name == cell else cell  # its mark is of the row
                if not pasted_text.has_name(wording, name):
                    names.append(name)
        if names:
            lead = f"{mark}{', '.join(names)}:"
            below = "\v" if find_list_sign(rest) else " "
            cells[first] = "\v".join((f"{lead}{below}{rest}", *more))
        return line._replace(cells=(*cells,))

    def _is_name(self, line: Line, cell: str) -> bool:
        """Return whether a cell has the name of something that is neither key aim nor stream."""
        return (
            re.search(r"[^\W\d_]", cell) is not None
            and len(cell.split()) <= _LONGEST_NAME
            and not cell.endswith((".", "!", "?"))
            and cell.casefold() not in pasted_text.names_for_all_areas()
            and not pasted_text.is_nothing_to_report(cell)
            and not (
                is_mark(cell) or pasted_text.is_negative(cell) or self._keeps(cell)
            )
            and not (self._names_aim(cell) or self._stream_of(line, cell))
        )

    def _doubt(self, line: Line, words: str) -> None:
        self._doubts.append((line.number, words))

    def _is_answered_no(self, at: int) -> bool:
        """Return whether a row asks what may be published, and the answer in a column is no."""
        return any(
            is_private_cell(head, _cell(row, at))
            for row in self._rows
            for head in row.cells
            if head.endswith("?")
        )

    def _own_text(self, line: Line, cell: str, head: str) -> str:
        """Return the text of its own that a note keeps back, or "" if it is about its row."""
        mark, rest = split_mark(cell)
        is_own = mark and len(rest.split()) >= SENTENCE and rest[0].isupper()
        if not is_own or pasted_text.is_about_row(rest):
            self._doubt(line, f"it is kept back because of “{cell[:60]}”")
            return ""
        doubt = "has a private text, which is kept back; what is beside it is not"
        self._doubt(line, f"{head} {doubt}")
        return rest

    def _of_row(
        self, at: int, line: Line, given: str, read: Callable[[Line, str], str]
    ) -> str:
        """Return the key that a column of a row has; that of the row above if it is empty."""
        cell = " ".join(_cell(line, at).split())
        if at < 0 or not (cell or at in self._above):
            return given
        if cell or not any(_cell(line, text) for text in self._texts):
            self._above[at] = read(line, cell)
        elif at not in self._carried:
            self._carried.add(at)
            doubt = f"rows without “{self._label(at)}” were read as those above"
            self._doubt(line, doubt)
        return self._above.get(at, given)

    def _aim_of(self, line: Line, cell: str) -> str:
        found = aim_of_cell(cell, self._words)
        if found and (found.in_short or found.rest):
            read_as = "was read as" if found.in_short else "is more than one: put under"
            self._doubt(line, f"“{cell}” {read_as} {found.key}")
        return found.key if found else ""

    def _said(self, line: Line, aim: str, *, but: Sequence[int]) -> str:
        """Return the text of a row, or all that it says beside its key aim, stream and answers."""
        if self._texts:
            cells = (_cell(line, at) for at in self._texts if at not in but)
            return "\v\v".join(c for c in cells if re.search(r"[^\W\d_]|^\W+$", c))
        columns = (self._aim_column if aim else -1, self._stream_column)
        heads = [self._heads.get(at, "") for at in range(len(line.cells))]
        return ", ".join(
            f"{head}: {cell}" if head and not re.search(r"[^\W\d_]", cell) else cell
            for at, (head, cell) in enumerate(zip(heads, line.cells, strict=True))
            if cell
            and at not in columns
            and not (is_private_head(head) or self._heads_notes(at) or is_mark(cell))
        )

    def is_kept(self, line: Line) -> bool:
        """Return whether a row says that it is not for publication."""
        # An answer that is missing at the end of a row is one that was not given.
        cells = {**dict.fromkeys(self._heads, ""), **dict(enumerate(line.cells))}
        return any(self._keeps_row(at, cell) for at, cell in cells.items())

    def _keeps_row(self, at: int, cell: str) -> bool:
        if any(map(is_mark, cell.split("\v"))):
            return True
        if at in self._texts:
            return False
        head = self._heads.get(at, "")
        asked = any(map(is_private_head, self._heads.values()))
        answers_other = asked and head and not head.endswith("?")
        return (
            is_private_cell(head, cell)
            or (pasted_text.is_negative(cell) and not answers_other)
            or (self._keeps(cell) and not self._heads_notes(at))
        )

    def _plain_texts(self) -> dict[int, CellKey]:
        """Return the columns of the text: their heads say so, or they have sentences."""
        below = [r.cells for r in self._rows if r.number > self._first_heads]
        columns = dict(enumerate(zip_longest(*below, fillvalue="")))
        known = (self._aim_column, self._stream_column)
        others = [
            at
            for at in self._heads
            if at not in known and not self._asks_at(at) and not self._heads_notes(at)
        ]
        named = [at for at in others if self._heads_any(at, Column.TEXT)]
        more = [at for at in others if self._heads_any(at, Column.MORE_TEXT)]
        sentences = [at for at in others if has_sentences(columns.get(at, ()))]
        texts = {*named, *more} if named else {*sentences}
        if all(self._heads_any(at, Column.OUTCOME) for at in texts):
            # What an award has achieved is its outcome, and who has it is the text.
            heads = self._heads
            has_award = any(map(pasted_text.heads_awards, heads.values()))
            names = (at for at in others if pasted_text.is_subject_heading(heads[at]))
            texts |= {*islice(names, int(has_award and bool(texts)))}
        return dict.fromkeys(sorted(texts), ("", ""))

    def _is_head(self, line: Line) -> bool:
        """Return whether a row says what is in its columns: a key aim, the text, or key aims."""
        cells = [cell for cell in line.cells if cell]
        heads_text = any(pasted_text.is_column_heading(c, Column.TEXT) for c in cells)
        may_head = len(cells) > 1 and all(map(is_head, cells)) and not self._texts
        return (
            any(self._named(line))
            or bool(self._parts(line))
            or (may_head and heads_text)
        )

    def _named(self, line: Line) -> list[bool]:
        return [
            pasted_text.is_aim_name(cell, self._words.aim_label)
            or (at in self._with_aims and pasted_text.may_head_aims(cell))
            for at, cell in enumerate(line.cells)
        ]

    def _parts(self, line: Line) -> dict[int, CellKey]:
        """Return the key aims, or else the streams, that all cells of a row but one name.

        Beside them may be columns of notes and of answers.
        """
        cells = {at: cell for at, cell in enumerate(line.cells) if cell}
        aims = ((at, aim_of_cell(cell, self._words)) for at, cell in cells.items())
        by_aim = {at: (x.key, "") for at, x in aims if x and not x.rest}
        streams = ((at, self._stream_of(line, cell)) for at, cell in cells.items())
        by_stream = {at: ("", key) for at, key in streams if key}
        beside = {at for at, c in cells.items() if heads_notes(c) or is_private_head(c)}
        for found in (by_aim, by_stream):
            is_all = cells.keys() - found.keys() - beside <= {min(cells, default=0)}
            if is_all and len(found) > 1 and len(found) == len({*found.values()}):
                return found
        return {}

    def _heads_any(self, at: int, kind: Column) -> bool:
        return pasted_text.is_column_heading(self._heads.get(at, ""), kind)

    def _heads_notes(self, at: int) -> bool:
        return heads_notes(self._heads.get(at, ""))

    def _keeps(self, cell: str) -> bool:
        return (
            is_marked(cell)
            or pasted_text.is_privacy_label(cell)
            or pasted_text.withholds_row(cell)
        )

    def _asks_at(self, at: int) -> bool:
        return is_private_head(self._heads.get(at, ""))

    def _label(self, at: int) -> str:
        return f"column {self._heads.get(at) or at + 1}"

    def _names_aim(self, cell: str) -> bool:
        found = aim_of_cell(cell, self._words)
        is_figure = cell.replace(".", "").isdecimal()  # perhaps
        return found is not None and not (found.in_short or is_figure)

    def _stream_of(self, _: Line, cell: str) -> str:
        found = stream_heading(cell, self._words)
        if found:
            return "" if found.rest else found.key
        is_name = len(cell.split()) < SENTENCE
        named = {*streams_in(cell, self._words)} if is_name else ()
        return next(iter(named)) if len(named) == 1 else ""


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if 0 <= at < len(line.cells) else ""
