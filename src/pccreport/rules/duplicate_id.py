"""Two updates of one period have one id and say different things."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic, Label
from pccreport.findings.registry import rule
from pccreport.model.periods import order
from pccreport.model.project import items
from pccreport.model.update import Cell, Item, Update
from pccreport.rules.context import Written

RULE = rule("duplicate-id")


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at the second of the two, with the first as its second place."""
    project = written.project
    first: dict[tuple[object, str], tuple[Update, Cell, Item]] = {}
    for update, cell in project.cells():
        for item in items(cell.entries):
            if not item.id:
                continue
            told = first.setdefault(
                (order(update.period), item.id), (update, cell, item)
            )
            _, _, earlier = told
            if differs := _difference(told, (update, cell, item)):
                yield RULE.finding(
                    f"two updates for {update.period} have the id “{item.id}” but differ in {differs}",
                    item.place("id"),
                    "give one of them a different id, or make them the same",
                    (Label(earlier.place("id"), "first used here"),),
                )


def _difference(
    first: tuple[Update, Cell, Item], second: tuple[Update, Cell, Item]
) -> str:
    """What two updates do not have in common, in the words of the form; or ""."""
    (early, before, one), (late, here, other) = first, second
    if one is other:
        return ""
    if early.basis != late.basis:
        return "basis"
    if (before.aim, before.stream) != (here.aim, here.stream):
        return "key aim and stream"
    said, says = one.saying(), other.saying()
    fields = (name for name in Item._fields if name != "origin")
    return next((f"“{name}”" for name in fields if _differ(said, says, name)), "")


def _differ(one: Item, other: Item, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
