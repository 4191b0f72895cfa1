"""The table of what changed, key aim by stream, in the columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pccreport.compare.changes import AimRow
from pccreport.writers import changes_phrases
from pccreport.writers.changes_outline import ChangesOutline
from pccreport.writers.diagnostics_text import (
    StyledLine,
    StyledText,
    display_width,
    escape_invisible,
    plain_lines,
)
from pccreport.writers.wrapping import wrap

_GAP = "  "
_NARROW, _BROAD = 11, 22
"""Columns of a stream: "1 withdrawn" is as narrow as can be read."""
_FIRST = (14, 36)
"""Columns of a key aim."""
_HEADING = 3
"""Lines of a stream's heading."""

TableCell = list[str]
"""The content of a cell, line by line."""


def write(telling: ChangesOutline, width: int) -> Iterator[StyledLine]:
    """Return a row for each key aim, a column for each stream; a list if that is too wide.

    Changes that are under no stream follow. Without changes, no line.
    """
    streams = telling.comparison.streams
    first = min(max(width // 4, _FIRST[0]), _FIRST[1])
    column = (width - first) // max(len(streams), 1) - len(_GAP)
    if not streams or column < _NARROW:
        for name, numbers in telling.cells():
            yield from wrap(
                [], [StyledText(escape_invisible(f"{name}: {numbers}"))], width, 2
            )
        return
    if not telling.grid:
        return
    widths = [first, *[min(column, _BROAD)] * len(streams)]
    headings = [_fitted(heading, widths[1], _HEADING) for _, heading in streams]
    for line in _row([[], *headings], widths):
        yield [StyledText(line, "heading")]
    yield [StyledText("-" * (sum(widths) + len(_GAP) * len(streams)), "rule")]
    for row in telling.comparison.aims:
        counts = [_counts(telling, row, key, widths[1]) for key, _ in streams]
        label = _fitted(_label(row), first, max(2, *map(len, counts)))
        for line in _row([label, *counts], widths):
            yield [StyledText(line)]
    if caveats := telling.grid.get(("", "")):
        numbers = ", ".join(changes_phrases.count_phrases(caveats))
        yield [StyledText(f"{changes_phrases.CAVEATS}: {numbers}")]


def _label(row: AimRow) -> str:
    """Return a key aim, as short as possible: the number is first."""
    if row.new_number is None:
        return changes_phrases.aim_title(row)
    return f"{row.new_number} {row.text}" if row.new_number else row.text


def _counts(telling: ChangesOutline, row: AimRow, stream: str, width: int) -> TableCell:
    numbers = telling.grid.get((row.key, stream))
    words = changes_phrases.count_phrases(numbers) if numbers else ()
    return [line for word in words for line in _broken(word, width, 2)]


def _fitted(text: str, width: int, most: int) -> TableCell:
    """Return the text in at most so many lines; truncated text ends in an ellipsis."""
    lines = _broken(text, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while display_width(last) >= width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _broken(text: str, width: int, hang: int = 0) -> TableCell:
    return plain_lines(
        wrap([], [StyledText(escape_invisible(text))], width, hang)
    ).splitlines()


def _row(row: Sequence[TableCell], widths: Sequence[int]) -> Iterator[str]:
    """Return the lines of a row of cells."""
    for line in zip_longest(*row, fillvalue=""):
        filled = (
            text + " " * (width - display_width(text))
            for text, width in zip(line, widths, strict=True)
        )
        yield _GAP.join(filled).rstrip()
