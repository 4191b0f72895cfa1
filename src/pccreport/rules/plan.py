"""Texts of the plan where they are typed again: titles, objectives and key aims."""

import textwrap
from collections.abc import Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.stemming import stem_words
from pccreport.model.plan import Plan
from pccreport.rules.context import ProjectContext
from pccreport.source.node import MappingNode, Node, ScalarNode

_MAX_LENGTH = 200
"""Characters of a field in a message."""


def plan_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each field of plan.yaml or report.yaml that differs from the plan.

    Endings do not count: a report's objective follows on from “the objective is to”.
    """
    plan, settings = context.project.plan, context.project.settings
    known: dict[tuple[str, tuple[str, ...]], tuple[int, ScalarNode]] = {}
    for what, number, field in _fields(plan):
        typed = what, stem_words(str(field.value))
        first, earlier = known.setdefault(typed, (number, field))
        if first != number:
            message = f"“{_shortened(field)}” is already {_owner(what, first)}"
            way_out = f"copy this {what} again from the published plan"
            related = (Annotation(earlier.span, "first used here"),)
            yield kind.finding(message, field.span, way_out, related)
    own = plan.priority(settings.priority) if settings else None
    typed = settings.origin.values.get("objective") if settings else None
    if own is None or not own.number or not isinstance(typed, ScalarNode):
        return
    words, planned = stem_words(str(typed.value)), own.origin.values.get("objective")
    number, field = known.get(("objective", words), (own.number, planned))
    message = f"“{_shortened(typed)}” is not the objective of priority {own.number} in plan.yaml"
    if number != own.number:
        message = f"“{_shortened(typed)}” is the objective of priority {number}, but this report is on priority {own.number}"
    elif not own.objective or words == stem_words(own.objective):
        return
    way_out = f"use the plan’s words for priority {own.number}"
    if own.objective:
        way_out = f"for priority {own.number} the plan says “{_shortened(planned)}”"
    related = (Annotation(field.span, f"priority {number}"),) if field else ()
    yield kind.finding(message, typed.span, way_out, related)


def _fields(plan: Plan) -> Iterator[tuple[str, int, ScalarNode]]:
    """Yield the titles, objectives and key aims of a plan with their priorities, in order."""
    for priority in plan.priorities:
        values = priority.origin.values
        fields = [(what, values.get(what)) for what in ("title", "objective")]
        fields += [("key aim", title) for title in _aims(values.get("aims"))]
        for what, value in fields:
            if isinstance(value, ScalarNode) and str(value.value).strip():
                yield what, priority.number, value


def _aims(aims: Node | None) -> Iterator[Node | None]:
    """Yield the titles of key aims and of their parts."""
    for value in aims.values.values() if isinstance(aims, MappingNode) else ():
        if isinstance(value, MappingNode):
            yield value.values.get("title")
            yield from _aims(value.values.get("aims"))
        else:
            yield value


def _owner(what: str, priority: int) -> str:
    return f"{'a' if what == 'key aim' else 'the'} {what} of priority {priority}"


def _shortened(field: Node | None) -> str:
    """Return a text on one line, truncated."""
    text = str(field.value) if isinstance(field, ScalarNode) else ""
    return textwrap.shorten(text, _MAX_LENGTH, placeholder="…")
