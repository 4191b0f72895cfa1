"""The report is on a priority that the plan does not have, or has no aims for."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.model.project import Project
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "unknown-priority"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """One finding, at the number in report.yaml."""
    plan, settings = project.plan, project.settings
    if settings is None:
        return
    priority = plan.priority(settings.priority)
    at = settings.place("priority")
    if priority is None:
        known = ", ".join(str(p.number) for p in plan.priorities)
        message = f"the plan has no priority {settings.priority}"
        yield Diagnostic(RULE, ERROR, message, at, help=f"it has {known}")
    elif not priority.aims:
        message = f"the plan names no key aims for priority {settings.priority}"
        title = Label(priority.origin.keys["number"].span, "this priority")
        way_out = "write them under aims: in plan.yaml, each with a key of its own"
        yield Diagnostic(RULE, ERROR, message, at, (title,), way_out)
