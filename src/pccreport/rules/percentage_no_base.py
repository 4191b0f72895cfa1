"""A percentage is without its base."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.percentages import find_percentages_without_base
from pccreport.rules.context import ProjectContext

RULE = rule("percentage-no-base")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each percentage in a sentence without a count."""
    for _, span, typed in context.matches(RULE.name, find_percentages_without_base):
        message = f"“{typed}” does not say out of how many"
        yield RULE.finding(message, span, "add the numbers, such as 12% (30 of 250)")
