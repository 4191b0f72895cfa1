"""What holds of every comparison: nothing lost, nothing twice, nothing out of nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare import truth
from tests.compare.books import Book, Edition, File, Pair, Where, entry_of, write
from tests.compare.drawn import BASES, draw
from tests.compare.judge import QUIET, judge
from tests.compare.sides import AIMS, side_of, sides, some_lines
from tests.draws import examples, seeds

from pccreport.compare.changes import Change, Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import GIVEN, ComparedText, LineKind, Side
from pccreport.model.periods import parse_period
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.writers import changes_json

MOVED = (Kind.MOVED, Kind.MOVED_REVISED)
REVISED = (Kind.REVISED, Kind.MOVED_REVISED)


def where(line: ComparedText | None) -> tuple[str, str] | None:
    """A line by the text that it is from."""
    return line and (line.at.source.name, line.at.source.text)


def told(changes: Comparison) -> Counter[tuple[object, ...]]:
    """Each change by its kind and its two lines."""
    return Counter(
        (change.kind, where(change.old), where(change.new))
        for change in changes.changes
    )


@examples(12, 100)
@given(sides())
def test_a_side_and_itself(side: Side) -> None:
    """Nothing changed, nothing moved, and every line is the same line."""
    found = compare(side, side)

    assert not found.has_changes
    assert () == found.plan
    assert all(change.kind is Kind.UNCHANGED for change in found.changes)
    assert all(change.old == change.new for change in found.changes)
    assert all(change.sure for change in found.changes)


@examples(12, 100)
@given(sides(), sides())
def test_every_line_is_in_one_change(before: Side, after: Side) -> None:
    """No line of either side is left out, and none is told twice."""
    changes = compare(before, after).changes

    assert Counter(map(where, before.lines)) == _lines(change.old for change in changes)
    assert Counter(map(where, after.lines)) == _lines(change.new for change in changes)


def _lines(lines: Any) -> Counter[tuple[str, str] | None]:
    return Counter(where(line) for line in lines if line)


@examples(12, 100)
@given(sides(), sides())
def test_a_kind_describes_its_lines(before: Side, after: Side) -> None:
    """What came has no old line, what went no new one; what says the same is unrevised."""
    for change in compare(before, after).changes:
        match change.kind:
            case Kind.ADDED:
                assert change.old is None
            case Kind.MISSING | Kind.WITHDRAWN:
                assert change.old is not None
                can_be = change.old.kind in (LineKind.UPDATE, *GIVEN)
                assert can_be is (change.kind is Kind.MISSING)
                assert change.new is None
            case Kind.MOVED if change.perhaps:  # joined to it, or split from it
                assert (change.old is None) is not (change.new is None)
            case Kind.UNCHANGED | Kind.MOVED:
                assert _says(change.old) == _says(change.new)
            case Kind.REVISED | Kind.MOVED_REVISED:
                assert _says(change.old) != _says(change.new)
            case Kind.CONTINUED | Kind.REPEATED:
                assert change.earlier is not None
            case Kind.NOT_DUE:
                pytest.fail("both sides cover the same quarters")


def _says(line: ComparedText | None) -> object:
    assert line is not None
    return line.content


@examples(12, 100)
@given(sides(ids=True), sides(ids=True))
def test_ids_decide(before: Side, after: Side) -> None:
    """Where all have an id, two lines are one exactly if they have one id."""
    found = compare(before, after)
    old, new = ({line.id for line in side.lines} for side in (before, after))
    pairs = {c.old.id: c.new.id for c in found.changes if c.old and c.new}

    for was, now in pairs.items():
        assert was == now or _same_words(before, after, was, now)
    assert old & new <= {*pairs}


def _same_words(before: Side, after: Side, was: str, now: str) -> bool:
    old, new = (
        next(line.text for line in side.lines if line.id == name)
        for side, name in ((before, was), (after, now))
    )
    return old == new


@examples(12, 100)
@given(sides(ids=True), sides(ids=True))
def test_reversed_additions_are_removals(before: Side, after: Side) -> None:
    """From new to old, the same pairs are found; added and withdrawn change places.

    Which of two neighbours moved may be told otherwise, but not how many did.
    """
    there, back = compare(before, after), compare(after, before)

    assert _alone(there, Kind.ADDED) == _alone(back, Kind.MISSING)
    assert _alone(there, Kind.MISSING) == _alone(back, Kind.ADDED)
    for kinds in (MOVED, REVISED):
        assert _number(there, kinds) == _number(back, kinds)
    assert _pairs(there.changes) == {(n, o) for o, n in _pairs(back.changes)}


def _alone(found: Comparison, kind: Kind) -> set[object]:
    return {where(change.line) for change in found.changes if change.kind is kind}


def _number(found: Comparison, kinds: tuple[Kind, ...]) -> int:
    return sum(change.kind in kinds for change in found.changes)


def _pairs(changes: tuple[Change, ...]) -> set[tuple[object, object]]:
    return {(where(c.old), where(c.new)) for c in changes if c.old and c.new}


@examples(12, 100)
@given(sides(ids=True), some_lines(ids=True), st.permutations(AIMS))
def test_other_numbers_change_no_line(
    before: Side, lines: tuple[ComparedText, ...], aims: list[str]
) -> None:
    """When key aims change places, each line is told as if they had not."""
    plain, turned = side_of(lines), side_of(lines, aims)

    assert told(compare(before, plain)) == told(compare(before, turned))


# Whole projects


def compared(before: Book, after: Book, edition: Edition) -> dict[str, Any]:
    """Two books compared, as JSON has it."""
    with tempfile.TemporaryDirectory() as folder:
        old = write(Path(folder) / "old", before, edition)
        new = write(Path(folder) / "new", after, edition, after=True)
        return _answer(old.folder, new.folder)


def _answer(old: Path, new: Path) -> dict[str, Any]:
    found, _ = compare_reports(Operand("old", old), Operand("new", new))
    assert found.comparison is not None
    answer: dict[str, Any] = json.loads(
        changes_json.write(found.comparison, encoding="utf-8")
    )
    return answer


def tellable(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes that are shown."""
    return [change for change in answer["changes"] if change["kind"] not in QUIET]


