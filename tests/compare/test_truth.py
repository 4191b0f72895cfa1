"""`pccreport compare` on pairs of which it is known what changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.compare import truth
from tests.compare.books import Edition, Pair, Written, write
from tests.compare.judge import QUIET, Verdict, judge, numbers, summary
from tests.compare.passed_on import every_form, words_of
from tests.conftest import Run

from pccreport.model.periods import parse_quarter
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.writers import changes_json

REMOVED = ("withdrawn", "missing")
UNSURE = 9
"""Without ids, no more lines than this may be told as unsure."""


class Told(NamedTuple):
    """A pair on the disk, and what was told of it."""

    pair: Pair
    old: Written
    new: Written
    answer: dict[str, Any]

    @property
    def changes(self) -> list[dict[str, Any]]:
        """All of them."""
        found: list[dict[str, Any]] = self.answer["changes"]
        return found

    def verdict(self, edition: Edition) -> Verdict:
        """What was told otherwise than it is."""
        return judge(self.changes, self.pair.told(edition), self.old, self.new)

    def by_number(self, *, new: bool) -> dict[int, dict[str, Any]]:
        """Each change by the number of its entry on one side."""
        found = {numbers(c, self.old, self.new)[new]: c for c in self.changes}
        return {number: change for number, change in found.items() if number}


def written(folder: Path, pair: Pair, edition: Edition) -> tuple[Written, Written]:
    """Both sides of a pair as folders."""
    carried = pair.carried
    return (
        write(folder / "before", pair.before, edition, carried=carried),
        write(folder / "after", pair.after, edition, carried=carried, after=True),
    )


def compared(old: Operand, new: Operand) -> dict[str, Any]:
    """What the office itself is told of a pair, in the form of the command's JSON."""
    found, findings = compare_reports(old, new)

    assert () == findings
    assert found.comparison is not None
    written = changes_json.write(found.comparison)
    answer: dict[str, Any] = json.loads(written)
    return answer


def sought(path: Path, period: str = "") -> Operand:
    """A folder, a file or a quarter as one side."""
    return Operand(path, parse_quarter(period), period or path.name)


def tell(folder: Path, pair: Pair, edition: Edition) -> Told:
    """A pair written down and compared."""
    old, new = written(folder, pair, edition)
    return Told(pair, old, new, compared(sought(old.folder), sought(new.folder)))


Telling = Callable[[Edition], Told]


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Telling:
    """What is told of the pair, by its edition: compared once for all tests."""

    @cache
    def told(edition: Edition) -> Told:
        return tell(tmp_path_factory.mktemp("real"), truth.real(), edition)

    return told


@pytest.fixture
def real(telling: Telling) -> dict[Edition, Told]:
    """The real report's pair, with ids and without."""
    return {each: telling(each) for each in (Edition.IDS, Edition.NONE)}


@pytest.mark.parametrize("edition", Edition)
def test_all_is_told_that_was_done(edition: Edition, telling: Telling) -> None:
    """The changes, those of the surroundings, and the reasons and figures with them."""
    told = telling(edition)
    most = 0 if edition is Edition.IDS else UNSURE

    every_change_is_named_rightly(told.verdict(edition), most)
    no_line_is_told_twice(told)
    changes_of_the_surroundings_are_listed_once(told)
    reasons_and_figures_are_told(told)


def every_change_is_named_rightly(verdict: Verdict, most: int) -> None:
    """Each true change is told with its kind, nothing else is, and little is unsure."""
    assert [] == verdict.wrong
    assert [] == verdict.missed
    assert 0 == verdict.wrong_but_unsure
    assert verdict.unsure <= most


def no_line_is_told_twice(told: Told) -> None:
    """On either side."""
    pairs = [numbers(change, told.old, told.new) for change in told.changes]
    for side in zip(*pairs, strict=True):
        assert {1} == {*Counter(number for number in side if number).values()}


