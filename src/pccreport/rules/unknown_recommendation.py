"""An update answers a recommendation that is not in the plan."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-recommendation")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such key."""
    known = [asked.key for asked in context.project.plan.recommendations]
    otherwise = f"in the plan: {', '.join(known) or 'none'}"
    for _, _, item in context.project.items():
        if item.answers and item.answers not in known:
            message = f"the plan has no recommendation “{item.answers}”"
            way_out = did_you_mean(item.answers, known, otherwise)
            yield RULE.finding(message, item.span_of("answers"), way_out)
