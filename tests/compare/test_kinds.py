"""What a view calls a change follows from its two sides and its marks."""

from tests.cases import in_turn

from pccreport.compare.kinds import (
    COMPARED,
    RECONCILED,
    SENT,
    Kind,
    Mark,
    Row,
    kind_of,
)

CASES = [
    (COMPARED, 0, 1, set(), "added"),
    (COMPARED, 1, 1, {Mark.EDITED}, "revised"),
    (COMPARED, 1, 0, {Mark.WITHDRAWN}, "withdrawn"),
    (COMPARED, 1, 0, set(), "missing"),
    (COMPARED, 1, 1, {Mark.MOVED}, "moved"),
    (COMPARED, 1, 0, {Mark.MOVED}, "moved"),
    (COMPARED, 1, 1, {Mark.MOVED, Mark.EDITED}, "moved and revised"),
    (COMPARED, 0, 1, {Mark.CARRIED, Mark.EDITED}, "continued"),
    (COMPARED, 1, 1, {Mark.CARRIED}, "said again"),
    (COMPARED, 1, 0, {Mark.NOT_DUE}, "not due"),
    (COMPARED, 1, 1, set(), "unchanged"),
    (SENT, 1, 1, {Mark.EDITED}, "changed"),
    (SENT, 1, 0, set(), "deleted"),
    (SENT, 0, 1, set(), "added"),
    (SENT, 1, 1, {Mark.MOVED}, "moved"),
    (SENT, 1, 1, {Mark.MOVED, Mark.EDITED}, "moved and changed"),
    (SENT, 1, 2, {Mark.EDITED}, "split"),
    (SENT, 2, 1, set(), "joined"),
    (RECONCILED, 1, 0, set(), "not in the report"),
    (RECONCILED, 1, 2, {Mark.PUBLISHED}, "not for publication, but public"),
    (RECONCILED, 2, 1, {Mark.MOVED}, "under another key aim or stream"),
    (RECONCILED, 0, 1, set(), "in no contribution"),
    (RECONCILED, 1, 0, {Mark.PRIVATE}, "kept back"),
    (RECONCILED, 1, 0, {Mark.REMARK}, "left out"),
    (RECONCILED, 1, 0, {Mark.APART}, "apart"),
    (RECONCILED, 1, 0, {Mark.OPEN}, "not answered for"),
    (RECONCILED, 1, 2, {Mark.EDITED}, "changed"),
]


@in_turn(("view", "old", "new", "marks", "kind"), CASES)
def test_a_kind_follows_from_sides_and_marks(
    view: tuple[Row, ...], old: int, new: int, marks: set[Mark], kind: str
) -> None:
    """Of a view's rows the first that fits counts."""
    assert kind_of(view, old, new, marks) == kind


def test_every_kind_follows_from_something() -> None:
    """There is none that no view has."""
    assert {*Kind} == {kind for *_, kind in CASES}
