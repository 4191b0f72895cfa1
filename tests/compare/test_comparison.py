"""What holds of every comparison: nothing lost, nothing twice, nothing out of nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests import projects
from tests.compare import truth
from tests.compare.books import Book, Edition, Pair, Where, entry_of, write
from tests.compare.judge import QUIET

from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.writers import changes_json


def compared(before: Book, after: Book) -> dict[str, Any]:
    """Two books compared without ids, as JSON has it."""
    with projects.same_folder() as folder:
        sides = [
            Operand(write(folder / name, book, Edition.NONE).folder, name=name)
            for name, book in (("old", before), ("new", after))
        ]
        found, _ = compare_reports(*sides)
    assert found.comparison is not None
    answer: dict[str, Any] = json.loads(changes_json.write(found.comparison))
    return answer


def tellable(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes that are shown."""
    return [change for change in answer["changes"] if change["kind"] not in QUIET]


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
    answer = compared(pair.before, pair.after)

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
        "The PCC met the chief executives of the councils about rough sleeping.",
        "The PCC met the Chief Constable about the new rural crime plan.",
    ),
)
"""Two things that are told in one form."""


def exchanged(old: str, new: str, where: Where) -> list[dict[str, Any]]:
    """What is told where one text stood in a cell, and another stands in a cell now."""
    pair = Pair("exchanged", truth.before())
    for side, text, at in ((pair.before, old, FREE), (pair.after, new, where)):
        side.cell(at).append(entry_of(text))
    return tellable(compared(pair.before, pair.after))


@pytest.mark.parametrize("place", [FREE, (truth.Q2, truth.ENGAGE, truth.FORCE)])
@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_another_thing_of_one_form(old: str, new: str, place: Where) -> None:
    """One thing went, and another came that is told like it: it is not said to be it."""
    changes = exchanged(old, new, place)
    sure = {change["kind"] for change in changes if change["sure"]}

    assert sure <= {"missing", "added"}


@pytest.mark.parametrize("turned", [False, True])
def test_two_that_might_be_one(turned: bool) -> None:
    """Where either of two may be the third, neither of them is told for certain."""
    stall = "A stall on scams was held in {}.".format
    two, one = [stall("Slough"), stall("Luton")], [stall("Didcot")]
    old, new = (one, two) if turned else (two, one)
    pair = Pair("stalls", truth.before())
    pair.before.cell(FREE).extend(map(entry_of, old))
    pair.after.cell(FREE).extend(map(entry_of, new))
    changes = tellable(compared(pair.before, pair.after))

    assert [False, False] == [change["sure"] for change in changes]


def test_what_is_moved_and_revised_without_an_id_is_unsure() -> None:
    """A line of one formula in another place, with other figures, may be a different one."""
    pair = Pair("formula", truth.before())
    stayed = [*map(entry_of, ("The gates were mended.", "The roof was cleaned."))]
    grant = "A grant of £{} was paid to the Farley youth club for online safety work."
    pair.before.cell(FREE).extend([entry_of(grant.format("2,000")), *stayed])
    pair.after.cell(FREE).extend([*stayed, entry_of(grant.format("15,000"))])
    (change,) = tellable(compared(pair.before, pair.after))

    assert ("moved and revised", False) == (change["kind"], change["sure"])
