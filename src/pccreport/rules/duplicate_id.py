"""Two updates of one quarter have one id and say different things."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.model.periods import Quarter
from pccreport.model.project import Project, items
from pccreport.model.update import Item
from pccreport.source.diagnostic import ERROR, Diagnostic, Label
from pccreport.source.node import Mapping
from pccreport.source.text import Span

RULE = "duplicate-id"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at the second of the two, with the first as its second place."""
    first: dict[tuple[Quarter, str], tuple[Item, str, str]] = {}
    for update, cell in project.cells():
        for item in items(cell.entries):
            if not item.id:
                continue
            here = (item, cell.aim, cell.stream)
            earlier = first.setdefault((update.period, item.id), here)
            if earlier != here:
                yield Diagnostic(
                    RULE,
                    ERROR,
                    f"two updates of {update.period} have the id “{item.id}”",
                    Label(_id_place(item)),
                    (Label(_id_place(earlier[0]), "first used here"),),
                    "give one of them another id, or make the two the same",
                )


def _id_place(item: Item) -> Span:
    origin = item.origin
    named = origin.values.get("id") if isinstance(origin, Mapping) else None
    return (named or item.text.origin).span
