"""Two updates of one period have one id but differ."""

from dataclasses import fields

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import period_sort_key
from pccreport.model.update import Cell, UpdateFile, UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("duplicate-id")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the second of the two, with the first as a related place."""
    project = context.project
    first: dict[tuple[object, str], tuple[UpdateFile, Cell, UpdateItem]] = {}
    for update, cell, item in project.items():
        if not item.id:
            continue
        key, entry = (period_sort_key(update.period), item.id), (update, cell, item)
        earlier = first.setdefault(key, entry)
        if differs := _difference(earlier, entry):
            yield RULE.finding(
                f"two updates for {update.period} have the id “{item.id}” but differ in {differs}",
                item.span_of("id"),
                "give one of them a different id, or make them the same",
                (Annotation(earlier[2].span_of("id"), "first used here"),),
            )


def _difference(
    first: tuple[UpdateFile, Cell, UpdateItem],
    second: tuple[UpdateFile, Cell, UpdateItem],
) -> str:
    """Return the name of a field in which two updates differ, or ""."""
    (early, before, old), (late, after, new) = first, second
    if old is new:
        return ""
    if early.basis != late.basis:
        return "basis"
    if (before.aim, before.stream) != (after.aim, after.stream):
        return "key aim and stream"
    old, new = old.printed_content(), new.printed_content()
    names = (field.name for field in fields(UpdateItem) if field.compare)
    return next((f"“{n}”" for n in names if getattr(old, n) != getattr(new, n)), "")
