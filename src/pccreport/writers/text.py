"""A document as text for a terminal or a file.

Styles are named here; `cli` turns them into colours. Invisible and control characters are
shown in a visible form.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    Document,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Table,
    TableCell,
    content_text,
    flat_runs,
    is_heading_row,
    with_tables,
)
from pccreport.document.columns import column_widths, least_widths
from pccreport.document.roles import HOUSE_ROLES, NUMBERED, POINTS, Role
from pccreport.writers.characters import escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

_MIN_WIDTH = 20
_MIN_BROKEN = 12
"""Length of a text in a cell from which it can have several lines."""
_WIDE_FROM = 60
"""Columns from which a level is indented by two columns, not one."""
_GAP = "  "
_BULLETS = {
    Role.FOCUS: "• ",
    **{role: f"{bullet} " for role, bullet in zip(POINTS, "•–▪", strict=True)},
    **{role: f"{bullet} " for role, bullet in zip(NUMBERED[1:], "•–", strict=True)},
}
_STYLED_ROLES = (Role.COUNTS, Role.REMARK)
"""Roles of paragraphs with a style of their own on a terminal."""
_BRACKETS = {"": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""The brackets around deletions and insertions if there is no colour."""
_BREAK = "break"
"""The style of a line break: a space, except in a cell."""


class _Run(NamedTuple):
    """Text of one style; `change` is "deleted", "inserted" or ""."""

    text: str
    style: str = ""
    change: str = ""


def write(
    document: Document, width: int = 100, colour: bool = False
) -> list[StyledLine]:
    """Return the document in lines of at most `width` columns.

    Styles: title, heading, strong, deleted, inserted, and the roles that no house format sets.
    Without colour, deletions and insertions are in brackets.
    """
    return [*_Page(document, max(width, _MIN_WIDTH), colour).lines()]


class _Page:
    """A document at one width."""

    def __init__(self, document: Document, width: int, colour: bool) -> None:
        self._document = document
        self._width, self._colour = width, colour
        self._step = 2 if width >= _WIDE_FROM else 1
        self._heading_indent = 0
        """Levels by which text under the last heading is indented."""

    def lines(self) -> Iterator[StyledLine]:
        """Yield all lines."""
        if self._document.head:
            yield from self._wrapped([_Run(self._document.head, "remark")], 0)
        comments = self._document.comments_by_block()
        for part in with_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from self._table(part)
                indices = [index for row in part.rows for index, _ in row]
                indices += [part.caption[0]] if part.caption else []
            else:
                indices = [part[0]]
                yield from self._block(*part)
            for note in (note for index in indices for note in comments.get(index, ())):
                for line in note.paragraphs():
                    runs = [_Run(f"| {line}", "remark")]
                    yield from self._wrapped(runs, self._heading_indent + 1)

    def _block(
        self, index: int, block: Heading | Paragraph | ListItem
    ) -> Iterator[StyledLine]:
        runs = [*_runs(block.content, self._document.side(index))]
        match block:
            case Heading(level=level, number=number):
                if level == 2:
                    yield []
                style = "title" if level == 1 else "heading"
                runs = [w._replace(style=w.style or style) for w in runs]
                lead = [_Run(f"{number} ", style)] if number else []
                yield from self._wrapped([*lead, *runs], max(level - 2, 0), hang=True)
                self._heading_indent = level - 1
            case Paragraph(role=role, depth=depth):
                if role in HOUSE_ROLES and not depth and index:
                    yield []  # paragraphs of a report are long
                style = role.value if role in _STYLED_ROLES else ""
                runs = [w._replace(style=w.style or style) for w in runs]
                if role is Role.REMARK and depth:
                    runs = [_Run("(", style), *runs, _Run(")", style)]
                hang = role not in HOUSE_ROLES and not depth
                yield from self._wrapped(runs, self._heading_indent + depth, hang=hang)
            case ListItem(role=role, depth=depth, number=number):
                bullet = f"{number} " if number else _BULLETS.get(role, "")
                level = self._heading_indent + depth - 1
                yield from self._wrapped(runs, level, bullet, hang=True)
            case _:
                assert_never(block)

    def _pieces(self, runs: Iterable[_Run]) -> Iterator[StyledText]:
        """Yield the runs with their styles, or those of their changes."""
        deleted = ""
        for text, style, change in runs:
            if style == _BREAK:
                yield StyledText(" ")
                continue
            around = _BRACKETS["" if self._colour else change]
            follows = self._colour and change == "inserted"
            if follows and deleted and not deleted[-1].isspace():
                yield StyledText(" ")  # “96” and “98” must not read as 9698
            shown = change if self._colour and change else style
            yield StyledText(escape_invisible(text).join(around), shown)
            deleted = text if change == "deleted" else ""

    def _wrapped(
        self, runs: Iterable[_Run], level: int, bullet: str = "", *, hang: bool = False
    ) -> Iterator[StyledLine]:
        inset = level * self._step
        lead = [StyledText(" " * inset + bullet)] if inset or bullet else []
        hanging = len(bullet) or hang * self._step
        pieces = [piece for piece in self._pieces(runs) if piece.text]
        return wrap(lead, pieces, self._width, inset + hanging)

    def _table(self, table: Table) -> Iterator[StyledLine]:
        """Yield the rows of a table, or a sentence for each cell if it is too wide."""
        yield []
        if table.caption:
            index, caption = table.caption
            runs = [*_runs(caption.content, self._document.side(index))]
            runs = [w._replace(style=w.style or "heading") for w in runs]
            yield from self._wrapped(runs, 0)
        rows = [[self._cell(*cell) for cell in row] for row in table.rows]
        texts = [["\n".join(map(_unbroken, cell)) for cell in row] for row in rows]
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

    def _cell(self, index: int, cell: TableCell) -> list[str]:
        runs = [*_runs(cell.content, self._document.side(index))]
        lines = (
            self._pieces(line)
            for is_break, line in groupby(runs, key=lambda run: run.style == _BREAK)
            if not is_break
        )
        return ["".join(piece.text for piece in line) for line in lines]

    def _sentences(self, rows: Sequence[Sequence[list[str]]]) -> Iterator[StyledLine]:
        headings, *rest = rows
        for name, *row in rest:
            for heading, cell in zip(headings[1:], row, strict=True):
                if value := ", ".join(filter(None, cell)):
                    text = f"{' '.join(name)}, {' '.join(heading)}: {value}"
                    yield from wrap([], [StyledText(text)], self._width, 2)


def _runs(content: Iterable[Inline], change: str) -> Iterator[_Run]:
    """Yield the runs of `content`, each link followed by its address if its words lack it."""
    flat = flat_runs(content, change)
    for link, group in groupby(flat, key=lambda run: run.link):
        for run, side, _, is_break in group:
            style = run.role or ("strong" if run.strong or run.emphasis else "")
            yield _Run("", _BREAK) if is_break else _Run(run.text, style, side)
        if link and link.href.removeprefix("https://") not in content_text([link]):
            yield _Run(f" ({link.href})", Role.PLACE, change)


def _unbroken(text: str) -> str:
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
