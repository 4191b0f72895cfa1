"""A source with its fixes applied: exact replacements, and nothing else touched."""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """Return the source's text with the edits applied; of two that overlap, the first is.

    Edits of other sources are left out. The byte order mark, line ends and everything outside
    the edits stay as they are.
    """
    text = source.text
    # The last first, so that no place moves before its turn.
    for edit in reversed(_apart(source, edits)):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _apart(source: Source, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that can be applied together, in the order of their spans."""
    kept: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        span = edit.span
        is_here = span.source.name == source.name and span.end <= len(source.text)
        # Two insertions at one offset are one edit that was found twice.
        if is_here and span.start >= end and (not kept or span != kept[-1].span):
            kept.append(edit)
            end = span.end
    return kept
