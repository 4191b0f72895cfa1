"""The lines of a text, each with the lists and fields that are open where it starts.

Reads lines, not YAML, so that it works where the parser fails.
"""

import re
from collections import Counter
from typing import NamedTuple

from pccreport.source.lines import Line, LineShape, iter_lines

STEP = 2
"""Spaces for each level, as in the examples."""
PLAIN, QUOTED_TEXT, BLOCK = "plain", "quoted", "block"
RAGGED = "ragged block"
"""A line of a folded text that is the first to be indented further than its text."""
_BARE_NAME = re.compile("[a-z][a-z0-9_]*")
_CLOSED_QUOTE = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")


class Level(NamedTuple):
    """An open list or mapping."""

    column: int
    is_list: bool
    members: dict[str, int]
    """The lines of its fields by name, in order, or the last line of a list."""


class OpenText(NamedTuple):
    """A text that may go on below."""

    kind: str
    parent: int
    """The column of its key or dash."""
    column: int | None
    """The column of its lines, or None if there is none yet."""
    sign: str = ""
    """Its quote, ">" or "|"."""


class OutlineLine(NamedTuple):
    """A line that is neither blank nor a note, and what is open above it."""

    line: Line
    shape: LineShape
    is_structure: bool
    inside: str
    """The kind of text that it continues, or ""."""
    levels: tuple[Level, ...]
    opener: int | None
    """The column of the key or dash directly above that has no value yet, or None."""
    text: OpenText | None
    """The text above that it continues, or could continue."""

    @property
    def value_column(self) -> int:
        """Return the column of the value after its dashes and its key."""
        typed = self.line.typed.rstrip()
        return typed.rindex(self.shape.value) if self.shape.value else len(typed)

    @property
    def kind(self) -> str:
        """Return the name of its field, or "-" for a dash alone."""
        return self.shape.name or ("-" if self.shape.dashes else "")


class Outline:
    """The lines read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[OutlineLine] = []
        self.columns: dict[str, Counter[int]] = {}
        """How many lines start with a field or a dash in each column."""
        self._levels: tuple[Level, ...] = ()
        self._text: OpenText | None = None
        self._opener: int | None = None

    def has_name(self, name: str, index: int) -> bool:
        """Return whether a word is a field on another line than the one at an index."""
        return any(
            at.shape.name == name and not at.inside
            for number, at in enumerate(self.lines)
            if number != index
        )

    def placed(self, line: Line) -> OutlineLine:
        """Return a line as it is placed below the lines read so far."""
        is_structure = line.is_structure
        text = self._text
        inside = text.kind if text and _continues(text, line, is_structure) else ""
        if text and inside == BLOCK and text.sign == ">" and text.column:
            is_first = self.lines[-1].line.indent == text.column
            inside = RAGGED if line.indent > text.column and is_first else BLOCK
        return OutlineLine(
            line, line.shape, is_structure, inside, self._levels, self._opener, text
        )

    def read(self, line: Line) -> None:
        """Read the next line."""
        if not line.is_content:
            return
        at = self.placed(line)
        self.lines.append(at)
        if at.is_structure and at.inside in {"", PLAIN}:
            self.columns.setdefault(at.kind, Counter())[at.shape.indent] += 1
        if at.text and at.inside:
            column = at.shape.indent if at.text.column is None else at.text.column
            is_closed = at.inside == QUOTED_TEXT and at.text.sign in line.content
            self._text = None if is_closed else at.text._replace(column=column)
        elif line.content not in {"---", "..."}:
            self._open(at.shape)

    def _open(self, shape: LineShape) -> None:
        if _BARE_NAME.fullmatch(shape.value) and not (shape.name or shape.dashes):
            shape = shape._replace(name=shape.value, value="")  # without its colon
        column, end = shape.indent, shape.indent + shape.dashes
        levels = [level for level in self._levels if level.column <= column]
        last = levels[-1] if levels else None
        if last and last.is_list and last.column == column and not shape.dashes:
            levels.pop()
        if shape.dashes:
            self._add(levels, column, is_list=True, name="-")
        if shape.name:
            self._add(levels, end, is_list=False, name=shape.name)
        self._levels = tuple(levels)
        parent = end if shape.name else column
        value, self._opener, self._text = shape.value, None, None
        if shape.is_header:
            self._text = OpenText(BLOCK, parent, None, value[0])
        elif shape.is_opener:
            self._opener = parent if shape.name or shape.dashes else None
        elif value[:1] in {'"', "'"}:
            if not _CLOSED_QUOTE.match(value):
                self._text = OpenText(QUOTED_TEXT, parent, None, value[0])
        elif value[:1] not in {"[", "{"}:
            self._text = OpenText(PLAIN, parent, None)

    def _add(
        self, levels: list[Level], column: int, *, is_list: bool, name: str
    ) -> None:
        last = levels[-1] if levels else None
        if last is None or (last.column, last.is_list) != (column, is_list):
            levels.append(Level(column, is_list, {}))
        levels[-1].members[name] = len(self.lines) - 1


def outline_of(text: str) -> Outline:
    """Return the outline of a text."""
    outline = Outline(text)
    for line in iter_lines(text, 1 if text.startswith("\ufeff") else 0):
        outline.read(line)
    return outline


def _continues(text: OpenText, line: Line, is_structure: bool) -> bool:
    if text.kind == QUOTED_TEXT:
        return line.indent > text.parent or not is_structure
    return line.indent > text.parent and (
        text.kind == PLAIN or line.indent >= (text.column or 0)
    )
