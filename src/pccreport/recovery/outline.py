"""The lines of a text: what each starts, and which continue a text above.

Reads lines, not YAML, so that it works where the parser fails.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from pccreport.source.composer import MAX_DEPTH
from pccreport.source.lines import Line, iter_lines

STEP = 2
"""Spaces for each level, as in the examples."""
PLAIN, QUOTED_TEXT, BLOCK = "plain", "quoted", "block"
_KINDS = {"'": QUOTED_TEXT, '"': QUOTED_TEXT, ">": BLOCK, "|": BLOCK}
_SHAPE = re.compile(
    r" *((?:-(?: +|\Z))*)"
    r"(?:((?![\"'\[{])[^\s#].*?|\"[^\"]*\"|'[^']*') *:(?: +|\Z))?(.*)"
)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?\Z")
_NAME = re.compile("[a-z][a-z0-9_]*")
_CLOSED_QUOTE = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")


class OpenText(NamedTuple):
    """A text that may go on below."""

    sign: str
    """Its quote, ">" or "|", or "" for a plain one."""
    parent: int
    """The column of its key or dash."""
    column: int
    """The column of its lines."""


class OutlineLine(NamedTuple):
    """A line that is neither blank nor a note, and what is open above it."""

    line: Line
    dashes: int
    """Columns of the dashes and the spaces after them."""
    name: str
    """The key after the dashes, or ""."""
    value: str
    is_structure: bool
    """True if it starts with a dash or a plain key."""
    inside: str
    """The kind of text that it continues, or ""."""
    above: tuple[int, ...]
    """The lines above that are open: each starts further in than the one before."""
    opener: int | None
    """The column of the key or dash directly above that has no value yet, or None."""
    text: OpenText | None
    """The text above that it continues, or could continue."""

    @property
    def field_name(self) -> str:
        """Return the name of its field, or "-" for an item of a list."""
        return "-" if self.dashes else self.name

    @property
    def inner_column(self) -> int:
        """Return the column of its key, or else of its dash."""
        return self.line.indent + self.dashes * bool(self.name)


class Outline:
    """The lines read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[OutlineLine] = []
        self.columns: defaultdict[str, Counter[int]] = defaultdict(Counter)
        """How many lines start with a field or a dash, or with any (""), in each column."""
        self._above: tuple[int, ...] = ()
        self._text: OpenText | None = None
        self._opener: int | None = None

    def place_line(self, line: Line) -> OutlineLine:
        """Return a line as it is placed below the lines read so far."""
        found = _SHAPE.match(line.typed)
        assert found is not None
        dashes, name, value = found.groups("")
        value = value.strip(" \t")
        is_structure = bool(dashes or _NAME.fullmatch(name))
        inside = self._kind_continued(line, is_structure)
        if not (inside or name or dashes) and _NAME.fullmatch(value):
            name, value = value, ""  # without its colon
        state = self._above, self._opener, self._text
        return OutlineLine(line, len(dashes), name, value, is_structure, inside, *state)

    def read_line(self, line: Line) -> None:
        """Read the next line."""
        if not line.is_content:
            return
        at = self.place_line(line)
        if at.text and at.inside:
            is_closed = at.inside == QUOTED_TEXT and at.text.sign in line.content
            is_first = not self.lines[-1].inside
            column = line.indent if is_first else at.text.column
            self._text = None if is_closed else at.text._replace(column=column)
        self.lines.append(at)
        if at.is_structure and at.inside in {"", PLAIN}:
            self.columns[at.field_name][line.indent] += 1
            self.columns[""][line.indent] += 1
        if not at.inside and line.content not in {"---", "..."}:
            self._note_open_text(at)

    def _note_open_text(self, at: OutlineLine) -> None:
        sign, is_block = at.value[:1], _HEADER.match(at.value) is not None
        is_opener = is_block or sign in {"", "#"}
        if at.field_name:
            outer = (n for n in self._above if _can_contain(self.lines[n], at))
            self._above = (*outer, len(self.lines) - 1)[-MAX_DEPTH:]
        self._text = self._opener = None
        is_text = is_block or not (is_opener or sign in {"[", "{"})
        if is_text and not _CLOSED_QUOTE.match(at.value):
            sign = sign if is_block or sign in {"'", '"'} else ""
            self._text = OpenText(sign, at.inner_column, at.inner_column + STEP)
        elif is_opener and at.field_name:
            self._opener = at.inner_column

    def _kind_continued(self, line: Line, is_structure: bool) -> str:
        """Return the kind of the open text if a line continues it, or ""."""
        text = self._text
        if text is None:
            return ""
        kind = _KINDS.get(text.sign, PLAIN)
        continues = line.indent > text.parent
        if kind == QUOTED_TEXT:
            continues = continues or not is_structure
        elif kind == BLOCK and self.lines[-1].inside:
            continues = line.indent >= text.column
        return kind if continues else ""


def outline_of(text: str) -> Outline:
    """Return the outline of a text."""
    outline = Outline(text)
    for line in iter_lines(text):
        outline.read_line(line)
    return outline


def _can_contain(above: OutlineLine, at: OutlineLine) -> bool:
    """Return whether a line can be in the list or mapping of one above."""
    is_key_of_list = at.dashes > 0 == above.dashes
    return above.line.indent < at.line.indent + is_key_of_list
