"""An update is of a time outside the years of the plan."""

from __future__ import annotations

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ProjectContext

RULE = rule("outside-plan")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the period of each such file."""
    project = written.project
    plan = project.plan
    years = Annotation(plan.origin.values["years"].span, "the plan’s years")
    for update in project.updates:
        if plan.years.number_of(update.period.year) is None:
            message = f"{update.period} is outside the plan’s years"
            way_out = "correct the period here, or the years in plan.yaml"
            yield RULE.finding(
                message, update.origin.values["period"].span, way_out, (years,)
            )