def changes_of_the_surroundings_are_listed_once(told: Told) -> None:
    """The plan's changes are those that were made; other numbers are one of them."""
    plan = [(change["what"], change["kind"]) for change in told.answer["plan"]]

    assert sorted(told.pair.plan) == sorted(plan)


def reasons_and_figures_are_told(told: Told) -> None:
    """Why something went is told where it is known, and which past figures are others."""
    gone = {
        number: (change["reason"], change["unexplained"])
        for number, change in told.by_number(new=False).items()
        if change["kind"] in REMOVED
    }
    restated = {
        number: (set(change["restated"]["old"]), set(change["restated"]["new"]))
        for number, change in told.by_number(new=True).items()
        if change["restated"]
    }
    pair = told.pair
    lost = [o for (o, _), kind in pair.truth.items() if o and kind in REMOVED]

    # Only an update has an id, and can be withdrawn with a word.
    updates = {
        number
        for number, change in told.by_number(new=False).items()
        if change["sort"] == "update"
    }
    silent = {n: n in updates and n not in pair.reasons for n in lost}
    assert {n: (pair.reasons.get(n, ""), silent[n]) for n in lost} == gone
    expected = {n: (set(old), set(new)) for n, (old, new) in pair.restated.items()}
    assert expected == restated


def test_the_summary_counts_the_changes(real: dict[Edition, Told]) -> None:
    """The figures at the head are those of the changes below, and those that are true."""
    for edition, told in real.items():
        counted = told.answer["summary"]
        kinds = summary(told.changes)
        true = Counter(told.pair.told(edition).values())

        assert {k: n for k, n in counted.items() if k in kinds} == kinds
        assert true == Counter({k: n for k, n in kinds.items() if k not in QUIET})
        assert {"before": 1, "after": 3, "closed": 1, "withheld": 0} == counted[
            "private"
        ]
        assert 2 == counted["unexplained"]


def test_what_is_not_public_is_nowhere(tmp_path: Path) -> None:
    """No form of output has a word of what is private, or of what has become private."""
    pair = truth.real()
    old, new = written(tmp_path, pair, Edition.IDS)

    assert pair.secrets
    for form, text in every_form(old.folder, new.folder).items():
        said = " ".join(text.split())
        assert [] == [words for words in pair.secrets if words in said], form


@pytest.mark.parametrize("option", ["--draft", "--no-moves"])
def test_what_is_not_public_is_in_no_word_file(
    option: str, tmp_path: Path, run: Run
) -> None:
    """Nor is it in any part of the file with tracked changes, nor between its parts."""
    pair = truth.real()
    old, new = written(tmp_path, pair, Edition.IDS)
    target = tmp_path / "tracked.docx"
    done = run("compare", old.folder, new.folder, "--redline", target, option)

    assert 0 == done.returncode, done.stderr
    said = words_of(target)
    assert [] == [words for words in pair.secrets if words in said]


@pytest.mark.parametrize("edition", [Edition.IDS, Edition.NONE])
def test_the_other_way_round(edition: Edition, tmp_path: Path) -> None:
    """From new to old, what came has gone and what went has come; all else is alike."""
    pair = truth.real()
    old, new = written(tmp_path, pair, edition)
    answer = compared(sought(new.folder), sought(old.folder))
    for change in answer["changes"]:
        if change["kind"] == "missing":  # or of a later period
            change["kind"] = "withdrawn"
    verdict = judge(answer["changes"], pair.back(), new, old)

    assert [] == verdict.wrong
    assert [] == verdict.missed
    assert 0 == verdict.wrong_but_unsure


def test_a_project_and_itself(tmp_path: Path) -> None:
    """Two copies of a project do not differ, whatever is in them."""
    sides = (write(tmp_path / x, truth.before(), Edition.NONE) for x in ("a", "b"))
    answer = compared(*(sought(side.folder) for side in sides))
    assert ([], {"unchanged"}) == (answer["plan"], {*summary(answer["changes"])})
