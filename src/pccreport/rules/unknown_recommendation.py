"""An update answers a recommendation that is not in the plan, or was made later."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.model.period_labels import LabelFormatter
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-recommendation")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such key."""
    made = {asked.key: asked for asked in context.project.plan.recommendations}
    labels, known = LabelFormatter(context.project.house), [*made]
    otherwise = f"in the plan: {', '.join(known) or 'none'}"
    for update, _, item in context.project.items():
        if item.answers and item.answers not in known:
            message = f"the plan has no recommendation “{item.answers}”"
            way_out = did_you_mean(item.answers, known, otherwise)
            yield RULE.finding(message, item.span_of("answers"), way_out)
        elif item.answers and update.period.end < made[item.answers].made:
            asked = made[item.answers]
            day = labels.day("period_date", asked.made)
            message = f"“{item.answers}” was made on {day}, after {update.period}, the period of this file"
            way_out = "correct the key, correct made: in plan.yaml, or move the update to a later file"
            related = (Annotation(asked.origin.span, "the recommendation"),)
            yield RULE.finding(message, item.span_of("answers"), way_out, related)
