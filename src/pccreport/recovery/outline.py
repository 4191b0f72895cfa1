"""The collections and texts that are open where a line starts.

Reads lines, not YAML, so that it works where the parser fails. It is exact enough for the valid
lines above an error.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pccreport.source.lines import Line, LineShape, is_structure, iter_lines

STEP = 2
"""Spaces for each level, as in the examples, unless the lines around show another number.

With four, the column of a third of all misplaced lines is wrong.
"""

_MAX_LOOKBACK = 200_000
"""Characters read above a line; a report of four years has as many.

Without a limit, an error at the end of 820 kB took 11 s, not 0.6 s.
"""
_TOP_LEVEL_LINE = re.compile(r"[\r\n](?=[^\s#-])")
# A key at the start of a line, or a block scalar, which has no keys.
_NAMED_LINE = re.compile(
    r"^(?P<head> *+(?:- +)*)(?P<name>[a-z][a-z0-9_]*+) *:(?:[ \r]|$)"
    r"|(?<= )[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ \t]*\r?\n)*"
    r"(?P<indent> +)[^\r\n]*(?:\r?\n(?:(?P=indent)[^\r\n]*|[ \t]*$))*+",
    re.MULTILINE,
)
CLOSED_QUOTE = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)


@dataclass(slots=True)
class OpenLevel:
    """An open list or mapping."""

    column: int
    is_list: bool
    line: int
    """The start of the line that opened it."""
    members: int = 0
    names: set[str] = field(default_factory=set)


class OpenText(NamedTuple):
    """An open text, which may continue."""

    parent: int
    """The column of its key or dash."""
    column: int | None
    """The column of its lines, or None if there is none yet."""
    kind: str
    """Its quote, "|" or ">", or "" if it is plain."""
    line: int
    lines: int


class Outline:
    """The open collections and text after the lines read so far."""

    def __init__(self) -> None:
        self.levels: list[OpenLevel] = []
        self.text: OpenText | None = None
        self.last = 0
        """The column of the last line with a key or a dash."""
        self.opener: int | None = None
        """The column of a key or dash without its value yet, or None."""

    def read(self, line: Line) -> None:
        """Read the next line."""
        if not line.content or (self.text and self._continues_text(self.text, line)):
            return
        self.text = None
        if line.is_content and line.content not in {"---", "..."}:
            self._read_structure(line.start, line.shape)

    def parent(self, line: int) -> int:
        """Return the column of the parent of what a line opened."""
        below = [level.column for level in self.levels if level.line < line]
        return below[-1] if below else -STEP

    def _continues_text(self, text: OpenText, line: Line) -> bool:
        indent, body = line.indent, line.content
        if text.kind in {"|", ">"}:
            if indent <= text.parent or (text.column or 0) > indent:
                return False
        elif text.kind:
            if text.kind in body:
                self.text = None
                return True
            if indent <= text.parent and is_structure(body):
                return False
        elif indent <= text.parent or is_structure(body):
            return False
        column = indent if text.column is None else text.column
        start = text.line if text.lines else line.start
        self.text = text._replace(column=column, line=start, lines=text.lines + 1)
        return True

    def _read_structure(self, start: int, line: LineShape) -> None:
        column, levels = line.indent, self.levels
        self.last = column
        while levels and levels[-1].column > column:
            levels.pop()
        self.opener = None
        parent = levels[-1].column if levels else -1
        end = column + line.dashes
        if line.dashes:
            self._add_member(column, True, start)
            parent = column
        elif (
            line.name and levels and levels[-1].is_list and levels[-1].column == column
        ):
            levels.pop()
        if line.name:
            self._add_member(end, False, start, line.name)
            parent = end
        if line.is_header:
            self.text = OpenText(parent, None, line.value[0], start, 0)
        elif line.is_opener:
            self.opener = parent if line.name or line.dashes else None
        elif line.value[:1] in {'"', "'"}:
            if not CLOSED_QUOTE.match(line.value):
                self.text = OpenText(parent, None, line.value[0], start, 1)
        elif line.value[:1] not in {"[", "{"}:
            first = None if line.name or line.dashes else column
            self.text = OpenText(parent, first, "", start, 1)

    def _add_member(
        self, column: int, is_list: bool, line: int, name: str = ""
    ) -> None:
        levels = self.levels
        last = levels[-1] if levels else None
        if last is None or (last.column, last.is_list) != (column, is_list):
            levels.append(OpenLevel(column, is_list, line))
        levels[-1].members += 1
        levels[-1].names.add(name)


def outline_above(text: str, line: int) -> Outline:
    """Return the outline of the lines above the one that starts at `line`."""
    outline = Outline()
    start = 1 if text.startswith("\ufeff") else 0
    if line > _MAX_LOOKBACK:
        found = _TOP_LEVEL_LINE.search(text, line - _MAX_LOOKBACK, line)
        start = found.end() if found else line
    for above in iter_lines(text, start, line):
        outline.read(above)
    return outline


# Cached, because a file with an error in every line would be searched for each.
@lru_cache(maxsize=2)
def key_columns(text: str) -> dict[str, dict[int, int]]:
    """Return the column of each key in the file, by the start of its line."""
    columns: dict[str, dict[int, int]] = {}
    for found in _NAMED_LINE.finditer(text):
        if found["name"]:
            columns.setdefault(found["name"], {})[found.start()] = len(found["head"])
    return columns
