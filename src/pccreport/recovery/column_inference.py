"""The column in which a line should start, if the lines round it show it.

Returns None if two columns are equally likely.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise, takewhile

from pccreport.recovery.outline import STEP, Outline, key_places
from pccreport.recovery.patched_source import Patch
from pccreport.source.lines import Line, LineShape, iter_lines

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
    typed: Line,
    widths: tuple[int, ...],
    below: bool = True,
) -> int | None:
    """Return where a line belongs that now starts at one of `widths`, or None.

    `below` says whether the next line can be relied on.
    """
    line, is_built = typed.shape, typed.is_structure
    allowed = _allowed_columns(outline, line, is_built)
    if not allowed:
        return None
    if len(allowed) == 1:
        return next(iter(allowed))
    if is_built and line.name and (same := _columns_of_name(text, line)):
        allowed = (allowed & same) or allowed
    expected = _expected(text, line, typed.next) & allowed if below else set()
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
        (above.start, above.shape)
        for above in iter_lines(text, near, line)
        if above.is_structure
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
    first, *below = (x for x in islice(iter_lines(text, start), _RUN) if x.words)
    wrong = first.indent
    if first.is_structure:
        block = _moved_along(below, wrong, column, fitting, first.shape.opens)
    else:
        goes_on = takewhile(lambda x: x.indent == wrong and not x.is_structure, below)
        block = [*goes_on]
    return tuple(
        Patch(x.start, x.start + x.indent, " " * max(x.indent + column - wrong, 0))
        for x in (first, *block)
    )


def _moved_along(
    below: list[Line],
    wrong: int,
    column: int,
    fitting: set[int],
    opens: bool,
) -> list[Line]:
    """Return the lines below that moved with the one above them."""
    along = opens and bool(below) and wrong < below[0].indent <= column
    if not along and (
        wrong in fitting or (opens and below and below[0].indent == wrong)
    ):
        return []
    block: list[Line] = []
    siblings = False
    for line in below:
        indent = line.indent
        if indent < wrong or (indent == wrong and wrong in fitting):
            break
        if not along and wrong < indent == column:
            break
        siblings = siblings or indent == wrong
        block.append(line)
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
    below = next((x for x in iter_lines(text, end) if x.is_content), None)
    if below is None:
        return set()
    if line.opens:
        own = below.indent - STEP
        return {own - (line.dashes if line.name else 0)}
    if line.dashes and below.shape.name:
        return {below.indent - line.dashes, below.indent}
    return {below.indent}


def _nearest(allowed: set[int], width: int, last: int) -> int | None:
    """Return the nearest column; of two, the one in which the line above starts."""
    ordered = sorted(allowed, key=lambda column: abs(column - width))
    distance = abs(ordered[0] - width)
    nearest = [column for column in ordered if abs(column - width) == distance]
    if len(nearest) == 1:
        return nearest[0]
    return last if last in nearest else None
