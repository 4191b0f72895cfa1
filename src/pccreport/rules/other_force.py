"""A text names another police force."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.police_forces import find_forces, force_areas
from pccreport.rules.context import ProjectContext

RULE = rule("other-force")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each force, commissioner or panel that is not the plan's own."""
    project = written.project
    body = project.plan.body
    names = f"{body.name} {body.area} {body.force_name}"
    own = force_areas(names, project.language)
    for text in written.having(written.signs[RULE.name]):
        for found in find_forces(text.text, own, project.language):
            typed = " ".join(text.text[found.start : found.end].split())
            yield RULE.finding(
                f"“{typed}” is not of {body.force_name or 'your own area'}",
                text.span(found.start, found.end),
                "correct the name, or say in the sentence why it is named",
            )
