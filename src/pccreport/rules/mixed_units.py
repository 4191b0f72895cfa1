"""A sentence gives one measure in two units."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.units import find_mixed_units
from pccreport.rules.context import ProjectContext

RULE = rule("mixed-units")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the second unit of each such sentence."""
    language = context.project.language
    for text in context.texts_in(context.candidates(RULE.name)):
        for found in find_mixed_units(text.text, language):
            first, other = (" ".join(text.text[slice(*at)].split()) for at in found)
            related = (Annotation(text.span(*found.first), "the first unit"),)
            message = f"“{first}” and “{other}” are in different units"
            span = text.span(*found.other)
            yield RULE.finding(message, span, "use the same unit for both", related)
