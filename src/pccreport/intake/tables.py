"""A table in a pasted text: its heads, and the columns with key aims, streams and answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from pccreport.intake.headings import (
    PlanWords,
    aim_heading,
    aim_of_cell,
    stream_heading,
)
from pccreport.intake.items import Doubts
from pccreport.intake.lines import Line
from pccreport.intake.marks import is_mark, is_marked, without_mark
from pccreport.language import pasted_text
from pccreport.model.private_intent import is_private_cell, is_private_head

_WORDS_OF_HEAD = 4
"""Words of the head of a column that asks nothing, at most: an update may speak of the public."""


class Table:
    """The table that the rows read are of."""

    def __init__(self, words: PlanWords, doubts: Doubts) -> None:
        self._words = words
        self._doubts = doubts
        self._heads: dict[int, str] = {}
        """The heads of the columns."""
        self._column = -1
        """Which column has the key aims."""
        self._stream_column = -1
        """Which one has the streams."""
        self._with_aims: frozenset[int] = frozenset()
        """Those that have nothing but key aims below their first cell."""

    @property
    def names_parts(self) -> bool:
        """Whether its rows say of which key aim or stream they are."""
        return max(self._column, self._stream_column) >= 0

    def begin(self, rows: Sequence[Line], *, stream_known: bool) -> None:
        """Find the columns in which half of the rows below the heads have a key aim, or a stream."""
        cells = [row.cells for row in rows if sum(map(bool, row.cells)) > 1]
        columns = [*zip_longest(*cells, fillvalue="")]

        def most(names: Callable[[str], object]) -> int:
            counts = [sum(map(bool, map(names, column))) for column in columns]
            best = max(counts, default=0)
            return counts.index(best) if best * 2 > len(cells) - 2 and best else -1

        self._column = most(self._names_aim)
        self._with_aims = frozenset(
            at
            for at, (_, *below) in enumerate(columns)
            if any(below) and all(aim_of_cell(c, self._words) for c in below if c)
        )
        self._stream_column = -1 if stream_known else most(self._stream_of)

    def end(self) -> None:
        """Forget the heads: another text or table follows."""
        self._heads, self._column, self._stream_column = {}, -1, -1

    def head_measures(self, line: Line) -> None:
        """Take a row that names measures as the heads."""
        self._heads, self._column = dict(enumerate(line.cells)), -1

    def read_heads(self, line: Line) -> bool:
        """Take a row as the heads, and return whether it has them."""
        names = [
            pasted_text.is_aim_name(cell, self._words.aim_label)
            or (at in self._with_aims and pasted_text.may_head_aims(cell))
            for at, cell in enumerate(line.cells)
        ]
        asked = any(map(is_private_head, self._heads.values()))
        if any(names) or (not asked and any(map(_asks, line.cells))):
            self._heads = dict(enumerate(line.cells))
            self._column = names.index(True) if any(names) else self._column
            return True
        is_first = self._column >= 0 and not self._heads
        may_head = line.heading or (is_first and sum(map(bool, line.cells)) > 1)
        if not may_head or any(map(self._names_aim, line.cells)):
            return False
        self._heads = dict(enumerate(line.cells))
        if self._column < 0 or not line.heading:
            listed = ", ".join(filter(None, line.cells))
            self._doubts.append(
                (line.number, f"“{listed}” was read as the heads of a table")
            )
        return True

    def part_of(self, line: Line, aim: str, stream: str) -> tuple[str, str]:
        """Return the key aim and the stream that a row names, or those that are given."""
        if self._column >= 0:
            cell = _cell(line, self._column)
            found = aim_of_cell(cell, self._words)
            aim = found.key if found else ""
            if found and found.in_short:
                self._doubts.append((line.number, f"“{cell}” was read as {found.key}"))
        if self._stream_column >= 0:
            stream = self._stream_of(_cell(line, self._stream_column))
        return aim, stream

    def text_of(self, line: Line, aim: str, stream: str) -> str:
        """Return what a row says beside its key aim and stream, and its answers."""
        columns = (self._column if aim else -1, self._stream_column if stream else -1)
        heads = [self._heads.get(at, "") for at in range(len(line.cells))]
        others = [
            f"{head}: {cell}" if head and not re.search(r"[^\W\d_]", cell) else cell
            for at, (head, cell) in enumerate(zip(heads, line.cells, strict=True))
            if cell
            and at not in columns
            and not (is_private_head(head) or is_mark(cell))
        ]
        return ", ".join(others)

    def is_kept(self, line: Line) -> bool:
        """Return whether a row says that it is not for publication."""
        # An answer that is missing at the end of a row is one that was not given.
        cells = {**dict.fromkeys(self._heads, ""), **dict(enumerate(line.cells))}
        return any(
            pasted_text.is_no(cell)
            or is_marked(cell)
            or is_private_cell(self._heads.get(at, ""), cell)
            for at, cell in cells.items()
        )

    def _names_aim(self, cell: str) -> bool:
        found = aim_heading(cell, self._words, alone=False)
        return found is not None and not (found.rest or found.in_short)

    def _stream_of(self, cell: str) -> str:
        found = stream_heading(cell, self._words)
        return found.key if found and not found.rest else ""


def is_mark_row(cells: Sequence[str]) -> bool:
    """Return whether a row is nothing but a mark: “Not for publication”, not “Fires (internal)”."""
    first = cells[0]
    is_whole = is_mark(first) and without_mark(first) in ("", first)
    return is_whole and not any(cells[1:])


def _asks(cell: str) -> bool:
    """Return whether a cell heads a column of what may be published: “NFP”, not “private”."""
    is_question = cell.endswith("?")
    is_head = is_question or len(cell.split()) <= _WORDS_OF_HEAD
    return is_head and is_private_head(cell) and (is_question or not is_mark(cell))


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""
