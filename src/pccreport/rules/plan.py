"""The objective of the report, and whether it is that of the plan."""

import re
import textwrap
from functools import partial

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.rules.context import ProjectContext
from pccreport.source import fields

_shortened = partial(textwrap.shorten, width=200, placeholder="…")
"""Return a field on one line, as a message has it."""
_BEGINNING = 3
"""Letters of a word that are compared: “improve” is “improving” in the plan."""


def plan_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the objective of report.yaml if it differs from the plan's.

    Only the beginnings of words count: a report's objective follows on from “the objective is to”.
    """
    plan, settings = context.project.plan, context.project.settings
    own = plan.priority(settings.priority) if settings else None
    if settings is None or own is None or not own.number:
        return
    typed = fields.scalar(settings.origin, "objective")
    planned = fields.scalar(own.origin, "objective")
    if not typed or not planned:
        return
    words, right = str(typed.value), str(planned.value)
    if right.strip() and _word_beginnings(words) != _word_beginnings(right):
        message = f"“{_shortened(words)}” is not the objective of priority {own.number} in plan.yaml"
        way_out = f"write it as in the plan: “{_shortened(right)}”"
        related = (Annotation(planned.span, f"priority {own.number}"),)
        yield kind.finding(message, typed.span, way_out, related)


def _word_beginnings(phrase: str) -> tuple[str, ...]:
    typed = phrase.casefold().replace("&", "and").replace("’", "'")
    plain = re.sub(r"^(?:to|by) |[-']", "", typed)
    return tuple(word[:_BEGINNING] for word in re.findall(r"[^\W_]+", plain))
