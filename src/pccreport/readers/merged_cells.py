"""Cells of tables that go over several columns."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from pccreport.readers.package import Element


def number_columns(cells: Iterable[tuple[Element, str]], row: str, table: str) -> None:
    """Set the column of each cell, given over how many it goes: the first of them, from 1."""
    tables = defaultdict[Element, dict[Element, list[tuple[Element, int, int]]]](dict)
    for cell, typed in cells:
        own = next(cell.iterancestors(row), cell.getparent())
        before = tables[next(own.iterancestors(table), own)].setdefault(own, [])
        start = before[-1][2] if before else 0
        span = int(typed) if re.fullmatch(r"[1-9]\d{0,2}", typed) else 1
        before.append((cell, start, start + span))
    for rows in tables.values():
        longest = max(rows.values(), key=len)
        starts = [start for _, start, _ in longest]
        for each in rows.values():
            is_whole = len(each) == len(longest)  # though an edge may have been moved
            for at, (cell, start, _) in enumerate(each, start=1):
                cell.set("column", str(at if is_whole else bisect_right(starts, start)))
