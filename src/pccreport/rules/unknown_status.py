"""A status is not a step of the house format's scale."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-status")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such status."""
    project = context.project
    steps = [step.key for step in project.house.statuses]
    for update in project.updates:
        for status in update.status:
            if status.status not in steps:
                message = f"“{status.status}” is not a step of the scale"
                otherwise = "list the steps under statuses: in your house format"
                if steps:
                    otherwise = f"its steps: {', '.join(steps)}"
                way_out = did_you_mean(status.status, steps, otherwise)
                yield RULE.finding(message, status.at, way_out)
