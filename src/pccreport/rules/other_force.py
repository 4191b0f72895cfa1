"""A text names another police force."""

from functools import partial
from itertools import chain

from pccreport.findings.registry import Findings, rule
from pccreport.language.police_forces import (
    find_forces,
    find_unlisted_forces,
    force_areas,
    other_areas,
    texts_with_unlisted_forces,
)
from pccreport.rules.context import ProjectContext

RULE = rule("other-force")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each force, commissioner or panel that is not the plan's own."""
    project = context.project
    body = project.plan.body
    holder = f"{body.holder_short} {body.holder_office}"
    names = f"{body.name} {body.area} {body.force_name} {holder}"
    own_areas = force_areas(names, project.language)
    find = partial(find_forces, own_areas)
    texts = context.candidates(RULE.name)
    texts &= context.word_index.with_any(other_areas(own_areas, project.language))
    unlisted = texts_with_unlisted_forces(context.word_index, names, project.language)
    find_others = partial(find_unlisted_forces, names)
    for _, span, typed in chain(
        context.matches(RULE.name, find, texts),
        context.matches(RULE.name, find_others, unlisted),
    ):
        yield RULE.finding(
            f"“{typed}” is not of {body.force_name or 'your own area'}",
            span,
            "correct the name, or say in the sentence why it is named",
        )
