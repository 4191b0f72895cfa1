"""The report is on a priority that the plan does not have, or has no aims for."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-priority")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """One finding, at the number in report.yaml."""
    project = written.project
    plan, settings = project.plan, project.settings
    if settings is None:
        return
    priority = plan.priority(settings.priority)
    at = settings.place("priority")
    if priority is None:
        known = ", ".join(str(p.number) for p in plan.priorities)
        message = f"the plan has no priority {settings.priority}"
        yield RULE.finding(message, at, f"priorities in the plan: {known}")
    elif not priority.aims:
        message = f"the plan has no key aims for priority {settings.priority}"
        title = Annotation(priority.origin.keys["number"].span, "this priority")
        way_out = "add them under aims: in plan.yaml, each with its own key"
        yield RULE.finding(message, at, way_out, (title,))
