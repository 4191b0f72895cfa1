"""Fixes applied to the text of a source."""

from collections.abc import Iterable

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text with the edits of this source applied; of two that overlap, the first.

    Everything outside the edits is unchanged, including line ends.
    """
    text, at = source.text, 0
    parts: list[str] = []
    last: Span | None = None
    for span, new in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        is_in_source = span.source.name == source.name and span.end <= len(text)
        # Two insertions at one offset are one edit found twice.
        if is_in_source and span.start >= at and span != last:
            parts += text[at : span.start], new
            at, last = span.end, span
    return "".join((*parts, text[at:]))
