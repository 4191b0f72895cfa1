"""A field has a title, an objective or a key aim that differs from the plan."""

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.language.stemming import stem_words
from pccreport.model.plan import Plan, Priority
from pccreport.rules.context import ProjectContext
from pccreport.source.node import MappingNode, Node, ScalarNode

RULE = rule("plan-mismatch")
_MAX_LENGTH = 200
"""Characters of a field in a message."""

_KINDS = ("objective", "title", "key aim")


class _PlanField(NamedTuple):
    """A field of plan.yaml with a text of the plan."""

    kind: str
    """The name of the field: title, objective, key aim."""
    priority: int
    field: ScalarNode


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each field of plan.yaml or report.yaml that differs from the plan.

    Endings do not count: a report's objective follows on from “the objective is to”.
    """
    project, language = context.project, context.project.language
    known: dict[tuple[str, tuple[str, ...]], _PlanField] = {}
    for entry in _fields(project.plan):
        words = stem_words(str(entry.field.value), language)
        first = known.setdefault((entry.kind, words), entry)
        if first.priority != entry.priority:
            text = _one_line(entry.field)
            yield RULE.finding(
                f"“{text}” is already {_owner(first)}",
                entry.field.span,
                f"copy this {entry.kind} again from the published plan",
                (Annotation(first.field.span, "first used here"),),
            )
    settings = project.settings
    own = project.plan.priority(settings.priority) if settings else None
    if settings is None or own is None or not own.number:
        return
    objective = settings.origin.values.get("objective")
    typed: list[tuple[ScalarNode, tuple[str, ...]]]
    typed = [(text.origin, ("objective", "key aim")) for text in settings.focus]
    if isinstance(objective, ScalarNode):
        typed.insert(0, (objective, _KINDS))
    own_stems = stem_words(own.objective, language)
    for field, kinds in typed:
        words = stem_words(str(field.value), language)
        same = [known[kind, words] for kind in kinds if (kind, words) in known]
        if words == own_stems or (field is not objective and len(words) < 2):
            continue
        if same and own.number not in {f.priority for f in same}:
            yield _other_priority(field, same[0], own)
        elif field is objective and own_stems:
            where = f"the objective of priority {own.number} in plan.yaml"
            message = f"“{_one_line(field)}” is not {where}"
            plan_objective = own.origin.values["objective"]
            related = (Annotation(plan_objective.span, "the plan’s objective"),)
            yield RULE.finding(message, field.span, _plan_wording(own), related)


def _other_priority(typed: ScalarNode, entry: _PlanField, own: Priority) -> Diagnostic:
    is_objective = own.objective and entry.kind == "objective"
    words = "use the plan’s words for this report’s priority"
    return RULE.finding(
        f"“{_one_line(typed)}” is {_owner(entry)}, but this report is on priority {own.number}",
        typed.span,
        f"for priority {own.number} {_plan_wording(own)}" if is_objective else words,
        (Annotation(entry.field.span, f"priority {entry.priority}"),),
    )


def _plan_wording(own: Priority) -> str:
    return f"the plan says “{_shortened(own.objective)}”"


def _fields(plan: Plan) -> Iterator[_PlanField]:
    """Yield the titles, objectives and key aims of a plan, in order."""
    for priority in plan.priorities:
        values = priority.origin.values
        for kind in ("title", "objective"):
            value = values.get(kind)
            if isinstance(value, ScalarNode) and str(value.value).strip():
                yield _PlanField(kind, priority.number, value)
        yield from (
            _PlanField("key aim", priority.number, value)
            for value in _aims(values.get("aims"))
            if str(value.value).strip()
        )


def _aims(aims: Node | None) -> Iterator[ScalarNode]:
    """Yield the titles of key aims and of their parts."""
    for value in aims.values.values() if isinstance(aims, MappingNode) else ():
        title = value.values.get("title") if isinstance(value, MappingNode) else value
        if isinstance(title, ScalarNode):
            yield title
        if isinstance(value, MappingNode):
            yield from _aims(value.values.get("aims"))


def _owner(entry: _PlanField) -> str:
    which = "a" if entry.kind == "key aim" else "the"
    return f"{which} {entry.kind} of priority {entry.priority}"


def _one_line(field: ScalarNode) -> str:
    return _shortened(str(field.value))


def _shortened(text: str) -> str:
    """Return a text on one line, truncated."""
    return textwrap.shorten(text, _MAX_LENGTH, placeholder="…")
