"""A text is about a case that is before a court."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.proceedings import find_live_cases
from pccreport.rules.context import ProjectContext

RULE = rule("live-case")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the words of each sentence that show it."""
    lists = "still", "pending", "courts", "charged", "one_charged"
    texts = context.having("proceedings", *lists)
    for _, span, typed in context.matches(RULE.name, find_live_cases, texts):
        yield RULE.finding(
            f"“{typed}”: this case is not over, and what is published may affect it",
            span,
            "ask whether it may be published, or leave it out until the case is over",
        )
