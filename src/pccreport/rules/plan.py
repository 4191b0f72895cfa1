"""Texts of the plan where they are typed again: titles, objectives and key aims."""

import re
import textwrap
from collections.abc import Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.close_matches import QUOTES
from pccreport.language.stemming import phrase_pattern, stem_words
from pccreport.model.plan import Plan, Priority
from pccreport.rules.context import ProjectContext
from pccreport.source.node import MappingNode, Node, ScalarNode

_MAX_LENGTH = 200
"""Characters of a field in a message."""
_MIN_WORDS = 3
"""Least words of an objective, without its first, to recognise it in a sentence."""


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
    if settings is None or own is None or not own.number:
        return
    planned = own.origin.values.get("objective")
    objective = settings.origin.values.get("objective")
    says = f"the plan says “{_shortened(planned)}”" if own.objective else ""
    own_words = stem_words(own.objective)
    for each in (objective, *(text.origin for text in settings.focus)):
        if not isinstance(each, ScalarNode):
            continue
        words = stem_words(str(each.value))
        is_objective = each is objective
        if words == own_words or not (is_objective or words[1:]):
            continue
        kinds = ("objective", *(["title"] * is_objective), "key aim")
        same = [(k, *known[k, words]) for k in kinds if (k, words) in known]
        if same and own.number not in (number for _, number, _ in same):
            what, number, field = same[0]
            message = f"“{_shortened(each)}” is {_owner(what, number)}, but this report is on priority {own.number}"
            way_out = f"use the plan’s words for priority {own.number}"
            if says and what == "objective":
                way_out = f"for priority {own.number} {says}"
            related = (Annotation(field.span, f"priority {number}"),)
            yield kind.finding(message, each.span, way_out, related)
        elif is_objective and own_words and planned:
            message = f"“{_shortened(each)}” is not the objective of priority {own.number} in plan.yaml"
            related = (Annotation(planned.span, "the plan’s objective"),)
            yield kind.finding(message, each.span, says, related)


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


def other_priority(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the words of each update that mentions only other priorities.

    A title counts if it is in quotation marks, and a priority by its number. The update's own
    priority counts in any form, and so does a key aim of it.
    """
    project, plan = context.project, context.project.plan
    on_all = project.settings is None or project.settings.priority == "all"
    if on_all or len(plan.priorities) < 2:
        return
    aims, mentioned = plan.aims(), _mention_pattern(plan, context)
    listed = {str(priority.number): priority for priority in plan.priorities}
    for cell, item in project.public_items():
        own, text = aims.get(cell.aim), item.text.text
        found = {
            match: listed[number]
            for match in mentioned.finditer(text)
            if (number := match["number"] or str(match.lastgroup)[5:]) in listed
        }
        if own is None or not found or own in found.values() or item.text.mentions():
            continue
        if re.search(_any_form(own), text, re.IGNORECASE):
            continue
        *others, last = map(str, sorted({each.number for each in found.values()}))
        before = f"priorities {', '.join(others)} and" if others else "priority"
        message = (
            f"this mentions only {before} {last} but is under priority {own.number}"
        )
        way_out = f"say how it relates to “{own.title}”, or move it to a key aim of the priority it mentions"
        starts, ends = zip(*(match.span() for match in found), strict=True)
        span = item.text.span(starts[0], ends[-1])
        yield kind.finding(message, span, way_out)


def _mention_pattern(plan: Plan, context: ProjectContext) -> re.Pattern[str]:
    """Return the pattern of a title in quotation marks, or of a priority by its number."""
    forms = ((p.number, phrase_pattern(p.title)) for p in plan.priorities)
    titles = "|".join(f"(?P<title{number}>{form})" for number, form in forms if form)
    level = re.escape(context.project.house.levels.priority.split()[-1])
    # The start of a pattern decides how fast a text without a match is searched.
    quotes = f"[{re.escape(QUOTES)}]"
    quoted = rf"{quotes}(?<!\w.)(?i:{titles or '(?!)'})[.,]?{quotes}(?!\w)"
    return re.compile(rf"{quoted}|\b{level} (?P<number>[1-9]\d?)\b(?![.:/]\d)")


def _any_form(priority: Priority) -> str:
    """Return a pattern for a priority's title, or its objective without the verb at its start."""
    rest = priority.objective.split()[1:]
    forms = [priority.title, " ".join(rest if len(rest) >= _MIN_WORDS else ())]
    patterns = filter(None, map(phrase_pattern, forms))
    return "|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns) or "(?!)"
