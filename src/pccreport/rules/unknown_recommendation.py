"""An update answers a recommendation that is not in the plan, or was made later."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-recommendation")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such key."""
    made = {asked.key: asked.made for asked in context.project.plan.recommendations}
    otherwise = f"in the plan: {', '.join(made) or 'none'}"
    for update, _, item in context.project.items():
        if item.answers and item.answers not in made:
            message = f"the plan has no recommendation “{item.answers}”"
            way_out = did_you_mean(item.answers, made, otherwise)
            yield RULE.finding(message, item.span_of("answers"), way_out)
        elif item.answers and update.period.end < made[item.answers]:
            message = f"“{item.answers}” was made on {made[item.answers]}, after {update.period}, the period of this file"
            way_out = "correct the key, correct made: in plan.yaml, or move the update to a later file"
            yield RULE.finding(message, item.span_of("answers"), way_out)
