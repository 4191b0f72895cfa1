"""The tree of a document: what is equal, and what is a table."""

from __future__ import annotations

import types
from typing import Any, get_args

from tests.cases import in_turn

from pccreport.document import blocks
from pccreport.document.blocks import Paragraph, TextRun, group_tables
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


def test_a_caption_without_its_table_is_a_paragraph() -> None:
    """As in a redline, where the table is another one."""
    caption = Paragraph(Role.CAPTION, (TextRun("A table"),))

    assert [*group_tables([caption, caption])] == [(0, caption), (1, caption)]
