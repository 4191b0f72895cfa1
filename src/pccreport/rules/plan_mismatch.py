"""A field has a title, an objective or a key aim in other words than the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.stemming import StemmedWord, stem_words
from pccreport.model.plan import Plan, Priority
from pccreport.model.project import Project
from pccreport.rules.context import ProjectContext
from pccreport.source.node import MappingNode, Node, ScalarNode

RULE = rule("plan-mismatch")
_MOST = 200
"""Characters of a field that are quoted."""

Stems = tuple[str, ...]
_KINDS = ("objective", "title", "key aim")


class _PlanField(NamedTuple):
    """The words of the plan in one of its fields."""

    kind: str
    """What the field is called: title, objective, key aim."""
    priority: int
    field: ScalarNode


PlanTexts = dict[tuple[str, Stems], _PlanField]
"""The fields of the plan by their kind and words: the first of each."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each field of plan.yaml or report.yaml that differs from the plan.

    Endings do not count: a report's objective follows on from “the objective is to”.
    """
    project, language = written.project, written.project.language
    known: PlanTexts = {}
    for said in _fields(project.plan):
        text = str(said.field.value)
        words = _of(stem_words(text, language))
        first = known.setdefault((said.kind, words), said)
        if first.priority != said.priority:
            message = f"“{_one_line(text)}” is already {_whose(first)}"
            at, place = said.field.span, Annotation(first.field.span, "first used here")
            yield RULE.finding(message, at, _copy(said.kind), (place,))
    yield from _report(project, known, language)


def _report(project: Project, known: PlanTexts, language: str) -> Findings:
    settings = project.settings
    own = project.plan.priority(settings.priority) if settings else None
    if settings is None or own is None or not own.number:
        return
    objective = settings.origin.values.get("objective")
    if isinstance(objective, ScalarNode):
        yield from _objective(objective, own, known, language)
    for text in settings.focus:
        words = _of(stem_words(text.text, language))
        said = _other_priority_field(known, words, own, "objective", "key aim")
        if said and len(words) > 1:
            yield _other(text.origin, said, own)


def _objective(
    typed: ScalarNode, own: Priority, known: PlanTexts, language: str
) -> Findings:
    """Yield at most one finding about report.yaml's objective."""
    text = str(typed.value)
    words, meant = stem_words(text, language), stem_words(own.objective, language)
    if _of(words) == _of(meant):
        return
    if said := _other_priority_field(known, _of(words), own, *_KINDS):
        yield _other(typed, said, own)
    elif meant:
        at = _differing(typed, words, meant)
        where = f"the objective of priority {own.number} in plan.yaml"
        message = f"“{_one_line(at.text)}” is not in {where}"
        if at == typed.span:
            message = f"“{_one_line(text)}” is not {where}"
        way_out = f"the plan says “{_one_line(own.objective)}”"
        yield RULE.finding(message, at, way_out, _plan_s(own))


def _other_priority_field(
    known: PlanTexts, words: Stems, own: Priority, *kinds: str
) -> _PlanField | None:
    """Return the field of another priority with these words, if its own has other words."""
    found = [said for kind in kinds if (said := known.get((kind, words)))]
    others = [said for said in found if said.priority != own.number]
    return others[0] if others and others == found else None


def _other(typed: ScalarNode, said: _PlanField, own: Priority) -> Diagnostic:
    text = _one_line(str(typed.value))
    message = f"“{text}” is {_whose(said)}, but this report is on priority {own.number}"
    way_out = "use the plan’s words for this report’s priority"
    if own.objective and said.kind == "objective":
        way_out = (
            f"for priority {own.number} the plan says “{_one_line(own.objective)}”"
        )
    return RULE.finding(
        message,
        typed.span,
        way_out,
        (Annotation(said.field.span, f"priority {said.priority}"),),
    )


def _plan_s(own: Priority) -> tuple[Annotation, ...]:
    value = own.origin.values.get("objective")
    return (Annotation(value.span, "the plan’s objective"),) if value else ()


def _differing(
    typed: ScalarNode, words: tuple[StemmedWord, ...], meant: tuple[StemmedWord, ...]
) -> Span:
    """Return the words that differ, if they are the smaller part; else the whole field."""
    ours, theirs = _of(words), _of(meant)
    most = min(len(ours), len(theirs))
    start = next((i for i in range(most) if ours[i] != theirs[i]), most)
    most -= start
    end = next((i for i in range(most) if ours[-1 - i] != theirs[-1 - i]), most)
    differ = words[start : len(words) - end]
    if not differ or 2 * len(differ) > len(words):
        return typed.span
    return typed.place(differ[0].start, differ[-1].end)


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
    """Yield the words of key aims and of their parts."""
    for value in aims.values.values() if isinstance(aims, MappingNode) else ():
        title = value.values.get("title") if isinstance(value, MappingNode) else value
        if isinstance(title, ScalarNode):
            yield title
        if isinstance(value, MappingNode):
            yield from _aims(value.values.get("aims"))


def _whose(said: _PlanField) -> str:
    if said.kind == "key aim":
        return f"a key aim of priority {said.priority}"
    return f"the {said.kind} of priority {said.priority}"


def _copy(kind: str) -> str:
    return f"copy this {kind} again from the published plan"


def _of(words: tuple[StemmedWord, ...]) -> Stems:
    return tuple(word.stem for word in words)


def _one_line(text: str) -> str:
    """Return a field's words on one line, and no more than can be read there."""
    words = " ".join(text.split())
    return words if len(words) <= _MOST else f"{words[:_MOST]}…"
