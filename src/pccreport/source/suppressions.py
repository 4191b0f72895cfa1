"""Comments in a file that accept a finding: `# accept RULE: reason`.

A suppression is on its own line, above the item or the key that it is about, and accepts what
its rule finds there. Knows lines and their indent; which rules exist is known to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.text import Source, Span
from pccreport.source.node import Node, scalars

_MARK = re.compile(
    # Nothing is given back: a long run of spaces is looked at once.
    r"^(?P<indent>[ \t]*+)#[ \t]*+accept\b[ \t]*+(?P<rule>[\w-]*+)[ \t]*+(?::(?P<reason>[^\r\n]*+))?\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_ITEM = re.compile(r" *-(?:\s|\Z)")
_NOTE = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n?\Z")


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
    at = text.find("\n", at) + 1 or len(text)
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None  # a line may be empty
        if not _NOTE.match(line[0]):
            return at
        at = line.end()
    return at


def _end(text: str, start: int) -> int:
    """Return the end of the item or key that starts on a line: the lines indented more.

    The list under a key can start in the key's own column.
    """
    first = _LINE.match(text, start)
    assert first is not None
    column = _column(first[0])
    is_key = not _ITEM.match(first[0])
    at = first.end()
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None
        if not _NOTE.match(line[0]):
            own = _column(line[0])
            of_list = is_key and own == column and _ITEM.match(line[0])
            if own <= column and not of_list:
                break
        at = line.end()
    return at


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
