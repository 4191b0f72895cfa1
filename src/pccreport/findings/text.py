"""The text of one input, and spans in it, with lines and columns as editors count them.

`source.files` reads the file, and `source.yaml` parses it.
"""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

# As editors end lines, so that an officer can go to the number. str.splitlines() also
# ends lines at form feeds and at U+2028, U+2029 and U+0085, which `source.characters`
# replaces with spaces for YAML.
_LINE_END = "\r\n|[\n\r]"
_BLOCK_HEADER = r"[>|][-+1-9]*[ \t]*(?:#[^\r\n]*)?[\r\n]\s*(?=\S)"


class Source:
    """One input: the name to show an officer, and its text."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1, in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line, numbered from 1, without its end."""
        start = self._line_starts[number - 1]
        end = re.compile(_LINE_END).search(self.text, start)
        return self.text[start : end.start() if end else len(self.text)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *map(re.Match.end, re.finditer(_LINE_END, self.text))]


class Span(NamedTuple):
    """A half-open range of offsets in a source, in characters."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column it starts at, from 1, in characters."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The characters it covers."""
        return self.source.text[self.start : self.end]

    @property
    def without_block_header(self) -> "Span":
        """The span from its first visible character on, if it starts at a block header: >- or |."""
        header = re.compile(_BLOCK_HEADER).match(self.source.text, self.start, self.end)
        return Span(self.source, header.end(), self.end) if header else self
