"""Two updates of one period have one id but differ."""

from __future__ import annotations

from dataclasses import fields

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import period_sort_key
from pccreport.model.update import Cell, UpdateFile, UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("duplicate-id")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the second of the two, with the first as a related place."""
    project = written.project
    first: dict[tuple[object, str], tuple[UpdateFile, Cell, UpdateItem]] = {}
    for update, cell, item in project.items():
        if not item.id:
            continue
        told = first.setdefault(
            (period_sort_key(update.period), item.id), (update, cell, item)
        )
        _, _, earlier = told
        if differs := _difference(told, (update, cell, item)):
            yield RULE.finding(
                f"two updates for {update.period} have the id “{item.id}” but differ in {differs}",
                item.place("id"),
                "give one of them a different id, or make them the same",
                (Annotation(earlier.place("id"), "first used here"),),
            )


def _difference(
    first: tuple[UpdateFile, Cell, UpdateItem],
    second: tuple[UpdateFile, Cell, UpdateItem],
) -> str:
    """Return what differs between two updates, in the words of the form; or ""."""
    (early, before, one), (late, here, other) = first, second
    if one is other:
        return ""
    if early.basis != late.basis:
        return "basis"
    if (before.aim, before.stream) != (here.aim, here.stream):
        return "key aim and stream"
    said, says = one.printed_content(), other.printed_content()
    names = (each.name for each in fields(UpdateItem) if each.compare)
    return next((f"“{name}”" for name in names if _differ(said, says, name)), "")


def _differ(one: UpdateItem, other: UpdateItem, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
