"""Comments in a file that accept a finding: `# accept RULE: reason`.

A suppression is a line above an item or a key, and accepts the findings of its rule there. Works
on lines and indents; the caller knows which rules exist.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.text import Source, Span
from pccreport.source.lines import iter_lines, line_end
from pccreport.source.node import Node, scalars

_SUPPRESSION = (
    # Possessive, so that a long run of spaces is searched once.
    r"(?mi)^(?P<indent>[ \t]*+)#[ \t]*+accept\b[ \t]*+(?P<rule>[\w-]*+)[ \t]*+(?::(?P<reason>[^\r\n]*+))?\r?$"
)
_ITEM = r" *-(?:\s|\Z)"


class Suppression(NamedTuple):
    """One suppression, with the lines that it covers."""

    rule: str
    reason: str
    span: Span
    """The comment itself."""
    name: Span
    """The name of the rule in the comment."""
    start: int
    end: int
    """The end of the covered range, which begins at `start`."""

    def covers(self, span: Span) -> bool:
        """Return whether a span starts in the covered range."""
        is_same_source = span.source == self.span.source
        return is_same_source and self.start <= span.start < self.end


def suppressions_in(root: Node) -> tuple[Suppression, ...]:
    """Return the suppressions of a parsed file; not those that are part of a text."""
    found = [*find_suppressions(root.source)]
    texts = [scalar for scalar in scalars(root) if scalar.style] if found else []
    return tuple(
        suppression
        for suppression in found
        if not any(text.start <= suppression.span.start < text.end for text in texts)
    )


def find_suppressions(source: Source) -> Iterator[Suppression]:
    """Yield the suppressions of a file in order, also those that are part of a text."""
    text, start, end = source.text, 0, 0
    if "accept" not in text.lower():
        return
    for found in re.finditer(_SUPPRESSION, text):
        if start <= found.end():  # adjacent suppressions cover the same item
            below = iter_lines(text, line_end(text, found.end()))
            items = (line.start for line in below if line.is_content)
            start = next(items, len(text))
            end = _end_of_item(text, start)
        span = Span(source, found.end("indent"), len(found[0].rstrip()) + found.start())
        name = Span(source, *found.span("rule"))
        reason = (found["reason"] or "").strip()
        rule = (found["rule"] or "").lower()
        yield Suppression(rule, reason, span, name, start, end)


def _end_of_item(text: str, start: int) -> int:
    """Return the end of the item or key at `start`: it includes the lines indented more.

    The list under a key can start in the column of the key.
    """
    lines = iter_lines(text, start)
    first = next(lines, None)
    if first is None:
        return start
    end, is_key = first.next, not re.match(_ITEM, first.typed)
    for line in lines:
        if line.is_content and line.indent <= first.indent:
            is_item = is_key and re.match(_ITEM, line.typed)
            if line.indent < first.indent or not is_item:
                break
        end = line.next
    return end
