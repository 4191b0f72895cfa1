"""The changes of texts that a command found, as records that tests can look into."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pccreport.cli.operands import split_project, split_word_file
from pccreport.cli.periods import parse_period
from pccreport.compare.changes import Change, TextComparison
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import ComparedText
from pccreport.pipeline.compare_word import compare_word
from pccreport.pipeline.reconcile import reconcile_files


class Recorded(NamedTuple):
    """What a command found."""

    stdout: str
    returncode: int
    stderr: str = ""


def records(command: str, *words: Path | str) -> Recorded:
    """Return what `compare` or `reconcile` finds, without what is not to be shown."""
    named = [*map(str, words)]
    private = "--include-private" in named
    period = _taken(named, "--period")
    named = [word for word in named if not word.startswith("--")]
    if command == "reconcile":
        sent, project = split_project(named, Path())
        found = reconcile_files(
            map(Path, sent), project, parse_period(period), private=private
        )
        comparison, is_finding = found.comparison, found.is_finding
    else:
        comparison, *_ = compare_word(*split_word_file(named), private=private)
        is_finding = False
    assert comparison is not None
    shown = comparison if private else comparison.for_reader(outside=True)
    return Recorded(json.dumps(_comparison(shown), ensure_ascii=False), int(is_finding))


def _taken(words: list[str], option: str) -> str:
    """Remove an option and its value, and return the value."""
    with contextlib.suppress(ValueError):
        at = words.index(option)
        _, value = words[at : at + 2]
        del words[at : at + 2]
        return value
    return ""


def _comparison(comparison: TextComparison) -> dict[str, Any]:
    counts = Counter(change.kind for change in comparison.changes)
    return {
        "summary": {str(kind): counts[kind] for kind in Kind}
        | {"unchanged": comparison.unchanged},
        "notes": [*comparison.notes, *comparison.counted],
        "groups": [
            {"title": group.title, "changes": [*map(_change, group.changes)]}
            for group in comparison.groups
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    def texts(side: Sequence[ComparedText]) -> list[dict[str, Any]]:
        return [
            {
                "text": None if change.hidden else text.text,
                "file": text.file,
                "where": text.where
                or (f"line {text.at.line}" if text.at.source.text else ""),
                "secrecy": str(change.secrecy),
            }
            for text in side
        ]

    return {
        "kind": str(change.kind),
        "old": texts(change.olds),
        "new": texts(change.news),
        "words": []
        if change.hidden
        else [chunk._asdict() for chunk in change.text_diff().chunks],
        "remarks": [*change.remarks],
    }
