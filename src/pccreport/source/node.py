"""YAML nodes: every key and value has its span.

Named tuples, because a plan of four years has tens of thousands, and they are built four times as
fast as frozen dataclasses.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pccreport.findings.text import Source, Span
from pccreport.source.characters import is_white_space

_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CHARACTERS = {
    '"': r"(?s)\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)|.",
    "'": "(?s)''|.",
}
"""A character as it is typed in quotes: one of its escapes, or itself."""

Value = str | int | float | bool | None


class ScalarNode(NamedTuple):
    """One value; `span.text` is its source text."""

    value: Value
    source: Source
    start: int
    end: int
    style: str = ""
    """The style of YAML: "" for plain, "'", '"', "|" or ">"."""

    @property
    def span(self) -> Span:
        """Return the span, including quotes and the block header."""
        return Span(self.source, self.start, self.end)

    def span_in(self, start: int, end: int) -> Span:
        """Return the span in the source of the characters from start to end of the value.

        Folding and quoting change only white space and escapes, so that the n-th visible character
        of the value is the n-th visible one of the source. A range of white space is between its
        neighbours, an empty range follows the character before. A number has one span.
        """
        offsets = _visible_offsets(self)
        if offsets is None:
            return self.span
        visible, starts, ends = offsets
        first, last = bisect_left(visible, start), bisect_left(visible, end)
        if first < last:
            return Span(self.source, starts[first], ends[last - 1])
        # White space only: the range between the characters on its two sides.
        after = starts[first] if first < len(starts) else ends[-1]
        before = ends[first - 1] if first else after
        if start < end:
            return Span(self.source, before, after)
        at = before if first and visible[first - 1] == start - 1 else after
        return Span(self.source, at, at)


class SequenceNode(NamedTuple):
    """A list of values."""

    items: "tuple[Node, ...]"
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return its span."""
        return Span(self.source, self.start, self.end)


class MappingNode(NamedTuple):
    """Keys and values, in the order of the source."""

    keys: dict[str, ScalarNode]
    values: "dict[str, Node]"
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return its span."""
        return Span(self.source, self.start, self.end)


Node = ScalarNode | SequenceNode | MappingNode


def is_flow(node: Node) -> bool:
    """Return whether a list or mapping is in brackets: {a: b} or [a, b]."""
    return node.source.text[node.start] in "[{"


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Yield the scalars in a node, in no particular order."""
    nodes = [root]
    while nodes:
        match nodes.pop():
            case ScalarNode() as scalar:
                yield scalar
            case SequenceNode(items=items):
                nodes += items
            case MappingNode(values=values):
                nodes += values.values()


def to_python(node: Node) -> object:
    """Return a node as plain values: dict, list, text, numbers."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [to_python(item) for item in node.items]
    return {key: to_python(value) for key, value in node.values.items()}


# A rule asks for many spans of one text.
@lru_cache(maxsize=4)
def _visible_offsets(scalar: ScalarNode) -> tuple[list[int], ...] | None:
    """Return the index of each visible character of a value, its start and its end in the source.

    None if the number of visible characters differs.
    """
    value, text = scalar.value, scalar.source.text
    if not isinstance(value, str):
        return None
    if scalar.style in _CHARACTERS:
        pattern = re.compile(_CHARACTERS[scalar.style])
        typed = pattern.finditer(text, scalar.start + 1, scalar.end - 1)
        found = [match.span() for match in typed if not _is_blank(match[0])]
    else:
        start, end = text_start(scalar), scalar.end
        found = [(i, i + 1) for i in range(start, end) if not is_white_space(text[i])]
    visible = [i for i, character in enumerate(value) if not is_white_space(character)]
    if not visible or len(visible) != len(found):
        return None
    return visible, [start for start, _ in found], [end for _, end in found]


def text_start(scalar: ScalarNode) -> int:
    """Return the start of the text of a scalar, after the header line of a block."""
    if scalar.style not in {"|", ">"}:
        return scalar.start
    header = _HEADER.match(scalar.source.text, scalar.start)
    return header.end() if header else scalar.start


def _is_blank(typed: str) -> bool:
    if len(typed) == 1 or typed == "''":
        return is_white_space(typed)
    if typed[1] in "xuU":
        code = int(typed[2:], 16)
        return code < sys.maxunicode and is_white_space(chr(code))
    return typed[1] not in '"\\/'
