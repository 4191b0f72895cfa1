"""Tables as WordprocessingML, around the paragraphs of their cells.

An inserted or deleted row is marked beside the changes of its text: with only one of the two,
LibreOffice keeps a rejected row, or leaves an empty one. Widths are fixed, so that Word and
LibreOffice show the same. Lengths are in twips (twentieths of a point).
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    Table,
    content_text,
    is_heading_row,
    with_tables,
)
from pccreport.document.columns import column_widths, least_widths
from pccreport.document.roles import Role
from pccreport.writers.docx import oxml

_NO_SPACE_ABOVE = {
    *(Role.TEXT, Role.LEAD_IN, Role.POINT_1, Role.NUMBERED, Role.CAVEAT, Role.FOCUS),
    *(Role.AIM_LIST, Role.SIGN_OFF_LAST),
}
"""Roles whose styles have no space above, and would touch the border of a table."""
_SPACE_BELOW = 140
"""Space between a table and one of these, at the usual size."""
_MAX_KEPT_ROWS = 10
"""Largest number of rows of a table that is kept on one page."""
_SIZES = (240, 220, 200, 180)
"""12 points, and what a table with many columns has: the first in which no word is broken."""
_SHADES = {
    "complete": "E8ECF1",
    "on-track": "E3F1E8",
    "at-risk": "FFF1CC",
    "off-track": "FBE4E6",
}
"""Shades of cells with a status; the word and the sign say the same."""
_BEFORE_SIGN = " (?=[■●▲▼○])"
"""The space between the word of a status and its sign, which are on one line."""
_SHORT = 11
"""Length of the longest text in a cell that has one line, if there is room for that."""
_CELL_MARGINS = 180
"""The margins of a cell, and a little more."""
_LETTER_WIDTHS = {
    character: width
    for width, characters in {
        278: "Iijl\u00a0 .,/’'",
        333: "ft()[]-!:;",
        389: "r",
        556: "aceksvxyzJ0123456789£–",
        611: "bdghnopquFLTZ",
        722: "ABCDEHKNPRSUVXY&",
        778: "wGOQ",
        889: "mM%",
    }.items()
    for character in characters
}
"""Widths of bold Arial and Liberation Sans, in thousandths of the font size."""


class Room(NamedTuple):
    """The room for tables on a page."""

    width: int
    """The width of the text."""
    scale: float = 1
    """Width of the letters, relative to Arial of 12 points."""
    size: int = 24
    """The usual size of letters, in half points."""
    spacing: float = 1
    """Space between paragraphs, relative to the usual."""


def join(
    blocks: Sequence[Block],
    paragraphs: Sequence[str],
    style_id: str,
    room: Room,
    row_mark: Callable[[int], str],
) -> str:
    """Return the paragraphs, with those of cells in tables.

    `row_mark` returns the change of a row by the index of its first cell, or "".
    """
    parts = [*paragraphs]
    for table in with_tables(blocks):
        if not isinstance(table, Table):
            continue
        indices = [index for row in table.rows for index, _ in row]
        texts = _texts(table)
        size = next(
            (s for s in _SIZES if _fits(texts, room.width, s * room.scale)), _SIZES[-1]
        )
        widths = _widths(texts, room.width, size * room.scale)
        for index in indices:
            parts[index] = re.sub(_BEFORE_SIGN, "\u00a0", parts[index])
            if size < _SIZES[0]:
                half_points = round(room.size * size / _SIZES[0])
                parts[index] = oxml.in_size(parts[index], half_points)
        following = indices[-1] + 1
        after = blocks[following].role if following < len(blocks) else None
        kept = table.rows if after is Role.TABLE_NOTE else table.rows[:-1]
        kept = kept if len(table.rows) <= _MAX_KEPT_ROWS else ()
        for index in (index for row in kept for index, _ in row):
            parts[index] = oxml.with_property(parts[index], oxml.KEPT_WITH_NEXT)
        rows = ""
        for row in table.rows:
            cells = "".join(
                oxml.table_cell(width, parts[index], _SHADES.get(cell.tone, ""))
                for (index, cell), width in zip(row, widths, strict=True)
            )
            mark = row_mark(row[0][0])
            rows += oxml.table_row(cells, head=is_heading_row(row), mark=mark)
        caption = content_text(table.caption[1].content) if table.caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        parts[indices[0]] = oxml.table(style_id, room.width, caption, grid, rows)
        for index in indices[1:]:
            parts[index] = ""
        if after in _NO_SPACE_ABOVE:
            space = round(_SPACE_BELOW * room.spacing)
            parts[following] = oxml.with_property(
                parts[following], oxml.space_above(space)
            )
    return "".join(parts)


def _texts(table: Table) -> list[list[str]]:
    """Return the text of each cell, row by row, with each sign a part of the word before it."""
    return [
        [re.sub(_BEFORE_SIGN, "\u00a0", content_text(cell.content)) for _, cell in row]
        for row in table.rows
    ]


def _width_of(text: str, font_size: float) -> int:
    # Whole numbers, because `sum` rounds floats differently since Python 3.12.
    thousandths = sum(_LETTER_WIDTHS.get(character, 1000) for character in text)
    return _CELL_MARGINS + int(font_size * thousandths / 1000)


def _fits(texts: list[list[str]], width: int, font_size: float) -> bool:
    """Return whether a table has room for each of its words."""
    width_of = partial(_width_of, font_size=font_size)
    return sum(least_widths(texts, width_of)) <= width


def _widths(texts: list[list[str]], width: int, font_size: float) -> list[int]:
    """Return the width of each column; the first has the remainder.

    If there is room for that, a short text such as "At risk" has one line, as "2025/26 Q2" has.
    """
    whole = [
        [re.sub(r" (?=Q\d)" if len(t) > _SHORT else " ", "\u00a0", t) for t in row]
        for row in texts
    ]
    texts = whole if _fits(whole, width, font_size) else texts
    width_of = partial(_width_of, font_size=font_size)
    _, *others = column_widths(texts, width, width_of)
    return [width - sum(others), *others]
