"""`pccreport compare` on versions of other bodies' reports, which it was not made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.cases import in_turn
from tests.compare.books import Edition, Pair, write
from tests.compare.judge import Verdict, judge
from tests.compare.other_bodies import OTHERS

from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.writers import changes_json


class Told(NamedTuple):
    """What was told of a pair, and how true it is."""

    pair: Pair
    answer: dict[str, Any]
    verdict: Verdict
    kinds: int
    """How many changes were told."""


def tell(folder: Path, pair: Pair, edition: Edition) -> Told:
    """A pair written down and compared."""
    old = write(folder / "old", pair.before, edition)
    new = write(folder / "new", pair.after, edition, after=True)
    found, _ = compare_reports(Operand("old", old.folder), Operand("new", new.folder))
    assert found.comparison is not None
    answer = json.loads(changes_json.write(found.comparison, encoding="utf-8"))
    verdict = judge(answer["changes"], pair.truth, old, new)
    kinds = sum(change["kind"] != "unchanged" for change in answer["changes"])
    return Told(pair, answer, verdict, kinds)


@in_turn("name", OTHERS)
def test_with_ids_all_is_told(name: str, tmp_path: Path) -> None:
    """Nothing wrong, nothing missed, and nothing in doubt."""
    verdict = tell(tmp_path, OTHERS[name](), Edition.IDS).verdict

    assert ([], [], 0) == (verdict.wrong, verdict.missed, verdict.unsure)


@pytest.mark.parametrize("edition", [Edition.NONE, Edition.COME])
def test_without_ids_nearly_all_is_told(edition: Edition, tmp_path: Path) -> None:
    """Nine in ten of what is told are true, and of what is true; little is wrong and unmarked."""
    every = [tell(tmp_path / name, make(), edition) for name, make in OTHERS.items()]
    true = sum(len(told.pair.truth) for told in every)
    right = true - sum(len(told.verdict.missed) for told in every)
    kinds = sum(told.kinds for told in every)

    assert right >= 0.95 * true
    assert right >= 0.92 * kinds
    assert sum(len(told.verdict.wrong) for told in every) <= 3


@pytest.mark.parametrize("edition", [Edition.IDS, Edition.NONE])
@pytest.mark.parametrize("name", OTHERS)
def test_dropped_promises_deaths_and_money_are_first(
    name: str, edition: Edition, tmp_path: Path
) -> None:
    """Each of them is among the ten lines."""
    told = " ".join(
        each["told"] for each in tell(tmp_path, OTHERS[name](), edition).answer["first"]
    )

    assert [] == [words for words in FIRST[name] if words not in told]


FIRST = {
    "mayor": (
        *("355 homes", "£6.5m → £5.6m", "£2 → £2.50"),
        "We will retrofit 2,000 council homes",
    ),
    "council": (
        *("Quay ward", "Make the fleet electric", "The rest are on order"),
        *("£180,000 → £108,000", "28 → 42"),
    ),
}
