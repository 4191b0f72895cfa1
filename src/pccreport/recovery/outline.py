"""Which lists, keys and texts are open where a line starts: the structure of a file.

Reads lines and not YAML, and so can say where a line belongs that the parser cannot place.
Directly above an error, where everything could be read, it is exact enough.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pccreport.source.lines import Line, LineShape, is_structure, iter_lines

STEP = 2
"""Spaces for each level, if the lines round it do not show another number: those of the
examples. With four, a third of all lines out of step are put elsewhere."""

_FAR_ENOUGH = 200_000
"""Characters above a line that are read for what is open there; a report of four years has as many.

Without a bar, a mistake at the end of 820 kB took 11 s in place of 0.6 s.
"""
_BEGINNING = re.compile(r"[\r\n](?=[^\s#-])")
# A key at the start of its line, or a text of many lines, in which there is none.
_NAMED_LINE = re.compile(
    r"^(?P<head> *+(?:- +)*)(?P<name>[a-z][a-z0-9_]*+) *:(?:[ \r]|$)"
    r"|(?<= )[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ \t]*\r?\n)*"
    r"(?P<indent> +)[^\r\n]*(?:\r?\n(?:(?P=indent)[^\r\n]*|[ \t]*$))*+",
    re.MULTILINE,
)
_CLOSED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")


class OpenLevel:
    """A list or the names of one column, that can go on."""

    __slots__ = ("column", "is_list", "line", "members", "names")

    def __init__(self, column: int, is_list: bool, line: int) -> None:
        self.column = column
        self.is_list = is_list
        self.line = line
        """Where the line begins that opened it."""
        self.members = 0
        self.names: set[str] = set()


class OpenText(NamedTuple):
    """A text of one or more lines, which can go on."""

    parent: int
    """The column of its name or dash."""
    column: int | None
    """Where its lines start, or None if there is none yet."""
    kind: str
    """Its quote, "|" or ">", or "" where it is plain."""
    line: int
    lines: int


class Outline:
    """What is open after the lines that were read."""

    def __init__(self) -> None:
        self.levels: list[OpenLevel] = []
        self.text: OpenText | None = None
        self.last = 0
        """The column in which the last line with a name or a dash begins."""
        self.opener: int | None = None
        """The column of the name or dash that waits for what it names."""

    def read(self, line: Line) -> None:
        """Read one more line."""
        body = line.words
        if not body:
            return
        if self.text is not None and self._goes_on(line.start, line.indent, body):
            return
        self.text = None
        if not body.startswith("#") and body not in {"---", "..."}:
            self._structure(line.start, line.shape)

    def parent(self, line: int) -> int:
        """Return the column of the parent of what a line opens."""
        below = [level.column for level in self.levels if level.line < line]
        return below[-1] if below else -STEP

    def _goes_on(self, start: int, indent: int, body: str) -> bool:
        text = self.text
        assert text is not None
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
        self.text = text._replace(column=column, lines=text.lines + 1)
        if not text.lines:
            self.text = self.text._replace(line=start)
        return True

    def _structure(self, start: int, line: LineShape) -> None:
        column, levels = line.indent, self.levels
        self.last = column
        while levels and levels[-1].column > column:
            levels.pop()
        self.opener = None
        parent = levels[-1].column if levels else -1
        end = column + line.dashes
        if line.dashes:
            self._member(column, True, start)
            parent = column
        elif (
            line.name and levels and levels[-1].is_list and levels[-1].column == column
        ):
            levels.pop()
        if line.name:
            self._member(end, False, start, line.name)
            parent = end
        if line.is_header:
            self.text = OpenText(parent, None, line.value[0], start, 0)
        elif line.opens:
            self.opener = parent if line.name or line.dashes else None
        elif line.value[:1] in {'"', "'"}:
            if not _CLOSED.match(line.value):
                self.text = OpenText(parent, None, line.value[0], start, 1)
        elif line.value[:1] not in {"[", "{"}:
            first = None if line.name or line.dashes else column
            self.text = OpenText(parent, first, "", start, 1)

    def _member(self, column: int, is_list: bool, line: int, name: str = "") -> None:
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
    if line > _FAR_ENOUGH:
        found = _BEGINNING.search(text, line - _FAR_ENOUGH, line)
        start = found.end() if found else line
    for above in iter_lines(text, start, line):
        outline.read(above)
    return outline


# A file in which every line is out of step would be read as often as it has lines.
@lru_cache(maxsize=2)
def key_places(text: str) -> dict[str, dict[int, int]]:
    """Return the column of each key in the file, by the start of its line."""
    places: dict[str, dict[int, int]] = {}
    for found in _NAMED_LINE.finditer(text):
        if found["name"]:
            places.setdefault(found["name"], {})[found.start()] = len(found["head"])
    return places
