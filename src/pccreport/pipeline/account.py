"""What became of each contribution, in figures: in the report, kept back, answered for, or open."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from pccreport.compare.kinds import Kind
from pccreport.compare.reconciliation import Reconciled

Rows = tuple[tuple[str, tuple[str, ...]], ...]
"""The name of each contribution, with what of it is in the report, kept back, answered for and open."""
_PUBLIC, _KEPT, _ANSWERED, _OPEN = range(4)
_READ_BY = re.compile(r"read by (.*), and keeps nothing back")
_NO_NAME = "no name"
_KINDS = {
    **dict.fromkeys((Kind.CHANGED, Kind.ELSEWHERE, Kind.NOT_PRIVATE), _PUBLIC),
    Kind.KEPT_BACK: _KEPT,
    Kind.LEFT_OUT: _ANSWERED,
    **dict.fromkeys((Kind.NOT_IN_REPORT, Kind.OPEN), _OPEN),
}
"""Which column the sentences of a group are in."""


class _Counted(NamedTuple):
    """Some sentences of a contribution, and in which column they are."""

    name: str
    column: int
    number: int = 1
    by: str = ""
    """Who has answered for them."""


def account_of(result: Reconciled, names: Iterable[str]) -> Rows:
    """Return what became of each contribution that was read, by the name of each."""
    found = [_Counted(name, _PUBLIC, 0) for name in names]
    found += (_Counted(name, _PUBLIC, n) for name, n in result.carried.items())
    found += (_Counted(name, _KEPT, n) for name, n in result.kept.items())
    for change in (x for group in result.groups for x in group.changes):
        if change.olds and (column := _KINDS.get(change.kind)) is not None:
            by = _READ_BY.match(" ".join(change.remarks))
            number = 1 if column == _ANSWERED else len(change.olds)
            own = _Counted(change.olds[0].file, column, number, by[1] if by else "")
            found.append(own)
    return _rows(found)


def _rows(counted: Iterable[_Counted]) -> Rows:
    numbers = defaultdict[str, list[int]](lambda: [0, 0, 0, 0])
    readers = defaultdict[str, Counter[str]](Counter)
    for name, column, number, by in counted:
        file = PurePath(name).name
        numbers[file][column] += number
        if column == _ANSWERED:
            readers[file][by or _NO_NAME] += 1
    rows = []
    for file, of_file in numbers.items():
        cells, by = [*map(str, of_file)], ", ".join(sorted(readers[file]))
        cells[_ANSWERED] += f" ({by})" if by not in ("", _NO_NAME) else ""
        rows.append((file, (*cells,)))
    return (*rows,)