@seeds(1, 3)
@pytest.mark.parametrize("share", [0.1, 0.3])
@pytest.mark.parametrize("base", BASES)
def test_what_is_sure_is_right(
    base: str, seed: int, share: float, tmp_path: Path
) -> None:
    """Edits drawn by lot, and no ids: whatever is not told as unsure is true."""
    pair = draw(base, seed, share)
    old = write(tmp_path / "old", pair.before, Edition.NONE)
    new = write(tmp_path / "new", pair.after, Edition.NONE)
    changes = _answer(old.folder, new.folder)["changes"]
    verdict = judge(changes, pair.truth, old, new)

    assert [] == verdict.wrong
    # The more words are others, the less can be told; least in texts of one form.
    most = share + 0.05 + (0.2 if base in {"grants", "long"} else 0)
    assert verdict.unsure <= most * len(changes)


@pytest.mark.parametrize("share", [pytest.param(0.1, marks=pytest.mark.slow), 0.3])
@pytest.mark.parametrize("base", BASES)
def test_with_ids_all_is_right(base: str, share: float, tmp_path: Path) -> None:
    """Edits drawn by lot, and an id on each update: everything is told, and surely."""
    pair = draw(base, 7, share)
    old = write(tmp_path / "old", pair.before, Edition.IDS)
    new = write(tmp_path / "new", pair.after, Edition.IDS)
    verdict = judge(_answer(old.folder, new.folder)["changes"], pair.truth, old, new)

    assert ([], [], 0) == (verdict.wrong, verdict.missed, verdict.unsure)


@given(st.sampled_from([*BASES]), st.integers(0, 1_000))
@examples(4, 20)
def test_a_project_and_its_copy(base: str, seed: int) -> None:
    """A project and a copy of it do not differ."""
    book = draw(base, seed, 0.3).after
    answer = compared(book, book, Edition.HALF)

    assert [] == answer["plan"]
    assert [] == tellable(answer)


