"""Texts of the plan where they are typed again: titles, objectives and key aims."""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

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


class _PlanField(NamedTuple):
    """A field of plan.yaml with a text of the plan."""

    kind: str
    """The name of the field: title, objective, key aim."""
    priority: int
    field: ScalarNode

    @property
    def owner(self) -> str:
        """The field as a message names it."""
        which = "a" if self.kind == "key aim" else "the"
        return f"{which} {self.kind} of priority {self.priority}"


def plan_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each field of plan.yaml or report.yaml that differs from the plan.

    Endings do not count: a report's objective follows on from “the objective is to”.
    """
    project = context.project
    known: dict[tuple[str, tuple[str, ...]], _PlanField] = {}
    for entry in _fields(project.plan):
        words = stem_words(str(entry.field.value))
        first = known.setdefault((entry.kind, words), entry)
        if first.priority != entry.priority:
            message = f"“{_shortened(entry.field)}” is already {first.owner}"
            way_out = f"copy this {entry.kind} again from the published plan"
            related = (Annotation(first.field.span, "first used here"),)
            yield kind.finding(message, entry.field.span, way_out, related)
    settings = project.settings
    own = project.plan.priority(settings.priority) if settings else None
    if settings is None or own is None or not own.number:
        return
    plan_objective = own.origin.values.get("objective")
    says = f"the plan says “{_shortened(plan_objective)}”" if own.objective else ""
    objective = settings.origin.values.get("objective")
    own_stems = stem_words(own.objective)
    for field in (objective, *(text.origin for text in settings.focus)):
        is_objective = field is objective
        if not isinstance(field, ScalarNode):
            continue
        words, typed = stem_words(str(field.value)), f"“{_shortened(field)}”"
        kinds = (
            ("objective", "title", "key aim")
            if is_objective
            else ("objective", "key aim")
        )
        same = [known[each, words] for each in kinds if (each, words) in known]
        if words == own_stems or not (is_objective or words[1:]):
            continue
        if same and own.number not in {f.priority for f in same}:
            message = f"{typed} is {same[0].owner}, but this report is on priority {own.number}"
            way_out = "use the plan’s words for this report’s priority"
            if says and same[0].kind == "objective":
                way_out = f"for priority {own.number} {says}"
            at = same[0].field.span, f"priority {same[0].priority}"
            yield kind.finding(message, field.span, way_out, (Annotation(*at),))
        elif is_objective and own_stems and plan_objective:
            message = (
                f"{typed} is not the objective of priority {own.number} in plan.yaml"
            )
            related = (Annotation(plan_objective.span, "the plan’s objective"),)
            yield kind.finding(message, field.span, says, related)


def _fields(plan: Plan) -> Iterator[_PlanField]:
    """Yield the titles, objectives and key aims of a plan, in order."""
    for priority in plan.priorities:
        values = priority.origin.values
        fields = [(kind, values.get(kind)) for kind in ("title", "objective")]
        fields += [("key aim", title) for title in _aims(values.get("aims"))]
        for kind, value in fields:
            if isinstance(value, ScalarNode) and str(value.value).strip():
                yield _PlanField(kind, priority.number, value)


def _aims(aims: Node | None) -> Iterator[Node | None]:
    """Yield the titles of key aims and of their parts."""
    for value in aims.values.values() if isinstance(aims, MappingNode) else ():
        if isinstance(value, MappingNode):
            yield value.values.get("title")
            yield from _aims(value.values.get("aims"))
        else:
            yield value


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
        matches = [*mentioned.finditer(text)] if own else []
        found = [
            (match, listed.get(match["number"] or (match.lastgroup or "")[5:]))
            for match in matches
        ]
        found = [(match, priority) for match, priority in found if priority]
        priorities = [priority for _, priority in found if priority]
        if own is None or not found or own in priorities or item.text.mentions():
            continue
        if re.search(_any_form(own), text, re.IGNORECASE):
            continue
        *others, last = map(str, sorted({each.number for each in priorities}))
        before = f"priorities {', '.join(others)} and" if others else "priority"
        message = (
            f"this mentions only {before} {last} but is under priority {own.number}"
        )
        way_out = f"say how it relates to “{own.title}”, or move it to a key aim of the priority it mentions"
        title = priorities[0].origin.values.get("title")
        related = (Annotation(title.span, "mentioned here"),) if title else ()
        span = item.text.span(found[0][0].start(), found[-1][0].end())
        yield kind.finding(message, span, way_out, related)


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
