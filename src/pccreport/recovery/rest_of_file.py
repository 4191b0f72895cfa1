"""What else is wrong in a file that cannot be read to its end: the rest, without the item at fault.

An officer who puts one mistake right after the other needs a run for each. So the item in which
the reading ended is taken out, and the rest is read again, for its findings alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.patched_source import PatchedSource
from pccreport.source.lines import iter_lines
from pccreport.source.node import Node
from pccreport.source.yaml import ParseResult

_MOST = 5
"""Items that are taken out of one file: nobody puts more right at once."""
_LONGEST = 200_000
"""Characters of a file of which the rest is read; a report of four years has as many."""


class RestOfFile(NamedTuple):
    """What was found in the rest of a file."""

    root: Node | None
    """What could be read, or None. It lacks the items that were taken out."""
    findings: tuple[Diagnostic, ...]
    lines: frozenset[int]
    """The lines that were taken out."""


def read_rest(
    source: Source,
    problems: Sequence[Diagnostic],
    parse: Callable[[Source], ParseResult],
) -> RestOfFile:
    """Return what is found in a file when the items are taken out in which `parse` ended."""
    found: dict[tuple[int, int, str], Diagnostic] = {}
    gone: set[int] = set()
    patched = PatchedSource(source, source.text)
    root: Node | None = None
    for _ in range(_MOST):
        errors = [f.at.span.line for f in problems if f.severity is ERROR]
        if len(source.text) > _LONGEST or not errors:
            break
        start, end, lines = _item(patched.text, max(errors))
        gone |= lines
        # Of the same length, so that each place stays what it is.
        blank = re.sub(r"[^\r\n]", " ", patched.text[start:end])
        if blank == patched.text[start:end]:
            break
        text = patched.text[:start] + blank + patched.text[end:]
        patched = PatchedSource(source, text)
        node, problems = parse(patched.reading)
        for finding in map(patched.finding, problems):
            span = finding.at.span
            found[span.start, span.end, finding.rule] = finding
        if node is not None:
            root = patched.node(node)
            break
    findings = (f for f in found.values() if f.at.span.line not in gone)
    return RestOfFile(root, tuple(findings), frozenset(gone))


def _item(text: str, line: int) -> tuple[int, int, set[int]]:
    """Return the span and the lines of the innermost key or list item that a line is in."""
    lines = [*iter_lines(text)]
    if not lines:
        return 0, 0, set()
    shapes = [each.shape for each in lines]
    at = min(line, len(lines)) - 1
    first = at
    while first > 0 and not (shapes[first].name or shapes[first].dashes):
        first -= 1
    last = at
    for below in range(at + 1, len(lines)):
        if lines[below].words and shapes[below].indent <= shapes[first].indent:
            break
        last = below
    return lines[first].start, lines[last].next, {*range(first + 1, last + 2)}
