"""The period of an update file is outside the years of the plan."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ProjectContext

RULE = rule("outside-plan")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the period of each such file."""
    project = context.project
    plan = project.plan
    years = Annotation(plan.origin.values["years"].span, "the plan’s years")
    for update in project.updates:
        if plan.years.number_of(update.period.year) is None:
            message = f"{update.period} is outside the plan’s years"
            way_out = "correct the period here, or the years in plan.yaml"
            at = update.origin.values["period"].span
            yield RULE.finding(message, at, way_out, (years,))
