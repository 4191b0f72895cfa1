"""Findings in the rest of a file that cannot be parsed to its end.

The item in which parsing stopped is blanked and the file parsed again, only for its findings: or
else an author would see one error in each run.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import iter_lines
from pccreport.source.node import Node
from pccreport.source.yaml import ParseResult

_MAX_ITEMS = 5
"""Most items that are removed from one file."""
_MAX_LENGTH = 200_000
"""Characters of the longest file whose rest is parsed; a report of four years has as many."""


RestOfFile = tuple[Node | None, tuple[Diagnostic, ...], set[int]]
"""The node without the removed items, or None; the findings; and the removed lines, from 1."""


def read_rest(
    source: Source,
    problems: Sequence[Diagnostic],
    parse: Callable[[Source], ParseResult],
) -> RestOfFile:
    """Return the findings after the items in which `parse` stopped are removed."""
    found: dict[tuple[int, int, str], Diagnostic] = {}
    removed: set[int] = set()
    patched = PatchedSource(source, source.text)
    root: Node | None = None
    for _ in range(_MAX_ITEMS):
        errors = [f.at.span.line for f in problems if f.severity is ERROR]
        if len(source.text) > _MAX_LENGTH or not errors:
            break
        start, end, lines = _innermost_item(patched.text, max(errors))
        removed |= lines
        # Of the same length, so that offsets stay valid.
        blank = re.sub(r"[^\r\n]", " ", patched.text[start:end])
        if blank == patched.text[start:end]:
            break
        patched = patched.patched([Patch(start, end, blank)])
        node, problems = parse(patched.reading)
        for finding in map(patched.finding, problems):
            span = finding.at.span
            found[span.start, span.end, finding.rule] = finding
        if node is not None:
            root = patched.node(node)
            break
    findings = (f for f in found.values() if f.at.span.line not in removed)
    return root, tuple(findings), removed


def _innermost_item(text: str, line: int) -> tuple[int, int, set[int]]:
    """Return the range and the lines of the innermost key or list item with a line."""
    lines = [*iter_lines(text)]
    if not lines:
        return 0, 0, set()
    first = last = min(line, len(lines)) - 1
    while first > 0 and not (lines[first].shape.name or lines[first].shape.dashes):
        first -= 1
    indent = lines[first].indent
    below = lines[last + 1 :]
    last += len([*takewhile(lambda x: not x.content or x.indent > indent, below)])
    return lines[first].start, lines[last].next, {*range(first + 1, last + 2)}
