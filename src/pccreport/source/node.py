"""YAML as located values: every key and value knows its span.

Named tuples, because a plan of four years makes tens of thousands of them: one is built four
times faster than a frozen dataclass and is as immutable.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pccreport.findings.text import Source, Span
from pccreport.source.characters import is_white_space

_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CHARACTER = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)|.", re.DOTALL
)

Value = str | int | float | bool | None


class ScalarNode(NamedTuple):
    """One value, as it was understood; `span.text` is as it was typed."""

    value: Value
    source: Source
    start: int
    end: int
    style: str = ""
    """How it was written: "" plain, "'", '"', "|" or ">"."""

    @property
    def span(self) -> Span:
        """Return its span, quotes and block header included."""
        return Span(self.source, self.start, self.end)

    def place(self, start: int, end: int) -> Span:
        """Return the span in the file of the characters from start to end of the value.

        Folding and quoting change only white space and escapes, so the n-th visible character of the
        value is the n-th visible one of the source. White space alone is between its neighbours, and
        an empty range directly after the character before it. A number is one span.
        """
        return _value_span(self, start, end)


class SequenceNode(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return its span."""
        return Span(self.source, self.start, self.end)


class MappingNode(NamedTuple):
    """Keys with their values, in the order written."""

    keys: dict[str, ScalarNode]
    values: dict[str, Node]
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return its span."""
        return Span(self.source, self.start, self.end)


Node = ScalarNode | SequenceNode | MappingNode


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Yield the values in a node, in no order."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case ScalarNode() as scalar:
                yield scalar
            case SequenceNode(items=items):
                waiting += items
            case MappingNode(values=values):
                waiting += values.values()


def to_python(node: Node) -> object:
    """Return the same as bare values: dict, list, text, numbers."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [to_python(item) for item in node.items]
    return {key: to_python(value) for key, value in node.values.items()}


class _Places(NamedTuple):
    """The visible characters of a value, and the source offset of each."""

    shown: list[int]
    starts: list[int]
    ends: list[int]


def _value_span(scalar: ScalarNode, start: int, end: int) -> Span:
    places = _visible_offsets(scalar)
    if places is None:
        return scalar.span
    shown, starts, ends = places
    first, last = bisect_left(shown, start), bisect_left(shown, end)
    if first < last:
        return Span(scalar.source, starts[first], ends[last - 1])
    # White space only: the range between the characters on its two sides.
    after = starts[first] if first < len(starts) else ends[-1]
    before = ends[first - 1] if first else after
    if start < end:
        return Span(scalar.source, before, after)
    at = before if first and shown[first - 1] == start - 1 else after
    return Span(scalar.source, at, at)


# A rule asks for many places in one text; without this each would read it again.
@lru_cache(maxsize=4)
def _visible_offsets(scalar: ScalarNode) -> _Places | None:
    """Pair the visible characters; None where the two sides differ in number."""
    value, text = scalar.value, scalar.source.text
    if not isinstance(value, str):
        return None
    if scalar.style == '"':
        found = _escaped(text, scalar.start + 1, scalar.end - 1)
    elif scalar.style == "'":
        found = _visible(text, scalar.start + 1, scalar.end - 1)
        found = _without_doubled(text, found)
    else:
        found = _visible(text, text_start(scalar), scalar.end)
    shown = [i for i, character in enumerate(value) if not is_white_space(character)]
    if not shown or len(shown) != len(found):
        return None
    return _Places(shown, [start for start, _ in found], [end for _, end in found])


def text_start(scalar: ScalarNode) -> int:
    """Return where the text starts; a block's header (">-", a note) ends with its line."""
    if scalar.style not in {"|", ">"}:
        return scalar.start
    header = _HEADER.match(scalar.source.text, scalar.start)
    return header.end() if header else scalar.start


def _visible(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in range(start, end) if not is_white_space(text[i])]


def _without_doubled(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two single quotes are one: the pair is its place."""
    pairs: list[tuple[int, int]] = []
    doubled = False
    for start, end in found:
        if doubled:
            pairs[-1] = (pairs[-1][0], end)
            doubled = False
        else:
            pairs.append((start, end))
            doubled = text[start] == "'"
    return pairs


def _escaped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Visible characters between double quotes, an escape being one of them."""
    return [
        match.span()
        for match in _CHARACTER.finditer(text, start, end)
        if not _means_blank(match[0])
    ]


def _means_blank(written: str) -> bool:
    if len(written) == 1:
        return is_white_space(written)
    if written[1] in "xuU":
        code = int(written[2:], 16)
        return code < sys.maxunicode and is_white_space(chr(code))
    return written[1] not in '"\\/'
