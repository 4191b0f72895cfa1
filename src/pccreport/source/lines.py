"""The lines of a text, by their indent, dashes and keys: what a file looks like before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_SPACES = re.compile(" *")
_NAME = re.compile(r"((?![\"'\[{])[^\s#].*?|\"[^\"]*\"|'[^']*') *:(?: +|\Z)")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?\Z")
_NAME_LIKE = re.compile(r"[a-z][a-z0-9_]*")
_LINE_END = re.compile("[\r\n]|\\Z")


class Line(NamedTuple):
    """A line of a text."""

    start: int
    typed: str
    """Its characters, without its end."""
    next: int
    """Where the next line starts."""

    @property
    def end(self) -> int:
        """Return where its characters end."""
        return self.start + len(self.typed)

    @property
    def words(self) -> str:
        """Return it without the spaces round it."""
        return self.typed.strip()

    @property
    def indent(self) -> int:
        """Return the spaces with which it starts."""
        return len(self.typed) - len(self.typed.lstrip(" "))

    @property
    def is_content(self) -> bool:
        """Return whether it has words, and is no note."""
        return bool(self.words) and not self.words.startswith("#")

    @property
    def is_structure(self) -> bool:
        """Return whether it starts a point or a key, and is not more of a text."""
        return is_structure(self.words)

    @property
    def shape(self) -> LineShape:
        """Return it in its parts."""
        return parse_line(self.typed)


class LineShape(NamedTuple):
    """A line by its first words."""

    indent: int
    dashes: int
    """Columns that its dashes and their spaces take."""
    name: str
    """The key that it starts with, after its dashes; "" for none."""
    value: str

    @property
    def opens(self) -> bool:
        """Return whether its value is on the lines below."""
        return self.value.startswith("#") or not self.value or self.is_header

    @property
    def is_header(self) -> bool:
        """Return whether a text of many lines follows."""
        return _HEADER.match(self.value) is not None


def line_start(text: str, at: int) -> int:
    """Return the start of the line that an offset is on."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return the end of the line that an offset is on."""
    ends = _LINE_END.search(text, at)
    return ends.start() if ends else len(text)


def iter_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of a text from an offset on."""
    end = len(text) if end is None else end
    while start < end:
        found = _LINE.match(text, start)
        assert found is not None
        yield Line(start, found[1], found.end())
        start = found.end()


def written_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines with words in them from an offset on."""
    return (line for line in iter_lines(text, start, end) if line.words)


def parse_line(line: str) -> LineShape:
    """Return a line in its parts; what follows its dashes and key is its value."""
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    dashes = 0
    while body.startswith("- ") or body.rstrip() == "-":
        rest = body[1:].lstrip(" ")
        dashes += len(body) - len(rest)
        body = rest
    found = _NAME.match(body)
    name = found[1] if found else ""
    value = (body[found.end() :] if found else body).strip(" \t")
    return LineShape(indent, dashes, name, value)


def indent_at(text: str, line: int) -> int:
    """Return the spaces with which the line at an offset starts."""
    found = _SPACES.match(text, line)
    return found.end() - line if found else 0


def is_structure(body: str) -> bool:
    """Return whether a line's words are a point or a key, and not more of a text."""
    if body.startswith("- ") or body == "-":
        return True
    found = _NAME.match(body)
    return found is not None and _NAME_LIKE.fullmatch(found[1]) is not None
