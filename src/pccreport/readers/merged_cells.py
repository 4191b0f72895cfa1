"""Cells of tables that go over several columns."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from pccreport.readers.package import Element


def column_span(typed: str) -> int:
    """Return over how many columns a cell goes, as its file says it."""
    return int(typed) if re.fullmatch(r"[1-9]\d{0,3}", typed) else 1


def number_columns(cells: Iterable[tuple[Element, str]], row: str, table: str) -> None:
    """Set the column of each cell, given over how many it goes: the first of them, from 1.

    In a row with fewer cells than others, it is that of the cell above with the same left edge, or
    the one of the longest row that the edge is in.
    """
    tables = defaultdict[Element, dict[Element, list[tuple[Element, int, int]]]](dict)
    for cell, typed in cells:
        own = next(cell.iterancestors(row), cell.getparent())
        before = tables[next(own.iterancestors(table), own)].setdefault(own, [])
        start = before[-1][2] if before else 0
        before.append((cell, start, start + column_span(typed)))
    for rows in tables.values():
        longest = max(rows.values(), key=len)
        starts = [start for _, start, _ in longest]
        above: dict[int, int] = {}
        for each in rows.values():
            is_whole = len(each) == len(longest)  # though an edge may have been moved
            columns = {
                start: at if is_whole else above.get(start, bisect_right(starts, start))
                for at, (_, start, _) in enumerate(each, start=1)
            }
            for cell, start, _ in each:
                cell.set("column", str(columns[start]))
            above = columns
