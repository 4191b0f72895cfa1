"""The rows of a table in a pasted text: the text of each, and what its other cells say of it."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pccreport.intake.cells import (
    SENTENCE,
    has_sentences,
    heads_notes,
    is_head,
    keeps_row,
)
from pccreport.intake.columns import Columns
from pccreport.intake.lines import Line, find_list_sign
from pccreport.intake.marks import is_mark, is_marked, split_mark, without_mark
from pccreport.intake.mentions import aim_of_cell
from pccreport.language import column_headings, pasted_text
from pccreport.language.column_headings import Column
from pccreport.model.private_intent import is_private_cell, is_private_head

_LONGEST_NAME = 10
"""Words of the name of a project, at most."""
_LETTER = re.compile(r"[^\W\d_]")


class RowText(NamedTuple):
    """What a row says: a text, and of which key aim and stream it is."""

    aim: str
    stream: str
    text: str
    private: bool
    outcome: str = ""
    award: str = ""


class Table(Columns):
    """The table whose rows are read."""

    def end(self) -> None:
        """Forget the table: another text or table follows."""
        super().end()
        self._carried: set[int] = set()
        """Columns of which it was said that empty cells are as those above."""
        self._above: dict[int, str] = {}
        """The key aim and the stream of the row above, by column."""
        self._answered: dict[int, bool] = {}
        """Whether the answer in a column is that it is not for publication, as far as asked."""

    def begin_part(self) -> None:
        """Forget the key aim of the row above: a heading is between."""
        self._above.pop(self._aim_column, None)

    def is_total(self, line: Line) -> bool:
        """Return whether a row begins with the word for a total, and has no text beside it."""
        first = next(filter(None, line.cells), "")
        cells = (_cell(line, at) for at in self._texts)
        return column_headings.is_total(first) and not any(
            c != first for c in cells if c
        )

    def is_past(self, line: Line) -> bool:
        """Return whether a row says that it is of another period."""
        return any(
            self._words.is_period(cell) is False and self._heads_any(at, Column.PERIOD)
            for at, cell in enumerate(line.cells)
            if at not in self._texts
        )

    def is_kept(self, line: Line) -> bool:
        """Return whether a row says that it is not for publication."""
        # An answer that is missing at the end of a row is one that was not given.
        cells = {**dict.fromkeys(self._heads, ""), **dict(enumerate(line.cells))}
        return any(self._keeps_row(at, cell) for at, cell in cells.items())

    def read(self, line: Line, aim: str, stream: str) -> list[RowText]:
        """Return what a row says, under the key aim and stream that it names or is under.

        What a note beside it keeps back is a text of its own, if it speaks of something else.
        """
        line = self._with_subject(line)
        aim = self._of_row(self._aim_column, line, aim, self._aim_of)
        stream = self._of_row(
            self._stream_column, line, stream, lambda _, cell: self._stream_of(cell)
        )
        outcome = self._outcomes(line)
        award = self._award(line)
        known = (*self._texts, *award, self._aim_column, self._stream_column)
        beside = {at: c for at, c in enumerate(line.cells) if c and at not in known}
        label = next(iter(beside.values()), "") if self._is_grid else ""
        if label.endswith("?") and is_private_head(label):
            return []  # its cells are answers
        private, notes = self.is_kept(line), list[RowText]()
        for at, cell in beside.items():
            head = self._heads.get(at, "")
            is_said = has_sentences([cell]) and not column_headings.is_about_row(cell)
            own, is_note = "", heads_notes(head)
            if is_note and is_marked(head) and is_said:
                own = split_mark(cell)[1]
                self._doubt_own(line, self._label(at))
            elif is_note and _keeps(cell):
                own = self._own_text(line, cell, self._label(at))
                private = private or not own
            elif self._texts and not (is_private_head(head) or is_mark(cell)):
                self._account.columns[self._label(at), "cell"] += 1
            notes += [RowText(aim, stream, own, True)] if own else []
        if not self._is_grid:
            text = self._said(line, aim, but=outcome)
            achieved = " ".join(_cell(line, at) for at in outcome)
            row = RowText(aim, stream, text, private, achieved, "".join(award.values()))
            return [*([row] if text else []), *notes]
        is_note = is_head(label) and column_headings.is_column_heading(
            label, Column.NOTES
        )
        found = list[RowText]()
        for at, (of_aim, of_stream) in self._texts.items():
            cell, part = _cell(line, at), (of_aim or aim, of_stream or stream)
            if cell and not is_note:
                found.append(RowText(*part, cell, private or self._is_answered_no(at)))
            elif cell and _keeps(cell):
                own = self._own_text(line, cell, label) or cell
                notes.append(RowText(*part, own, True))
            elif cell:
                self._account.columns[f"row “{label}”", "cell"] += 1
        return found + notes

    def _outcomes(self, line: Line) -> Sequence[int]:
        """Return the columns of the outcome of a row: none if one is marked, or there is no text."""
        texts = [at for at in self._texts if _cell(line, at)]
        outcomes = [at for at in texts if self._heads_any(at, Column.OUTCOME)]
        is_apart = len(outcomes) < len(texts)
        is_marked_one = any(_keeps(_cell(line, at)) for at in outcomes)
        return outcomes if is_apart and not is_marked_one else ()

    def _award(self, line: Line) -> dict[int, str]:
        """Return the pounds of the award of a row, by their column, if there is only one."""
        has_text = any(_cell(line, at) for at in self._texts)
        given = {
            at: pounds
            for at, cell in enumerate(line.cells)
            if has_text and column_headings.heads_awards(self._heads.get(at, ""))
            if (pounds := column_headings.pounds(cell))
        }
        return given if len(given) == 1 else {}

    def _with_subject(self, line: Line) -> Line:
        """Return a row with the name of who or what it is about in its text, if that has it nowhere.

        Those cells are empty then. What begins with a mark has it behind; what is no update, nowhere.
        """
        cells = [*line.cells]
        outcomes = [x for x in self._texts if self._heads_any(x, Column.OUTCOME)]
        texts = [at for at in self._texts if at not in outcomes]
        both = [*texts, *outcomes]
        first = next((at for at in both if _LETTER.search(_cell(line, at))), -1)
        piece, *more = cells[first].split("\v")
        mark, rest = split_mark(piece)
        mark, rest = (mark, rest) if piece.startswith(mark) else ("", piece)
        is_other = pasted_text.is_nothing_to_report(rest) or (
            pasted_text.reason_for_nothing(rest) is not None
        )
        if first < 0 or is_other or (is_marked(piece) and not mark):
            return line
        wording = " ".join(_cell(line, at) for at in texts)
        names = []
        for at, head in self._heads.items():
            cell = " ".join(_cell(line, at).split())
            name = without_mark(cell)
            if (
                at not in (*self._texts, self._aim_column, self._stream_column)
                and column_headings.is_subject_heading(head)
                and self._is_name(name)
            ):
                cells[at] = "" if name == cell else cell  # its mark is of the row
                if not column_headings.has_name(wording, name):
                    names.append(name)
        if names:
            lead = f"{mark}{', '.join(names)}:"
            below = "\v" if find_list_sign(rest) else " "
            cells[first] = "\v".join((f"{lead}{below}{rest}", *more))
        return line._replace(cells=(*cells,))

    def _is_name(self, cell: str) -> bool:
        """Return whether a cell has the name of something that is neither key aim nor stream."""
        return (
            _LETTER.search(cell) is not None
            and len(cell.split()) <= _LONGEST_NAME
            and not cell.endswith((".", "!", "?"))
            and cell.casefold() not in column_headings.names_for_all_areas()
            and not pasted_text.is_nothing_to_report(cell)
            and not (is_mark(cell) or column_headings.is_negative(cell) or _keeps(cell))
            and not (self._names_aim(cell) or self._stream_of(cell))
        )

    def _is_answered_no(self, at: int) -> bool:
        """Return whether a row asks what may be published, and the answer in a column is no."""
        if at not in self._answered:
            self._answered[at] = any(
                is_private_cell(head, _cell(row, at))
                for row in self._rows
                for head in row.cells
                if head.endswith("?")
            )
        return self._answered[at]

    def _own_text(self, line: Line, cell: str, head: str) -> str:
        """Return the text of its own that a note keeps back, or "" if it is about its row."""
        mark, rest = split_mark(cell)
        is_own = mark and len(rest.split()) >= SENTENCE and rest[0].isupper()
        if not is_own or column_headings.is_about_row(rest):
            self._account.doubt(
                line.number, f"it is kept back because of “{cell[:60]}”"
            )
            return ""
        self._doubt_own(line, head)
        return rest

    def _doubt_own(self, line: Line, head: str) -> None:
        doubt = "has a private text, which is kept back; what is beside it is not"
        self._account.doubt(line.number, f"{head} {doubt}")

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
            self._account.doubt(line.number, doubt)
        return self._above.get(at, given)

    def _aim_of(self, line: Line, cell: str) -> str:
        found = aim_of_cell(cell, self._words)
        if found and (found.in_short or found.rest):
            read_as = "was read as" if found.in_short else "is more than one: put under"
            self._account.doubt(line.number, f"“{cell}” {read_as} {found.key}")
        return found.key if found else ""

    def _said(self, line: Line, aim: str, *, but: Sequence[int]) -> str:
        """Return the text of a row, or all that it says beside its key aim, stream and answers."""
        if self._texts:
            cells = (_cell(line, at) for at in self._texts if at not in but)
            return "\v\v".join(c for c in cells if re.search(r"[^\W\d_]|^\W+$", c))
        columns = (self._aim_column if aim else -1, self._stream_column)
        said = {at: c for at, c in enumerate(line.cells) if c and at not in columns}
        heads = {at: self._heads.get(at, "") for at in said}
        return ", ".join(
            f"{heads[at]}: {cell}" if heads[at] and not _LETTER.search(cell) else cell
            for at, cell in said.items()
            if not (is_private_head(heads[at]) or heads_notes(heads[at]))
            if not is_mark(cell)
        )

    def _keeps_row(self, at: int, cell: str) -> bool:
        if any(map(is_mark, cell.split("\v"))):
            return True
        if at in self._texts:
            return False
        head = self._heads.get(at, "")
        asked = any(map(is_private_head, self._heads.values()))
        answers_other = asked and head and not head.endswith("?")
        return (
            keeps_row(head, cell)
            or (column_headings.is_negative(cell) and not answers_other)
            or (_keeps(cell) and not heads_notes(head))
        )


def _keeps(cell: str) -> bool:
    return (
        is_marked(cell)
        or pasted_text.is_privacy_label(cell)
        or column_headings.withholds_row(cell)
    )


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if 0 <= at < len(line.cells) else ""
