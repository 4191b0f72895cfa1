"""The lines of a text: what each starts, and which continue a text above.

Reads lines, not YAML, so that it works where the parser fails.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from pccreport.source.composer import MAX_DEPTH
from pccreport.source.lines import Line, LineShape, iter_lines

STEP = 2
"""Spaces for each level, as in the examples."""
PLAIN, QUOTED_TEXT, BLOCK = "plain", "quoted", "block"
RAGGED = "ragged block"
"""A line of a folded text that is the first to be indented further than its text."""
_KINDS = {"'": QUOTED_TEXT, '"': QUOTED_TEXT, ">": BLOCK, "|": BLOCK}
_BARE_NAME = re.compile("[a-z][a-z0-9_]*")
_CLOSED_QUOTE = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")


class OpenText(NamedTuple):
    """A text that may go on below."""

    sign: str
    """Its quote, ">" or "|", or "" for a plain one."""
    parent: int
    """The column of its key or dash."""
    column: int
    """The column of its lines."""
    is_begun: bool
    """True if a line of it was read after the first."""


class OutlineLine(NamedTuple):
    """A line that is neither blank nor a note, and what is open above it."""

    line: Line
    shape: LineShape
    is_structure: bool
    inside: str
    """The kind of text that it continues, or ""."""
    above: tuple[int, ...]
    """The lines above that are open: each starts further in than the one before."""
    opener: int | None
    """The column of the key or dash directly above that has no value yet, or None."""
    text: OpenText | None
    """The text above that it continues, or could continue."""

    @property
    def kind(self) -> str:
        """Return the name of its field, or "-" for an item of a list."""
        return "-" if self.shape.dashes else self.shape.name

    @property
    def inner(self) -> int:
        """Return the column of its key, or else of its dash."""
        return self.shape.indent + self.shape.dashes * bool(self.shape.name)


class Outline:
    """The lines read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[OutlineLine] = []
        self.columns: defaultdict[str, Counter[int]] = defaultdict(Counter)
        """How many lines start with a field or a dash in each column."""
        self._above: tuple[int, ...] = ()
        self._text: OpenText | None = None
        self._opener: int | None = None

    def placed(self, line: Line) -> OutlineLine:
        """Return a line as it is placed below the lines read so far."""
        text, shape = self._text, line.shape
        is_structure = shape.is_structure
        inside = _kind_continued(text, line, is_structure) if text else ""
        if text and inside == BLOCK and text.sign == ">" and text.is_begun:
            is_first = self.lines[-1].line.indent == text.column
            inside = RAGGED if is_first and line.indent > text.column else BLOCK
        is_other = bool(inside or shape.name or shape.dashes)
        if not is_other and _BARE_NAME.fullmatch(shape.value):  # without its colon
            shape = shape._replace(name=shape.value, value="")
        above, opener = self._above, self._opener
        return OutlineLine(line, shape, is_structure, inside, above, opener, text)

    def read(self, line: Line) -> None:
        """Read the next line."""
        if not line.is_content:
            return
        at = self.placed(line)
        self.lines.append(at)
        if at.is_structure and at.inside in {"", PLAIN}:
            self.columns[at.kind][at.shape.indent] += 1
        if at.text and at.inside:
            column = at.text.column if at.text.is_begun else at.shape.indent
            is_closed = at.inside == QUOTED_TEXT and at.text.sign in line.content
            text = at.text._replace(column=column, is_begun=True)
            self._text = None if is_closed else text
        elif line.content not in {"---", "..."}:
            self._open(at)

    def _open(self, at: OutlineLine) -> None:
        shape, sign = at.shape, at.shape.value[:1]
        if at.kind:
            outer = (n for n in self._above if _is_outside(self.lines[n].shape, shape))
            self._above = (*outer, len(self.lines) - 1)[-MAX_DEPTH:]
        is_text = shape.is_header or not (shape.is_opener or sign in {"[", "{"})
        if not shape.is_header and sign not in {"'", '"'}:
            sign = ""
        self._text = self._opener = None
        if is_text and not _CLOSED_QUOTE.match(shape.value):
            self._text = OpenText(sign, at.inner, at.inner + STEP, is_begun=False)
        elif shape.is_opener and at.kind:
            self._opener = at.inner


def outline_of(text: str) -> Outline:
    """Return the outline of a text."""
    outline = Outline(text)
    for line in iter_lines(text, 1 if text.startswith("\ufeff") else 0):
        outline.read(line)
    return outline


def _is_outside(shape: LineShape, other: LineShape) -> bool:
    """Return whether a line below can be in the list or mapping of one above."""
    is_key_of_list = other.dashes > 0 == shape.dashes
    return shape.indent < other.indent + is_key_of_list


def _kind_continued(text: OpenText, line: Line, is_structure: bool) -> str:
    """Return the kind of an open text if a line continues it, or ""."""
    kind = _KINDS.get(text.sign, PLAIN)
    continues = line.indent > text.parent
    if kind == QUOTED_TEXT:
        continues = continues or not is_structure
    elif kind == BLOCK and text.is_begun:
        continues = line.indent >= text.column
    return kind if continues else ""
