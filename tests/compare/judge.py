"""Holds what a comparison told against what is true of a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.compare.books import Truth, Written

QUIET = ("unchanged", "not due")


class Verdict(NamedTuple):
    """What was told otherwise than it is."""

    wrong: list[str]
    missed: list[str]
    """What is true and was not told, or told as something else."""
    unsure: int
    """Changes told as unsure, right or wrong."""
    wrong_but_unsure: int


def numbers(change: Mapping[str, Any], old: Written, new: Written) -> tuple[Any, Any]:
    """The entries of a change in JSON, by their numbers before and now."""
    return _number(change["old"], old), _number(change["new"], new)


def _number(line: Mapping[str, Any] | None, side: Written) -> int | None:
    if line is None:
        return None
    return side.entries[Path(line["file"]).name, line["line"]].number


def judge(
    changes: Collection[Mapping[str, Any]], truth: Truth, old: Written, new: Written
) -> Verdict:
    """Whether each change is one that is true, of its kind, and none is missing.

    What is told as unchanged must be the same entry on both sides.
    """
    left = dict(truth)
    wrong = []
    doubtful = 0
    for change in changes:
        pair, kind = numbers(change, old, new), change["kind"]
        if kind == "unchanged" and pair not in truth:
            right = pair[0] == pair[1]
        else:
            right = left.pop(pair, None) == kind
        if not right and change["sure"]:
            wrong.append(f"{kind}: {_words(change)}; it is {truth.get(pair)}")
        doubtful += not right and not change["sure"]
    words = {e.number: e.words for side in (old, new) for e in side.entries.values()}
    missed = [f"{kind}: {[words.get(n or 0) for n in p]}" for p, kind in left.items()]
    unsure = sum(not change["sure"] for change in changes)
    return Verdict(wrong, missed, unsure, doubtful)


def _words(change: Mapping[str, Any]) -> str:
    sides = (change["old"], change["new"])
    return " → ".join(side["text"][:60] if side else "nothing" for side in sides)


def summary(changes: Collection[Mapping[str, Any]]) -> Counter[str]:
    """How many changes there are of each kind."""
    return Counter(change["kind"] for change in changes)
