"""Fixes applied to the text of a source."""

from collections.abc import Iterable

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text with the edits of this source applied; of two that overlap, the first.

    Everything outside the edits is unchanged, including line ends.
    """
    text = source.text
    # From the end, so that offsets stay valid.
    for edit in reversed(_without_overlaps(source, edits)):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _without_overlaps(source: Source, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that do not overlap, ordered by span."""
    kept: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        span = edit.span
        is_in_source = span.source.name == source.name and span.end <= len(source.text)
        # Two insertions at one offset are one edit found twice.
        if is_in_source and span.start >= end and (not kept or span != kept[-1].span):
            kept.append(edit)
            end = span.end
    return kept
