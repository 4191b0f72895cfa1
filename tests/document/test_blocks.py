"""The tree of a document: what is equal, and which cells are a table."""

from __future__ import annotations

import types
from typing import Any, get_args

from tests.cases import in_turn

from pccreport.document import blocks
from pccreport.document.blocks import (
    Heading,
    Paragraph,
    Table,
    TableCell,
    TextRun,
    group_tables,
)
from pccreport.document.roles import Role
from pccreport.findings.text import Source
from pccreport.model import prose, update
from pccreport.model.prose import Prose
from pccreport.report import report
from pccreport.source.node import ScalarNode

UNIONS: dict[str, Any] = {
    "inlines": blocks.Inline,
    "blocks": blocks.Block,
    "entries": update.Entry,
    "printed entries": report.PrintedEntry,
    "parts of prose": prose.ProsePart,
}


@in_turn("union", UNIONS)
def test_members_of_a_union_are_equal_only_to_their_own_kind(union: str) -> None:
    """As tuples, a closing line and a reason for having nothing to report would be equal."""
    assert isinstance(UNIONS[union], types.UnionType)
    for kind in get_args(UNIONS[union]):
        assert "__eq__" in vars(kind)
        assert "__slots__" in vars(kind)
    text = Prose("One.", (TextRun("One."),), ScalarNode("One.", Source("a", ""), 0, 0))
    entries: set[object] = {
        update.ClosingLine(text),
        update.NothingToReport(text),
        update.ClosingLine(text),
    }
    assert len(entries) == 2


def cells(words: str, columns: int) -> list[TableCell]:
    """A cell for each word; the first row is of headings."""
    return [
        TableCell(
            Role.CELL if i >= columns else Role.COLUMN_HEADING,
            (TextRun(word),),
            columns=columns,
        )
        for i, word in enumerate(words.split())
    ]


def test_cells_that_are_together_are_a_table() -> None:
    """With the paragraph before it, if that is a caption; each block has its place."""
    caption = Paragraph(Role.CAPTION, (TextRun("A table"),))
    text = Paragraph(Role.TEXT, (TextRun("Text."),))
    head = Heading(Role.SECTION, (TextRun("Head"),))
    first, second = cells("a b c d", 2), cells("e f g", 3)
    parts = [*group_tables([head, caption, *first, text, *second, caption])]

    assert parts[0] == (0, head)
    assert isinstance(parts[1], Table)
    assert parts[1].caption == (1, caption)
    assert [[place for place, _ in row] for row in parts[1].rows] == [[2, 3], [4, 5]]
    assert parts[2] == (6, text)
    assert isinstance(parts[3], Table)
    assert parts[3].caption is None
    assert len(parts[3].rows) == 1
    assert parts[4] == (10, caption)
