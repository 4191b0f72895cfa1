"""A report's period, start and end are inconsistent, or not in the plan's years."""

from pccreport.findings.registry import Findings, rule
from pccreport.report import scope
from pccreport.rules.context import ProjectContext

RULE = rule("report-period")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each impossible period of report.yaml."""
    project = context.project
    if settings := project.settings:
        for key, message, way_out in scope.scope_problems(settings, project.plan):
            yield RULE.finding(message, settings.annotate(key), way_out)
