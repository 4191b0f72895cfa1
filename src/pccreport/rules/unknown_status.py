"""A status is not a step of the house format's scale."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-status")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such status."""
    project = written.project
    steps = [step.key for step in project.house.statuses]
    for update in project.updates:
        for given in update.status:
            if given.status not in steps:
                message = f"“{given.status}” is not a step of the scale"
                others = "list the steps under statuses: in your house format"
                if steps:
                    others = f"its steps: {', '.join(steps)}"
                way_out = did_you_mean(given.status, steps, others)
                yield RULE.finding(message, given.at, way_out)
