"""What changed, a line each."""

from __future__ import annotations

from tests.expect import Expect
from tests.writers.comparisons import (
    added,
    comparison,
    hostile,
    line,
    of_each_kind,
    pair,
    revised,
)

from pccreport.compare.changes import ChangeKind
from pccreport.writers.changes_concise import write


def test_a_change_is_a_line(expect: Expect) -> None:
    """Place, kind, where it stands, its words; then the counts."""
    told = comparison(
        revised("We met 96 people.", "We met 98 people."),
        added("told", 7, level=2, parent=0, stream="office", aim="young"),
    )

    expect(write(told))


def test_every_change_has_a_line(expect: Expect) -> None:
    """Changes of the plan, changes, counts and what is not shown."""
    told = of_each_kind()
    lines = write(told).splitlines()
    kinds = [each.split(": ")[1] for each in lines if ".yaml:" in each.split(": ")[0]]

    assert [change.kind for change in told.visible_changes()] == kinds
    assert 9 == sum(
        each.startswith("Changes to the plan and the report: ") for each in lines
    )
    expect(lines)
    assert lines[-1].startswith("8 added, ")


def test_nothing_changed_is_reported(expect: Expect) -> None:
    """With the number of what stayed."""
    same = pair(ChangeKind.UNCHANGED, line("as ever", old=True), line("as ever"))

    expect(write(comparison(same)))


def test_a_line_is_a_line() -> None:
    """Whatever an author typed cannot begin another, nor reach a terminal."""
    for told in hostile():
        lines = write(told).split("\n")

        assert len(write(of_each_kind()).split("\n")) == len(lines)
        assert all(each.isprintable() for each in lines)
