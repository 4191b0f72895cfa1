"""The lines of a text by indent, without parsing YAML."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = r"(?!\Z)([^\r\n]*)(?:\r\n|\r|\n|\Z)"
_LINE_END = "[\r\n]|\\Z"


class Line(NamedTuple):
    """A line of a text."""

    start: int
    typed: str
    """The line without its line end."""
    next: int
    """The offset of the next line."""

    @property
    def end(self) -> int:
        """Return the offset of its line end."""
        return self.start + len(self.typed)

    @property
    def content(self) -> str:
        """Return the line without leading and trailing space."""
        return self.typed.strip()

    @property
    def indent(self) -> int:
        """Return the number of leading spaces."""
        return len(self.typed) - len(self.typed.lstrip(" "))

    @property
    def is_content(self) -> bool:
        """Return whether the line is neither blank nor a comment."""
        return bool(self.content) and not self.content.startswith("#")


def line_start(text: str, at: int) -> int:
    """Return the start of the line of an offset."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return the end of the line of an offset."""
    found = re.compile(_LINE_END).search(text, at)
    return found.start() if found else len(text)


def iter_lines(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of a text from an offset on."""
    for line in re.compile(_LINE).finditer(text, start):
        yield Line(line.start(), line[1], line.end())
