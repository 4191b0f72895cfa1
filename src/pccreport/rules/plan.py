"""Texts of the plan where they are typed again: titles and objectives."""

import re
import textwrap
from collections.abc import Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.model.plan import Plan
from pccreport.rules.context import ProjectContext
from pccreport.source.node import Node, ScalarNode

_MAX_LENGTH = 200
"""Characters of a field in a message."""
_BEGINNING = 3
"""Letters of a word that are compared: “improve” is “improving” in the plan."""


def plan_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each field of plan.yaml or report.yaml that differs from the plan.

    Only the beginnings of words count: a report's objective follows on from “the objective is to”.
    """
    plan, settings = context.project.plan, context.project.settings
    known: dict[tuple[str, tuple[str, ...]], tuple[int, ScalarNode]] = {}
    for what, number, field in _fields(plan):
        key = what, _beginnings(str(field.value))
        first, earlier = known.setdefault(key, (number, field))
        if first != number:
            message = f"“{_shortened(field)}” is already the {what} of priority {first}"
            way_out = f"copy this {what} again from the published plan"
            related = (Annotation(earlier.span, "first used here"),)
            yield kind.finding(message, field.span, way_out, related)
    own = plan.priority(settings.priority) if settings else None
    typed = settings.origin.values.get("objective") if settings else None
    if own is None or not own.number or not isinstance(typed, ScalarNode):
        return
    words, planned = _beginnings(str(typed.value)), own.origin.values.get("objective")
    number, place = own.number, planned
    if found := known.get(("objective", words)):
        number, place = found
    message = f"“{_shortened(typed)}” is not the objective of priority {own.number} in plan.yaml"
    if number != own.number:
        message = f"“{_shortened(typed)}” is the objective of priority {number}, but this report is on priority {own.number}"
    elif not own.objective or words == _beginnings(own.objective):
        return
    way_out = f"use the plan’s words for priority {own.number}"
    if own.objective:
        way_out = f"for priority {own.number} the plan says “{_shortened(planned)}”"
    planned_at = [Annotation(place.span, f"priority {number}")] if place else []
    yield kind.finding(message, typed.span, way_out, (*planned_at,))


def _fields(plan: Plan) -> Iterator[tuple[str, int, ScalarNode]]:
    """Yield the titles and objectives of a plan with their priorities, in order."""
    for priority in plan.priorities:
        for what in ("title", "objective"):
            value = priority.origin.values.get(what)
            if isinstance(value, ScalarNode) and str(value.value).strip():
                yield what, priority.number, value


def _beginnings(phrase: str) -> tuple[str, ...]:
    plain = re.sub(r"^(?:to|by) |[-'’]", "", phrase.casefold().replace("&", "and"))
    return tuple(word[:_BEGINNING] for word in re.findall(r"[^\W_]+", plain))


def _shortened(field: Node | None) -> str:
    """Return a text on one line, truncated."""
    text = str(field.value) if isinstance(field, ScalarNode) else ""
    return textwrap.shorten(text, _MAX_LENGTH, placeholder="…")
