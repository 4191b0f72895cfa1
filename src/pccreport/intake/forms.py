"""A form in a pasted text: a table with a label and an answer a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pccreport.intake.lines import Line
from pccreport.intake.marks import is_mark
from pccreport.language import aim_headings, column_headings
from pccreport.language.column_headings import Column


def turn_forms(lines: Sequence[Line], label: str) -> list[Line]:
    """Return lines with each form, of a label and an answer a row, as heads and a row below."""
    found: list[Line] = []
    for is_table, of_table in groupby(lines, key=lambda line: bool(line.cells)):
        rows = [*of_table]
        heads = [row.cells[0] for row in rows] if is_table else []
        is_form = any(aim_headings.is_aim_name(head, label) for head in heads) and any(
            column_headings.is_column_heading(head, Column.TEXT) for head in heads
        )
        answers = [row.cells[1:] for row in rows if is_form]
        if not is_form or any(
            cell and not is_mark(cell) for _, *x in answers for cell in x
        ):
            found += rows
            continue
        starts = [at for at, head in enumerate(heads) if head == heads[0]]
        for at, end in zip(starts, (*starts[1:], len(rows)), strict=True):
            block = rows[at:end]
            kept = [cell for row in block for cell in row.cells[2:] if cell][:1]
            cells = (*(row.cells[1] for row in block), *kept)
            found.append(block[0]._replace(cells=(*heads[at:end],), heading=1))
            found.append(block[-1]._replace(cells=cells, heading=0))
    return found
