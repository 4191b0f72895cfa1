"""A sentence gives one measure in two units."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.units import find_mixed_units
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("mixed-units")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the second unit of each such sentence."""
    language = context.project.language
    for text in context.texts_in(context.candidates(RULE.name)):
        for offsets in find_mixed_units(text.text, language):
            (first, one), (span, other) = (part_of(text, *at) for at in offsets)
            related = (Annotation(first, "the first unit"),)
            message = f"“{one}” and “{other}” are in different units"
            yield RULE.finding(message, span, "use the same unit for both", related)