@given(st.sampled_from([*BASES]), st.randoms(use_true_random=False))
@examples(4, 20)
def test_another_file_is_no_change(base: str, rng: Any) -> None:
    """A quarter's key aims shared out between two files, of whatever names: no change."""
    book = draw(base, 1, 0.1).before
    periods = {
        name: parse_period(file.head["period"]) for name, file in book.files.items()
    }
    several = Counter(periods.values())
    alone = [each for each in book.files.items() if several[periods[each[0]]] == 1]
    name, file = rng.choice(alone)
    kept = {aim: cell for aim, cell in file.cells.items() if rng.random() < 0.5}
    rest = {aim: cell for aim, cell in file.cells.items() if aim not in kept}
    other = rng.choice([f"a-{name}", f"{name}-b", "zz"])
    shared = {
        name: File(file.head, file.caveat, kept),
        other: File(file.head, None, rest),
    }
    answer = compared(book, replace(book, files=book.files | shared), Edition.NONE)

    assert [] == tellable(answer)


@pytest.mark.parametrize("edition", [Edition.IDS, Edition.NONE, Edition.HALF])
def test_other_numbers_change_no_update(edition: Edition) -> None:
    """Key aims turned round: the plan tells of it, and no update or reference does."""
    pair = Pair("turned", truth.before())
    aims = pair.after.aims
    turned = dict(reversed(aims.items()))
    aims.clear()
    aims |= turned
    answer = compared(pair.before, pair.after, edition)

    assert [] == tellable(answer)
    assert answer["plan"]


def test_names_of_files_do_not_count(tmp_path: Path) -> None:
    """Update files with other names say the same."""
    old = Path(shutil.copytree(truth.EXAMPLE, tmp_path / "old"))
    new = Path(shutil.copytree(truth.EXAMPLE, tmp_path / "new"))
    for number, path in enumerate(sorted((new / "updates").iterdir(), reverse=True)):
        path.rename(path.with_name(f"{number}.yaml"))

    assert [] == tellable(_answer(old, new))


def test_a_moved_update_takes_no_other_ones_partner() -> None:
    """What was moved and hardly reworded is found, though what it is put beside is near."""
    book = truth.before()
    book.cell(FREE).append(
        entry_of(
            "In May 2019, TVP worked on a national courier fraud initiative which"
            " involved fast time triage in Didcot."
        )
    )
    pair = Pair("beside", book)
    pair.take_out("triage in Didcot")
    pair.move("warning of the signs of courier fraud", FREE)
    pair.reword("warning of the signs of courier", "romance scams", "romance fraud")
    answer = compared(pair.before, pair.after, Edition.NONE)

    assert ["missing", "moved and revised"] == sorted(
        change["kind"] for change in tellable(answer)
    )


FREE = (truth.Q4, truth.OVER, truth.PROPERTY)
"""A cell that nothing is told in but a reference."""
OTHERS = (
    (
        "Operation Badger led to the arrest of 14 burglars in Aylesbury in May.",
        "Operation Heron led to the arrest of nine drug dealers in Slough in June.",
    ),
    (
        "A conference on hate crime was held in Oxford for community leaders.",
        "A conference on modern slavery was held in Reading for housing officers.",
    ),
    (
        "The PCC met the chief executives of the councils about rough sleeping.",
        "The PCC met the Chief Constable about the new rural crime plan.",
    ),
    (
        "The website now has a page on romance fraud.",
        "The website now has a page on county lines.",
    ),
    (
        "An independent advisory group for young people was set up in Bracknell.",
        "An independent advisory group on stop and search was set up in Windsor.",
    ),
    (
        "Twelve hundred people had had the letter by the spring.",
        "Nine hundred people had had the visit by the spring.",
    ),
)
"""Two things that are told in one form."""
REWRITTEN = (
    (
        "A member of staff delivered training on coercive control to forty GPs.",
        "Forty GPs learned about coercive control from one of my staff.",
    ),
    (
        "Victims of burglary are now offered a home visit within two days.",
        "Within two days of a burglary, somebody can come to those affected.",
    ),
    (
        "Street lighting was improved on three estates in Slough.",
        "Three estates in Slough have better lights.",
    ),
    (
        "Funding was secured for two more independent domestic violence advisers.",
        "There is now money for another two IDVAs.",
    ),
)
"""One thing in other words."""


def exchanged(old: str, new: str, where: Where) -> list[dict[str, Any]]:
    """What is told where one text stood in a cell, and another stands in a cell now."""
    pair = Pair("exchanged", truth.before())
    for side, text, at in ((pair.before, old, FREE), (pair.after, new, where)):
        side.cell(at).append(entry_of(text))
    return tellable(compared(pair.before, pair.after, Edition.NONE))


