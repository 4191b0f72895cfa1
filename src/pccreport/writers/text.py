"""A document in the columns of a terminal.

Knows how it is arranged; colours and terminals are `cli`'s. Nothing that an author
typed reaches a terminal as anything but letters.
"""

from __future__ import annotations

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
    flat_runs,
    is_heading_row,
    with_tables,
)
from pccreport.document.roles import HOUSE_ROLES, NUMBERED, POINTS, Role
from pccreport.writers.characters import display_width, escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, plain_lines, wrap

_NARROWEST = 20
_WIDE = 60
"""Columns from which on every level is indented two columns more."""
_GAP = "  "
_NARROW, _BROAD = 11, 22
"""Columns of a table's column: "1 withdrawn" is as narrow as can be read."""
_FIRST = (14, 36)
"""Columns of a table's first column, which names the rows."""
_BULLETS = {
    Role.FOCUS: "• ",
    **{role: f"{sign} " for role, sign in zip(POINTS, "•–▪", strict=True)},
    **{role: f"{sign} " for role, sign in zip(NUMBERED[1:], "•–", strict=True)},
}
_STYLED = (Role.COUNTS, Role.REMARK)
"""Roles of paragraphs that look otherwise than text."""
_BRACKETS = {"": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""The brackets round deleted and inserted words if there is no colour."""


_BREAK = "break"
"""The look of a line break: a space, except in a cell."""


class _Words(NamedTuple):
    """Words that look one way, and whether they are deleted or inserted."""

    text: str
    look: str = ""
    change: str = ""


def write(
    document: Document, width: int = 100, colour: bool = False
) -> list[StyledLine]:
    """Return the document in lines of at most so many columns.

    Styles of pieces: title, heading, strong, deleted, inserted, and the roles that no house
    format sets. Without colour, deleted and inserted words are in brackets.
    """
    return [*_Page(document, max(width, _NARROWEST), colour).lines()]


class _Page:
    """A document, and how wide it is shown."""

    def __init__(self, document: Document, width: int, colour: bool) -> None:
        self._document = document
        self._width, self._colour = width, colour
        self._step = 2 if width >= _WIDE else 1
        self._under = 0
        """How many levels what follows is indented under the last heading."""

    def lines(self) -> Iterator[StyledLine]:
        """Yield all of it."""
        if self._document.head:
            yield from self._wrapped([_Words(self._document.head, "remark")], 0)
        comments = self._document.comments_by_block()
        for part in with_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from self._table(part)
                places = [place for row in part.rows for place, _ in row]
                places += [part.caption[0]] if part.caption else []
            else:
                places = [part[0]]
                yield from self._block(*part)
            for note in (each for place in places for each in comments.get(place, ())):
                for line in note.paragraphs():
                    words = [_Words(f"| {line}", "remark")]
                    yield from self._wrapped(words, self._under + 1)

    def _block(
        self, place: int, block: Heading | Paragraph | ListItem
    ) -> Iterator[StyledLine]:
        words = [*_words(block.content, self._document.side(place))]
        match block:
            case Heading(level=level, number=number):
                if level == 2:
                    yield []
                style = "title" if level == 1 else "heading"
                words = [w._replace(look=w.look or style) for w in words]
                lead = [_Words(f"{number} ", style)] if number else []
                yield from self._wrapped([*lead, *words], max(level - 2, 0), hang=True)
                self._under = level - 1
            case Paragraph(role=role, depth=depth):
                if role in HOUSE_ROLES and not depth and place:
                    yield []  # of a report, where paragraphs are long
                look = role.value if role in _STYLED else ""
                words = [w._replace(look=w.look or look) for w in words]
                if role is Role.REMARK and depth:
                    words = [_Words("(", look), *words, _Words(")", look)]
                hang = role not in HOUSE_ROLES and not depth
                yield from self._wrapped(words, self._under + depth, hang=hang)
            case ListItem(role=role, depth=depth, number=number):
                bullet = f"{number} " if number else _BULLETS.get(role, "")
                level = self._under + depth - 1
                yield from self._wrapped(words, level, bullet, hang=True)
            case _:
                assert_never(block)

    def _pieces(self, words: Iterable[_Words]) -> Iterator[StyledText]:
        """Yield words with their looks; deleted and inserted ones have the look of that."""
        deleted = ""
        for text, look, change in words:
            if look == _BREAK:
                yield StyledText(" ")
                continue
            around = _BRACKETS["" if self._colour else change]
            follows = self._colour and change == "inserted"
            if follows and deleted and not deleted[-1].isspace():
                yield StyledText(" ")  # a console that cannot strike out shows 9698
            style = change if self._colour and change else look
            yield StyledText(escape_invisible(text).join(around), style)
            deleted = text if change == "deleted" else ""

    def _wrapped(
        self,
        words: Iterable[_Words],
        level: int,
        bullet: str = "",
        *,
        hang: bool = False,
    ) -> Iterator[StyledLine]:
        inset = level * self._step
        lead = [StyledText(" " * inset + bullet)] if inset or bullet else []
        further = len(bullet) or hang * self._step
        pieces = [piece for piece in self._pieces(words) if piece.text]
        return wrap(lead, pieces, self._width, inset + further)

    def _table(self, table: Table) -> Iterator[StyledLine]:
        """Yield the rows of a table; each cell as a sentence if it is too wide."""
        yield []
        if table.caption:
            place, caption = table.caption
            words = [*_words(caption.content, self._document.side(place))]
            words = [w._replace(look=w.look or "heading") for w in words]
            yield from self._wrapped(words, 0)
        rows = [[self._cell(*cell) for cell in row] for row in table.rows]
        columns = len(rows[0]) - 1
        first = min(max(self._width // 4, _FIRST[0]), _FIRST[1])
        column = (self._width - first) // max(columns, 1) - len(_GAP)
        if column < _NARROW:
            yield from self._sentences(rows)
            return
        widths = [first, *[min(column, _BROAD)] * columns]
        for row, placed in zip(rows, table.rows, strict=True):
            is_heading = is_heading_row(placed)
            broken = [_broken(c, w) for c, w in zip(row, widths, strict=True)]
            for line in zip_longest(*broken, fillvalue=""):
                filled = (
                    text + " " * (width - display_width(text))
                    for text, width in zip(line, widths, strict=True)
                )
                style = "heading" if is_heading else ""
                yield [StyledText(_GAP.join(filled).rstrip(), style)]
            if is_heading:
                yield [StyledText("-" * (sum(widths) + len(_GAP) * columns), "rule")]

    def _cell(self, place: int, cell: TableCell) -> list[str]:
        words = [*_words(cell.content, self._document.side(place))]
        lines = (
            self._pieces(line)
            for is_break, line in groupby(words, key=lambda w: w.look == _BREAK)
            if not is_break
        )
        return ["".join(piece.text for piece in line) for line in lines]

    def _sentences(self, rows: Sequence[Sequence[list[str]]]) -> Iterator[StyledLine]:
        headings, *rest = rows
        for name, *row in rest:
            for heading, cell in zip(headings[1:], row, strict=True):
                if said := ", ".join(filter(None, cell)):
                    words = f"{' '.join(name)}, {' '.join(heading)}: {said}"
                    yield from wrap([], [StyledText(words)], self._width, 2)


def _words(content: Iterable[Inline], change: str) -> Iterator[_Words]:
    """Yield the words of a content, in order."""
    runs = flat_runs(content, change)
    for link, group in groupby(runs, key=lambda each: each.link):
        for run, side, _, is_break in group:
            look = run.role or ("strong" if run.strong or run.emphasis else "")
            yield _Words("", _BREAK) if is_break else _Words(run.text, look, side)
        if link:
            yield _Words(f" ({link.href})", Role.PLACE, change)


def _broken(lines: Iterable[str], width: int) -> list[str]:
    return [
        part
        for line in lines
        for part in plain_lines(wrap([], [StyledText(line)], width, 0)).splitlines()
    ]
