"""A comparison of texts as JSON, in the format of `schemas/text-changes.schema.json`."""

from __future__ import annotations

from typing import Any

from pccreport.compare.text_changes import (
    PlacedText,
    TextChange,
    TextChangeKind,
    TextComparison,
)
from pccreport.writers.json_text import as_json

VERSION = 1
"""Of the format: raised when a name in it is added, removed or changes its meaning."""


def write(comparison: TextComparison, *, encoding: str) -> str:
    """Return all changes in reading order; `encoding` is that of the output."""
    counts = comparison.counts()
    answer = {
        "version": VERSION,
        "old": comparison.old,
        "new": comparison.new,
        "summary": {
            **{str(kind): counts[kind] for kind in TextChangeKind},
            "unchanged": comparison.unchanged,
        },
        "notes": [*comparison.notes, *comparison.counted],
        "groups": [
            {"title": group.title, "changes": [*map(_change, group.changes)]}
            for group in comparison.groups
        ],
    }
    return as_json(answer, encoding)


def _change(change: TextChange) -> dict[str, Any]:
    def texts(side: tuple[PlacedText, ...]) -> list[dict[str, Any]]:
        return [
            {
                "text": None if change.hidden else text.text,
                "file": text.file,
                "where": text.where,
                "secrecy": str(text.secrecy),
            }
            for text in side
        ]

    return {
        "kind": str(change.kind),
        "old": texts(change.old),
        "new": texts(change.new),
        "words": [chunk._asdict() for chunk in change.words],
        "remarks": [*change.remarks],
    }