@pytest.mark.parametrize("place", [FREE, (truth.Q2, truth.ENGAGE, truth.FORCE)])
@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_another_thing_of_one_form(old: str, new: str, place: Where) -> None:
    """One thing went, and another came that is told like it: it is not said to be it."""
    changes = exchanged(old, new, place)
    sure = {change["kind"] for change in changes if change["sure"]}

    assert sure <= {"missing", "added"}


@pytest.mark.parametrize(("old", "new"), REWRITTEN)
def test_one_thing_in_other_words(old: str, new: str) -> None:
    """Where hardly a word is left, nothing is said for certain but that it is revised."""
    changes = exchanged(old, new, FREE)
    sure = {change["kind"] for change in changes if change["sure"]}

    assert sure <= {"revised"}


STALLS = [f"A stall on scams was held in {town}." for town in ("Slough", "Luton")]


@pytest.mark.parametrize("turned", [False, True])
def test_two_that_might_be_one(turned: bool) -> None:
    """Where either of two may be the third, neither of them is told for certain."""
    old, new = STALLS, ["A stall on scams was held in Didcot."]
    if turned:
        old, new = new, old
    pair = Pair("stalls", truth.before())
    pair.before.cell(FREE).extend(map(entry_of, old))
    pair.after.cell(FREE).extend(map(entry_of, new))
    changes = tellable(compared(pair.before, pair.after, Edition.NONE))

    assert [False, False] == [change["sure"] for change in changes]


def test_what_is_moved_and_revised_without_an_id_is_unsure() -> None:
    """A line of one formula in another place, with other figures, may be a different one."""
    pair = Pair("formula", truth.before())
    stayed = [*map(entry_of, ("The gates were mended.", "The roof was cleaned."))]
    grant = "A grant of £{} was paid to the Farley youth club for online safety work."
    pair.before.cell(FREE).extend([entry_of(grant.format("2,000")), *stayed])
    pair.after.cell(FREE).extend([*stayed, entry_of(grant.format("15,000"))])
    (change,) = tellable(compared(pair.before, pair.after, Edition.NONE))

    assert ("moved and revised", False) == (change["kind"], change["sure"])


def test_what_is_unsure_moves_nothing_else() -> None:
    """Pairs that may be none do not push an update out of its place that stayed in it."""
    olds, news = zip(OTHERS[0], OTHERS[2], strict=True)
    pair = Pair("pushed", truth.before())
    stayed = entry_of("The gates of the depot were mended.")
    pair.before.cell(FREE).extend([stayed, *map(entry_of, olds)])
    pair.after.cell(FREE).extend([*map(entry_of, news), stayed])
    changes = tellable(compared(pair.before, pair.after, Edition.NONE))

    assert stayed.words not in {change["new"]["text"] for change in changes}


def test_an_id_is_known_in_another_year() -> None:
    """What has gone to another year's file, in wholly other words, is known by its id."""
    pair = Pair("years", truth.before())
    pair.move("In partnership with SAFE", FREE)
    pair.rewrite("In partnership with SAFE", "Help for the young came sooner.")
    (change,) = tellable(compared(pair.before, pair.after, Edition.IDS))

    assert ("moved and revised", "id", True) == (
        change["kind"],
        change["by"],
        change["sure"],
    )


@pytest.mark.parametrize("edition", [Edition.IDS, Edition.NONE, Edition.HALF])
def test_equal_points_stay_with_their_update(edition: Edition) -> None:
    """An update moves, and its points with it, though others say the same as they do."""
    pair = Pair("points", truth.before())
    for side in (pair.before, pair.after):
        side.cell(FREE).clear()
    places = (FREE, (truth.Q4, truth.ENGAGE, truth.FORCE))
    told = [
        entry_of({"text": text, "points": ["Two were refused.", f"{n} came late."]})
        for n, text in enumerate(("Grants were made:", "Visits were paid:"), 4)
    ]
    pair.before.cell(FREE).extend(told)
    pair.after.cell(places[1]).append(told[0])
    pair.after.cell(places[0]).append(told[1])
    changes = tellable(compared(pair.before, pair.after, edition))

    assert [("moved", "Grants were made:")] == [
        (change["kind"], change["new"]["text"]) for change in changes if change["new"]
    ]
