"""The column in which a line should start, if the lines round it show it.

Returns None if two columns are equally likely.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise, takewhile

from pccreport.recovery.outline import (
    STEP,
    LineShape,
    Outline,
    indent_at,
    is_structure,
    iter_lines,
    key_places,
    parse_line,
)
from pccreport.recovery.patched_source import Patch

_NEAR = 20_000
"""Characters above a line in which a key is looked for that is too far out.

With 2,000 the updates of one priority are out of sight, and one key in 120 is not found.
"""
_RUN = 400
"""Lines that are moved together at most: the longest update is far shorter.

Without a bar a file whose every line is in the wrong column gives a finding for each of them.
"""


def infer_column(
    outline: Outline,
    text: str,
    found: re.Match[str],
    widths: tuple[int, ...],
    below: bool = True,
) -> int | None:
    """Return where a line belongs that now starts at one of `widths`, or None.

    `below` says whether the next line can be relied on.
    """
    line = parse_line(found[1])
    is_built = is_structure(found[1].strip())
    allowed = _allowed_columns(outline, line, is_built)
    if not allowed:
        return None
    if len(allowed) == 1:
        return next(iter(allowed))
    if is_built and line.name and (same := _columns_of_name(text, line)):
        allowed = (allowed & same) or allowed
    expected = _expected(text, line, found.end()) & allowed if below else set()
    if len(expected) == 1:
        return next(iter(expected))
    for width in widths:
        if width in allowed:
            return width
    return _nearest(allowed, widths[0], outline.last)


def find_wrong_line_above(outline: Outline, column: int, is_list: bool) -> int | None:
    """Return the offset of the mis-indented line above, assuming that `column` is right, or None.

    That is a line that opened a collection without a second member yet, and is not lined up
    with what it belongs to.
    """
    for level in reversed(outline.levels):
        if level.members != 1 or level.is_list != is_list:
            continue
        first = next(x for x in outline.levels if x.line == level.line)
        parent = outline.parent(level.line)
        moved = first.column + column - level.column
        if moved == parent + STEP != first.column:
            return level.line
    return None


def find_outdented_key(text: str, line: int, column: int) -> int | None:
    """Return a key above that is not indented enough, assuming that `column` is right.

    Its value is two levels in, or it follows a key without a value, or it is between two lines
    of this column.
    """
    near = max(text.rfind("\n", 0, max(line - _NEAR, 0)) + 1, 0)
    rows = [
        (found.start(), parse_line(found[1]))
        for found in iter_lines(text, near, line)
        if is_structure(found[1].strip())
    ]
    if not rows:
        return None
    before = [n for n, (_, row) in enumerate(rows) if row.indent < column]
    if not before or rows[before[-1]][1].dashes:
        return None
    index = before[-1]
    start, row = rows[index]
    above = rows[index - 1][1] if index else None
    below = rows[index + 1][1] if index + 1 < len(rows) else None
    if row.value:
        if below is None and above is not None and above.indent == column:
            return start
    elif (
        below is not None
        and below.indent == column + STEP
        and any(other.indent == column for _, other in rows[:index])
    ):
        return start
    for (_, first), (at, second) in reversed([*pairwise(rows)]):
        if second.indent < column - STEP:
            break
        is_empty = first.name and not first.value and first.indent == second.indent
        if is_empty and second.name and first.indent == column - STEP:
            return at
    return None


def move_lines(
    text: str, start: int, column: int, fitting: set[int]
) -> tuple[Patch, ...]:
    """Return edits that put the line at `start` into another column, with those that moved along.

    Lines below that start in the same column moved with it, unless something open starts there
    too (`fitting`); its children follow only if they have to.
    """
    wrong = indent_at(text, start)
    below = [
        (found.start(), indent_at(text, found.start()), found[1].strip())
        for found in islice(iter_lines(text, start), _RUN)
        if found[1].strip()
    ]
    (_, _, words), below = below[0], below[1:]
    if is_structure(words):
        block = _moved_along(below, wrong, column, fitting, parse_line(words).opens)
    else:
        goes_on = takewhile(lambda x: x[1] == wrong and not is_structure(x[2]), below)
        block = [at for at, _, _ in goes_on]
    return tuple(
        Patch(
            at,
            at + indent_at(text, at),
            " " * max(indent_at(text, at) + column - wrong, 0),
        )
        for at in (start, *block)
    )


def _moved_along(
    below: list[tuple[int, int, str]],
    wrong: int,
    column: int,
    fitting: set[int],
    opens: bool,
) -> list[int]:
    """Return where the lines below start that moved with the one above them."""
    along = opens and bool(below) and wrong < below[0][1] <= column
    if not along and (wrong in fitting or (opens and below and below[0][1] == wrong)):
        return []
    block: list[int] = []
    siblings = False
    for at, indent, _ in below:
        if indent < wrong or (indent == wrong and wrong in fitting):
            break
        if not along and wrong < indent == column:
            break
        siblings = siblings or indent == wrong
        block.append(at)
    return block if along or siblings else []


def _allowed_columns(outline: Outline, line: LineShape, is_built: bool) -> set[int]:
    """Return the columns in which such a line could start."""
    text, opener = outline.text, outline.opener
    inner = set() if opener is None else {opener + STEP}
    if not is_built:
        if text is not None:
            if text.column is not None:
                return {text.column}
            return {text.parent + STEP}
        return inner
    if line.dashes:
        return {x.column for x in outline.levels if x.is_list} | inner
    found = {
        x.column for x in outline.levels if not x.is_list and line.name not in x.names
    }
    return found | inner


def _columns_of_name(text: str, line: LineShape) -> set[int]:
    """Return the other columns of the key in the file, less the dashes of the line."""
    found = Counter(key_places(text).get(line.name, {}).values())
    own = line.indent + line.dashes
    return {
        column - line.dashes
        for column, count in found.items()
        if column != own or count > 1
    }


def _expected(text: str, line: LineShape, end: int) -> set[int]:
    """Return where it would start if the next line is right."""
    for found in iter_lines(text, end):
        if not found[1].strip() or found[1].lstrip().startswith("#"):
            continue
        below = parse_line(found[1])
        if line.opens:
            own = below.indent - STEP
            return {own - (line.dashes if line.name else 0)}
        if line.dashes and below.name:
            return {below.indent - line.dashes, below.indent}
        return {below.indent}
    return set()


def _nearest(allowed: set[int], width: int, last: int) -> int | None:
    """Return the nearest column; of two, the one in which the line above starts."""
    ordered = sorted(allowed, key=lambda column: abs(column - width))
    distance = abs(ordered[0] - width)
    nearest = [column for column in ordered if abs(column - width) == distance]
    if len(nearest) == 1:
        return nearest[0]
    return last if last in nearest else None
