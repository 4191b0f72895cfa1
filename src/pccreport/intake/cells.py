"""What the cell or the row of a table may be, by its words: a head, a question, a mark, sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pccreport.intake.marks import is_mark, is_only_mark
from pccreport.language import column_headings, pasted_text
from pccreport.language.column_headings import Column
from pccreport.model.private_intent import is_private_cell, is_private_head

_WORDS_OF_HEAD = 4
"""Words of the head of a column that asks nothing, at most: an update may speak of the public."""
_LONGEST_HEAD = 8
"""Words of the head of a column, at most."""
_MOST_OF_HEAD = 40
"""Characters of the head of a column."""
SENTENCE = 6
"""Words of a cell that may be an update, at least."""
_SHORT_SENTENCE = 4
"""Words of one that has a full stop."""


def is_mark_row(cells: Sequence[str]) -> bool:
    """Return whether a row is nothing but a mark."""
    return is_only_mark(cells[0]) and not any(cells[1:])


def heads_notes(head: str) -> bool:
    """Return whether a head is one of a column of notes: “Comments”."""
    return column_headings.is_column_heading(head, Column.NOTES) and not head.endswith(
        "?"
    )


def keeps_row(head: str, cell: str) -> bool:
    """Return whether a cell keeps back its row, as its head asks; a private text of its own does not."""
    is_text = has_sentences([cell]) and not column_headings.is_answer(cell)
    return is_private_cell(head, cell) and not (heads_notes(head) and is_text)


def is_head(cell: str) -> bool:
    """Return whether a cell may be the head of a column or of a row."""
    ends = cell.endswith((".", "!")) or re.search(r"\d", cell)
    return not ends and len(cell.split()) <= _LONGEST_HEAD


def may_be_heads(cells: Collection[str]) -> bool:
    """Return whether the cells of a row may be the heads of columns: short texts, and no answer."""
    year = r"(?:19|20)\d\d(?:[/–-]\d{2,4})?"
    heads = [cell for cell in cells if not re.fullmatch(year, cell)]
    short = (len(c) <= _MOST_OF_HEAD and not c.endswith(".") for c in heads)
    are_words = all(any(map(str.isalpha, c)) for c in heads) and all(short)
    return bool(heads) and are_words and not any(map(column_headings.is_answer, heads))


def asks(cell: str) -> bool:
    """Return whether a cell heads a column of what may be published: “NFP”, not “private”."""
    is_question = cell.endswith("?")
    is_head = is_question or len(cell.split()) <= _WORDS_OF_HEAD
    return is_head and is_private_head(cell) and (is_question or not is_mark(cell))


def has_sentences(cells: Sequence[str]) -> bool:
    """Return whether at least half of a column's cells have the words of a sentence."""
    wording = [
        len(cell.split()) >= (_SHORT_SENTENCE if cell.endswith(".") else SENTENCE)
        for cell in cells
        if cell and not pasted_text.is_nothing_to_report(cell)
    ]
    return bool(wording) and 2 * sum(wording) >= len(wording)
