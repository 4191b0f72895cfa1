"""A text patched in memory, which knows the source offset of each of its characters.

Characters that have lost their meaning are replaced by stand-ins from the private use area,
which no text contains (`characters` removes them), and are restored in values. All other
patches are replacements, so that every span is one of the source as typed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

_FIRST = 0xE000
VANISHING = chr(_FIRST)
"""Replaces a character that is removed."""
_MEANT: dict[int, str] = {_FIRST + code: chr(code) for code in range(0x20, 0x7F)}
_MEANT[_FIRST] = ""


class Patch(NamedTuple):
    """A replacement in a patched source: the characters from start to end become the text."""

    start: int
    end: int
    text: str


def stand_in(sign: str) -> str:
    """Return the stand-in of a character, which is read as a letter."""
    return chr(_FIRST + ord(sign))


def without_stand_ins(words: str) -> str:
    """Return the words without stand-ins."""
    return words if words.isascii() else words.translate(_MEANT)


class PatchedSource:
    """A source as it is read now, with the patches so far."""

    __slots__ = ("_origin", "reading", "source")

    def __init__(
        self, source: Source, text: str, origin: array[int] | None = None
    ) -> None:
        self.source = source
        """As it was typed."""
        self.reading = Source(source.name, text)
        """As it is read."""
        self._origin = array("l", range(len(text) + 1)) if origin is None else origin

    @property
    def text(self) -> str:
        """Return what is given to the parser."""
        return self.reading.text

    def patched(self, mends: Iterable[Patch]) -> PatchedSource:
        """Return it with the patches applied; of two that overlap, the first is."""
        text, old = self.text, self._origin
        pieces: list[str] = []
        origin = array("l")
        at = 0
        for start, end, new in sorted(mends):
            if start < at:
                continue
            pieces += text[at:start], new
            origin.extend(old[at:start])
            origin.extend(old[min(start + n, end)] for n in range(len(new)))
            at = end
        pieces.append(text[at:])
        origin.extend(old[at:])
        return PatchedSource(self.source, "".join(pieces), origin)

    def place(self, offset: int) -> int:
        """Return the offset in the source of one in the patched text."""
        return self._origin[min(offset, len(self._origin) - 1)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the source of one in the patched text."""
        origin, last = self._origin, len(self._origin) - 1
        start, end = min(start, last), min(end, last)
        first = origin[start]
        if end <= start:
            return first, first
        # Text inserted after the range belongs to it; deleted text does not.
        return first, max(first, min(origin[end], origin[end - 1] + 1))

    def node(self, node: Node) -> Node:
        """Return a node read from it, as one of the source."""
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        start, end = self.span(node.start, node.end)
        if isinstance(node, SequenceNode):
            items = tuple(self.node(item) for item in node.items)
            return SequenceNode(items, self.source, start, end)
        names = {name: self._scalar(key) for name, key in node.keys.items()}
        return MappingNode(
            {without_stand_ins(name): key for name, key in names.items()},
            {
                without_stand_ins(name): self.node(value)
                for name, value in node.values.items()
            },
            self.source,
            start,
            end,
        )

    def finding(self, finding: Diagnostic) -> Diagnostic:
        """Return a finding in it, as one in the source."""
        return finding._replace(
            message=without_stand_ins(finding.message),
            at=self._label(finding.at),
            related=tuple(map(self._label, finding.related)),
            help=without_stand_ins(finding.help),
            fix=tuple(
                Edit(self._span(span), without_stand_ins(text))
                for span, text in finding.fix
            ),
        )

    def _scalar(self, scalar: ScalarNode) -> ScalarNode:
        text, (start, end) = self.text, (scalar.start, scalar.end)
        while start < end and text[start] == VANISHING:
            start += 1
        while start < end and text[end - 1] == VANISHING:
            end -= 1
        start, end = self.span(start, end)
        value, style = scalar.value, scalar.style
        if isinstance(value, str):
            value = without_stand_ins(value)
        if self.source.text[start : start + len(style)] != style:
            style = ""
        return ScalarNode(value, self.source, start, end, style)

    def _label(self, label: Annotation) -> Annotation:
        return Annotation(self._span(label.span), label.text)

    def _span(self, span: Span) -> Span:
        return Span(self.source, *self.span(span.start, span.end))
