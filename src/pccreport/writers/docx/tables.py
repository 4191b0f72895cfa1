"""Tables as WordprocessingML, around the paragraphs of their cells.

An inserted or deleted row is marked beside the changes of its text: with only one of the two,
LibreOffice keeps a rejected row, or leaves an empty one. Widths are fixed, so that Word and
LibreOffice show the same. Lengths are in twips (twentieths of a point).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    Table,
    content_text,
    group_tables,
    is_heading_row,
)
from pccreport.document.roles import Role
from pccreport.document.table_layout import SHADES, bind_sign, lay_out_table
from pccreport.writers.docx import oxml

_NO_SPACE_ABOVE = {
    *(Role.TEXT, Role.LEAD_IN, Role.POINT_1, Role.NUMBERED, Role.CAVEAT, Role.FOCUS),
    *(Role.AIM_LIST, Role.SIGN_OFF_LAST),
}
"""Roles whose styles have no space above, and would touch the border of a table."""
_SPACE_BELOW = 140
"""Space between a table and one of these, at the usual size."""
_MAX_KEPT_ROWS, _MAX_KEPT_LETTERS = 10, 800
"""Rows and letters of a table that is kept on one page: a third of it at most."""


class TableRoom(NamedTuple):
    """The room for tables on a page."""

    width: int
    """The width of the text."""
    scale: float = 1
    """Width of the letters, relative to Arial of 12 points."""
    size: int = 24
    """The usual size of letters, in half points."""
    spacing: float = 1
    """Space between paragraphs, relative to the usual."""


def put_in_tables(
    blocks: Sequence[Block],
    paragraphs: Sequence[str],
    style_id: str,
    room: TableRoom,
    row_mark: Callable[[int], str],
) -> str:
    """Return the paragraphs, with those of cells in tables.

    `row_mark` returns the change of a row by the index of its first cell, or "".
    """
    parts = [*paragraphs]
    for table in group_tables(blocks):
        if not isinstance(table, Table):
            continue
        indices = [index for row in table.rows for index, _ in row]
        layout = lay_out_table(table, room.width, room.scale)
        for index in indices:
            parts[index] = bind_sign(parts[index])
            if layout.size < 1:
                half_points = round(room.size * layout.size)
                parts[index] = oxml.with_font_size(parts[index], half_points)
        following = indices[-1] + 1
        after = blocks[following].role if following < len(blocks) else None
        kept = table.rows if after is Role.TABLE_NOTE else table.rows[:-1]
        letters = sum(len(content_text(blocks[index].content)) for index in indices)
        is_short = len(table.rows) <= _MAX_KEPT_ROWS and letters <= _MAX_KEPT_LETTERS
        for index in (index for row in kept if is_short for index, _ in row):
            parts[index] = oxml.with_property(parts[index], oxml.KEPT_WITH_NEXT)
        rows = ""
        for row in table.rows:
            cells = "".join(
                oxml.table_cell(width, parts[index], SHADES.get(cell.status_tone, ""))
                for (index, cell), width in zip(row, layout.widths, strict=True)
            )
            mark = row_mark(row[0][0])
            rows += oxml.table_row(cells, head=is_heading_row(row), mark=mark)
        caption = content_text(table.caption[1].content) if table.caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
        parts[indices[0]] = oxml.table(style_id, room.width, caption, grid, rows)
        for index in indices[1:]:
            parts[index] = ""
        if after in _NO_SPACE_ABOVE:
            space = f'<w:spacing w:before="{round(_SPACE_BELOW * room.spacing)}"/>'
            parts[following] = oxml.with_property(parts[following], space)
    return "".join(parts)
