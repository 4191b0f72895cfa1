"""A text names another police force."""

from __future__ import annotations

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


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each force, commissioner or panel that is not the plan's own."""
    project = written.project
    body = project.plan.body
    holder = f"{body.holder_short} {body.holder_office}"
    names = f"{body.name} {body.area} {body.force_name} {holder}"
    own = force_areas(names, project.language)
    find = partial(find_forces, own)
    texts = written.candidates(RULE.name)
    texts &= written.words.with_any(other_areas(own, project.language))
    unlisted = texts_with_unlisted_forces(written.words, names, project.language)
    others = partial(find_unlisted_forces, names)
    for _, span, typed in chain(
        written.found(RULE.name, find, texts),
        written.found(RULE.name, others, unlisted),
    ):
        yield RULE.finding(
            f"“{typed}” is not of {body.force_name or 'your own area'}",
            span,
            "correct the name, or say in the sentence why it is named",
        )
