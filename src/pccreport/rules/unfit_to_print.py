"""A text has words that may do harm in a public report, or are party-political."""

from pccreport.findings.registry import Findings, rule
from pccreport.rules.context import ProjectContext

RULE = rule("unfit-to-print")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such phrase."""
    for span, typed in context.phrase_matches(RULE.name):
        message = f"“{typed}” may be more than a public report should say"
        yield RULE.finding(message, span, "leave it out, or ask whether to publish it")
