"""An update is of a time outside the years of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.model.project import Project
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "outside-plan"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at the period of each such file."""
    plan = project.plan
    years = Label(plan.origin.values["years"].span, "the years of the plan")
    for update in project.updates:
        if plan.years.number_of(update.period.year) is None:
            message = f"{update.period} lies outside the years of the plan"
            way_out = "mend the period here, or the years in plan.yaml"
            at = Label(update.origin.values["period"].span)
            yield Diagnostic(RULE, ERROR, message, at, (years,), way_out)
