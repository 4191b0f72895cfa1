"""The column in which a line should start, inferred from the lines around it.

The result is None if two columns are equally likely.
"""

from collections import Counter
from itertools import islice, pairwise, takewhile

from pccreport.recovery.outline import STEP, Outline, key_columns
from pccreport.recovery.patched_source import Patch
from pccreport.source.lines import Line, LineShape, iter_lines
from pccreport.source.update_fields import OF_ENTRY, OF_UPDATE

_MAX_LOOKBACK = 20_000
"""Characters above a line that are searched for an outdented key.

With 2,000, which is less than the updates of one priority, one key in 120 is not found.
"""
_MAX_MOVED_LINES = 400
"""Most lines that are moved together; the longest update is far shorter.

Without a limit, a file in which every line is in the wrong column has a finding for each.
"""


def infer_column(
    outline: Outline,
    text: str,
    typed: Line,
    indents: tuple[int, ...],
    below: bool = True,
) -> int | None:
    """Return the column of a line that is now at one of `indents`, the likeliest first, or None.

    `below` is whether the next line is reliable.
    """
    line = typed.shape
    allowed = _allowed_columns(outline, line, typed.is_structure)
    if not allowed:
        return None
    same = _columns_of_name(text, line)
    if not same and line.name in {"text", *OF_UPDATE}:  # in an open update or point
        levels = outline.levels
        same = {o.column for o in levels if not o.names.isdisjoint(OF_ENTRY)}
    allowed = (allowed & same) or allowed
    expected = _expected(text, line, typed.next) & allowed if below else set()
    if len(expected) == 1:
        return next(iter(expected))
    for indent in indents:
        if indent in allowed:
            return indent
    return _nearest(allowed, indents[0], outline.last)


def find_wrong_line_above(outline: Outline, column: int, is_list: bool) -> int | None:
    """Return the offset of the mis-indented line above, assuming that `column` is right, or None.

    That line opened a collection with one member so far, and is not aligned with its parent.
    """
    for level in reversed(outline.levels):
        if level.members != 1 or level.is_list != is_list:
            continue
        first = next(each for each in outline.levels if each.line == level.line)
        parent = outline.parent(level.line)
        moved_column = first.column + column - level.column
        if moved_column == parent + STEP != first.column:
            return level.line
    return None


def find_outdented_key(text: str, line: int, column: int) -> int | None:
    """Return the offset of an outdented key above, assuming that `column` is right, or None.

    Its value is two levels in, or it follows a key without a value, or it is between two lines
    in `column`.
    """
    earliest = max(text.rfind("\n", 0, max(line - _MAX_LOOKBACK, 0)) + 1, 0)
    structure = [
        (above.start, above.shape)
        for above in iter_lines(text, earliest, line)
        if above.is_structure
    ]
    before = [n for n, (_, row) in enumerate(structure) if row.indent < column]
    if not before or structure[before[-1]][1].dashes:
        return None
    index = before[-1]
    start, row = structure[index]
    above = structure[index - 1][1] if index else None
    below = structure[index + 1][1] if index + 1 < len(structure) else None
    if row.value:
        if below is None and above is not None and above.indent == column:
            return start
    elif (
        below is not None
        and below.indent == column + STEP
        and any(other.indent == column for _, other in structure[:index])
    ):
        return start
    for (_, first), (at, second) in reversed([*pairwise(structure)]):
        if second.indent < column - STEP:
            break
        is_empty = first.name and not first.value and first.indent == second.indent
        if is_empty and second.name and first.indent == column - STEP:
            return at
    return None


def move_lines(
    text: str, start: int, column: int, taken: set[int]
) -> tuple[Patch, ...]:
    """Return patches that move the line at `start` to another column, with the lines below it.

    Lines below in the same column are moved as well, unless a collection is open there
    (`taken`); children are moved only if necessary.
    """
    first, *below = (
        line
        for line in islice(iter_lines(text, start), _MAX_MOVED_LINES)
        if line.content
    )
    old = first.indent
    if first.is_structure:
        block = _lines_moved_with(below, old, column, taken, first.shape.is_opener)
    else:
        block = [*takewhile(lambda x: x.indent == old and not x.is_structure, below)]
    shift = column - old
    return tuple(
        Patch(line.start, line.start + line.indent, " " * max(line.indent + shift, 0))
        for line in (first, *block)
    )


def _lines_moved_with(
    below: list[Line], old: int, column: int, taken: set[int], is_opener: bool
) -> list[Line]:
    """Return the lines below that are moved with the one above them."""
    with_children = is_opener and bool(below) and old < below[0].indent <= column
    if not with_children and (
        old in taken or (is_opener and below and below[0].indent == old)
    ):
        return []
    block: list[Line] = []
    siblings = False
    for line in below:
        indent = line.indent
        if indent < old or (indent == old and old in taken):
            break
        if not with_children and old < indent == column:
            break
        siblings = siblings or indent == old
        block.append(line)
    return block if with_children or siblings else []


def _allowed_columns(outline: Outline, line: LineShape, is_built: bool) -> set[int]:
    """Return the columns in which a line of this shape can start."""
    text, opener = outline.text, outline.opener
    inner = set() if opener is None else {opener + STEP}
    if not is_built:
        if text is not None:
            if text.column is not None:
                return {text.column}
            return {text.parent + STEP}
        return inner
    if line.dashes:
        return {level.column for level in outline.levels if level.is_list} | inner
    return inner | {
        level.column
        for level in outline.levels
        if not level.is_list and line.name not in level.names
    }


def _columns_of_name(text: str, line: LineShape) -> set[int]:
    """Return the columns of the key elsewhere in the file, less the dashes of the line."""
    found = Counter(key_columns(text).get(line.name, {}).values())
    own = line.indent + line.dashes
    return {
        column - line.dashes
        for column, count in found.items()
        if column != own or count > 1
    }


def _expected(text: str, line: LineShape, end: int) -> set[int]:
    """Return the columns that fit the next line."""
    below = next((line for line in iter_lines(text, end) if line.is_content), None)
    if below is None:
        return set()
    if line.is_opener:
        own = below.indent - STEP
        return {own - (line.dashes if line.name else 0)}
    if line.dashes and below.shape.name:
        return {below.indent - line.dashes, below.indent}
    return {below.indent}


def _nearest(allowed: set[int], width: int, last: int) -> int | None:
    """Return the nearest column; of two, the one of the line above, or None."""
    ordered = sorted(allowed, key=lambda column: abs(column - width))
    distance = abs(ordered[0] - width)
    nearest = [column for column in ordered if abs(column - width) == distance]
    if len(nearest) == 1:
        return nearest[0]
    return last if last in nearest else None
