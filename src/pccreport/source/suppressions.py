"""Comments in a file that accept a finding: `# accept RULE: reason`.

A suppression is on its own line, above the item or the key that it is about, and accepts what
its rule finds there. Knows lines and their indent; which rules exist is known to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.text import Source, Span
from pccreport.source.lines import iter_lines, line_end
from pccreport.source.node import Node, scalars

_MARK = re.compile(
    # Nothing is given back: a long run of spaces is looked at once.
    r"^(?P<indent>[ \t]*+)#[ \t]*+accept\b[ \t]*+(?P<rule>[\w-]*+)[ \t]*+(?::(?P<reason>[^\r\n]*+))?\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_ITEM = re.compile(r" *-(?:\s|\Z)")


class Suppression(NamedTuple):
    """One mark: what it accepts, why, and where."""

    rule: str
    reason: str
    span: Span
    """The mark's own words."""
    name: Span
    """The rule's name in it, as typed."""
    start: int
    end: int
    """From where to where in the source findings are accepted."""

    def covers(self, span: Span) -> bool:
        """Whether a place is in what the mark is about."""
        same = span.source == self.span.source
        return same and self.start <= span.start < self.end


def suppressions_in(root: Node) -> tuple[Suppression, ...]:
    """Every mark of a file that was read: what looks like one in a text is none."""
    found = find_suppressions(root.source)
    if not found:
        return ()
    texts = [scalar for scalar in scalars(root) if scalar.style]
    return tuple(
        suppression
        for suppression in found
        if not any(text.start <= suppression.span.start < text.end for text in texts)
    )


def find_suppressions(source: Source) -> tuple[Suppression, ...]:
    """Every mark of a file, in order."""
    if "accept" not in source.text.lower():
        return ()
    return tuple(_marks(source))


def _marks(source: Source) -> Iterator[Suppression]:
    text = source.text
    start = end = 0
    for found in _MARK.finditer(text):
        if start <= found.end():  # marks one above the other are about one thing
            start = _below(text, found.end())
            end = _end(text, start)
        span = Span(source, found.end("indent"), len(found[0].rstrip()) + found.start())
        yield Suppression(
            (found["rule"] or "").lower(),
            (found["reason"] or "").strip(),
            span,
            Span(source, found.start("rule"), found.end("rule")),
            start,
            end,
        )


def _below(text: str, at: int) -> int:
    """Return the start of the next line that is no note and not empty."""
    below = iter_lines(text, line_end(text, at))
    return next((line.start for line in below if line.is_content), len(text))


def _end(text: str, start: int) -> int:
    """Return the end of the item or key that starts on a line: the lines indented more.

    The list under a key can start in the key's own column.
    """
    lines = iter_lines(text, start)
    first = next(lines, None)
    if first is None:
        return start
    is_key = not _ITEM.match(first.typed)
    end = first.next
    for line in lines:
        if line.is_content:
            of_list = is_key and line.indent == first.indent and _ITEM.match(line.typed)
            if line.indent <= first.indent and not of_list:
                break
        end = line.next
    return end
