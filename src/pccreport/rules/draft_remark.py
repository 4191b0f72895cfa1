"""A text has a note, two wordings, a part of a message or another program's code in it."""

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ProjectContext

RULE = rule("draft-remark")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each phrase of that kind."""
    for span, typed in context.phrase_matches(RULE.name):
        message = f"“{typed}” is left from a draft, a message or another program"
        yield RULE.finding(message, span, "delete it, or write what is meant")
