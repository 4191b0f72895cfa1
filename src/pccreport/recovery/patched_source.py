"""A text patched in memory, with the source offset of each of its characters."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode


class TextPatch(NamedTuple):
    """The replacement of the characters from start to end by a text."""

    start: int
    end: int
    text: str


class PatchedSource:
    """A source with the patches so far."""

    __slots__ = ("_origin", "reading", "source")

    def __init__(
        self, source: Source, text: str, origin: "array[int] | None" = None
    ) -> None:
        self.source = source
        """The source without patches."""
        self.reading = Source(source.name, text)
        """The source with patches."""
        self._origin = array("l", range(len(text) + 1)) if origin is None else origin

    @property
    def text(self) -> str:
        """Return the text with patches, as the parser reads it."""
        return self.reading.text

    def with_patches(self, patches: Iterable[TextPatch]) -> "PatchedSource":
        """Return the source with more patches; of two that overlap, the first is applied."""
        text, old = self.text, self._origin
        parts: list[str] = []
        origin = array("l")
        at = 0
        for start, end, new in sorted(patches):
            if start < at:
                continue
            parts += text[at:start], new
            origin.extend(old[at:start])
            origin.extend(old[min(start + n, end)] for n in range(len(new)))
            at = end
        parts.append(text[at:])
        origin.extend(old[at:])
        return PatchedSource(self.source, "".join(parts), origin)

    def to_source_offset(self, offset: int) -> int:
        """Return the source offset of one in the patched text."""
        return self._origin[min(offset, len(self._origin) - 1)]

    def to_source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range of one in the patched text."""
        origin, last = self._origin, len(self._origin) - 1
        start, end = min(start, last), min(end, last)
        first = origin[start]
        if end <= start:
            return first, first
        # Text inserted after the range belongs to it; deleted text does not.
        return first, max(first, min(origin[end], origin[end - 1] + 1))

    def to_source_node(self, node: Node) -> Node:
        """Return a node of the patched text with spans in the source."""
        if isinstance(node, ScalarNode):
            return self._to_source_scalar(node)
        start, end = self.to_source_range(node.start, node.end)
        if isinstance(node, SequenceNode):
            items = tuple(self.to_source_node(item) for item in node.items)
            return SequenceNode(items, self.source, start, end)
        keys = {name: self._to_source_scalar(key) for name, key in node.keys.items()}
        values = {name: self.to_source_node(x) for name, x in node.values.items()}
        return MappingNode(keys, values, self.source, start, end)

    def to_source_finding(self, finding: Diagnostic) -> Diagnostic:
        """Return a finding in the patched text with spans in the source."""

        def in_source(span: Span) -> Span:
            return Span(self.source, *self.to_source_range(span.start, span.end))

        every = (finding.at, *finding.related)
        at, *related = (Annotation(in_source(each.span), each.text) for each in every)
        fix = tuple(Edit(in_source(span), text) for span, text in finding.fix)
        return finding._replace(at=at, related=tuple(related), fix=fix)

    def _to_source_scalar(self, scalar: ScalarNode) -> ScalarNode:
        start, end = self.to_source_range(scalar.start, scalar.end)
        # A style that was patched was not typed.
        is_typed = self.source.text.startswith(scalar.style, start)
        style = scalar.style if is_typed else ""
        return ScalarNode(scalar.value, self.source, start, end, style)
