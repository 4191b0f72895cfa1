"""A quarter lies outside the years of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.model.periods import Quarter
from pccreport.model.project import Project
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "outside-plan"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding for each period of report.yaml and of an update file."""
    named: list[tuple[Quarter, Label]] = []
    if settings := project.settings:
        named.append((settings.period, settings.place("period")))
        if "until" in settings.origin.values:
            named.append((settings.until, settings.place("until")))
    named += [
        (update.period, Label(update.origin.values["period"].span))
        for update in project.updates
    ]
    plan = project.plan
    years = Label(plan.origin.values["years"].span, "the years of the plan")
    for quarter, at in named:
        if plan.years.number_of(quarter.year) is None:
            message = f"{quarter} lies outside the years of the plan"
            way_out = "mend the quarter here, or the years in plan.yaml"
            yield Diagnostic(RULE, ERROR, message, at, (years,), way_out)
