"""A document as text for a terminal or a file.

Styles are named here; `cli` turns them into colours. Invisible and control characters are
shown in a visible form.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import assert_never

from pccreport.document.blocks import (
    Block,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Table,
    TableCell,
    content_text,
    flat_runs,
    group_tables,
    is_heading_row,
)
from pccreport.document.roles import HOUSE_ROLES, NUMBERED, POINTS, Role
from pccreport.document.table_layout import column_widths, least_widths
from pccreport.writers.characters import escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

_MIN_WIDTH = 40
_MIN_BROKEN = 12
"""Length of a text in a cell from which it can have several lines."""
_STEP = 2
"""Columns by which a level is indented."""
_GAP = "  "
_BULLETS = {
    Role.FOCUS: "• ",
    **{role: f"{bullet} " for role, bullet in zip(POINTS, "•–▪", strict=True)},
    **{role: f"{bullet} " for role, bullet in zip(NUMBERED[1:], "•–", strict=True)},
}
_STYLED_ROLES = (Role.COUNTS, Role.REMARK)
"""Roles of paragraphs with a style of their own on a terminal."""
_BRACKETS = {"": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""The brackets around deletions and insertions."""


def write(document: Document, width: int = 100) -> list[StyledLine]:
    """Return the document in lines of at most `width` columns.

    Styles: title, heading, strong, deleted, inserted, and the roles that no house format sets.
    Deletions and insertions are in brackets, because not every reader sees colours.
    """
    return [*_TextRenderer(document, max(width, _MIN_WIDTH)).lines()]


class _TextRenderer:
    """A document at one width."""

    def __init__(self, document: Document, width: int) -> None:
        self._document, self._width = document, width
        self._heading_indent = 0
        """Levels by which text under the last heading is indented."""

    def lines(self) -> Iterator[StyledLine]:
        """Yield all lines."""
        if self._document.head:
            yield from self._remark_lines(self._document.head, 0)
        comments = self._document.comments_by_block()
        for part in group_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from self._table_lines(part)
                indices = [index for row in part.rows for index, _ in row]
                indices += [part.caption[0]] if part.caption else []
            else:
                indices = [part[0]]
                yield from self._block_lines(*part)
            for note in (note for index in indices for note in comments.get(index, ())):
                for line in note.paragraphs():
                    yield from self._remark_lines(f"| {line}", self._heading_indent + 1)

    def _remark_lines(self, text: str, level: int) -> Iterator[StyledLine]:
        return self._wrapped([StyledText(escape_invisible(text), "remark")], level)

    def _block_lines(
        self, index: int, block: Heading | Paragraph | ListItem
    ) -> Iterator[StyledLine]:
        match block:
            case Heading(level=level, number=number):
                if level == 2:
                    yield []
                style = "title" if level == 1 else "heading"
                lead = StyledText(escape_invisible(number and f"{number} "), style)
                text = [lead, *self._styled_pieces(index, block, style)]
                yield from self._wrapped(text, max(level - 2, 0), hang=True)
                self._heading_indent = level - 1
            case Paragraph(role=role, depth=depth):
                if role in HOUSE_ROLES and not depth and index:
                    yield []  # paragraphs of a report are long
                style = role.value if role in _STYLED_ROLES else ""
                text = [*self._styled_pieces(index, block, style)]
                if role is Role.REMARK and depth:
                    text = [StyledText("(", style), *text, StyledText(")", style)]
                hang = role not in HOUSE_ROLES and not depth
                yield from self._wrapped(text, self._heading_indent + depth, hang=hang)
            case ListItem(role=role, depth=depth, number=number):
                bullet = f"{number} " if number else _BULLETS.get(role, "")
                level = self._heading_indent + depth - 1
                text = [*self._styled_pieces(index, block)]
                yield from self._wrapped(text, level, bullet, hang=True)
            case _:
                assert_never(block)

    def _styled_pieces(
        self, index: int, block: Block, style: str = ""
    ) -> Iterator[StyledText]:
        """Yield the text of a block with its styles, or those of its changes.

        A line break is "\n". After a link is its address, if its words lack it.
        """
        change = self._document.change_of(index)
        flat = flat_runs(block.content, change)
        for link, group in groupby(flat, key=lambda run: run.link):
            for run, side, _, is_break in group:
                if is_break:
                    yield StyledText("\n")
                    continue
                own = "strong" if run.strong or run.emphasis else style
                yield _mark_change(run.text, run.role or own, side)
            if link and link.href.removeprefix("https://") not in content_text([link]):
                yield _mark_change(f" ({link.href})", Role.PLACE, change)

    def _wrapped(
        self,
        text: Iterable[StyledText],
        level: int,
        bullet: str = "",
        *,
        hang: bool = False,
    ) -> Iterator[StyledLine]:
        inset = level * _STEP
        lead = [StyledText(" " * inset + bullet)] if inset or bullet else []
        hanging = len(bullet) or hang * _STEP
        pieces = [piece._replace(text=piece.text.replace("\n", " ")) for piece in text]
        return wrap(lead, pieces, self._width, inset + hanging)

    def _table_lines(self, table: Table) -> Iterator[StyledLine]:
        """Yield the rows of a table, or a sentence for each cell if it is too wide."""
        yield []
        if table.caption:
            index, caption = table.caption
            yield from self._wrapped(self._styled_pieces(index, caption, "heading"), 0)
        rows = [[self._cell_lines(*cell) for cell in row] for row in table.rows]
        texts = [["\n".join(map(_nonbreaking, cell)) for cell in row] for row in rows]
        gaps = len(_GAP) * (len(texts[0]) - 1)
        room = self._width - gaps
        if sum(least_widths(texts, _widest_line)) > room:
            yield from self._sentences(rows)
            return
        widths = column_widths(texts, room, _widest_line)
        for row, placed in zip(rows, table.rows, strict=True):
            is_heading = is_heading_row(placed)
            wrapped = map(_wrap_cell, row, widths)
            for line in zip_longest(*wrapped, fillvalue=""):
                filled = map(str.ljust, line, widths)
                style = "heading" if is_heading else ""
                yield [StyledText(_GAP.join(filled).rstrip(), style)]
            if is_heading:
                yield [StyledText("-" * (sum(widths) + gaps), "rule")]

    def _cell_lines(self, index: int, cell: TableCell) -> list[str]:
        text = "".join(piece.text for piece in self._styled_pieces(index, cell))
        return text.split("\n")

    def _sentences(self, rows: Sequence[Sequence[list[str]]]) -> Iterator[StyledLine]:
        headings, *rest = rows
        for name, *row in rest:
            for heading, cell in zip(headings[1:], row, strict=True):
                if value := ", ".join(filter(None, cell)):
                    text = f"{' '.join(name)}, {' '.join(heading)}: {value}"
                    yield from wrap([], [StyledText(text)], self._width, 2)


def _mark_change(text: str, style: str, change: str) -> StyledText:
    return StyledText(escape_invisible(text).join(_BRACKETS[change]), change or style)


def _nonbreaking(text: str) -> str:
    """Return a short text, such as "1 withdrawn", without spaces where it can be broken."""
    return text.replace(" ", "\N{NO-BREAK SPACE}") if len(text) < _MIN_BROKEN else text


def _widest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def _wrap_cell(lines: Iterable[str], width: int) -> list[str]:
    return [
        part
        for line in lines
        for part in textwrap.wrap(line.strip(), width, break_on_hyphens=False)
    ]
