"""A sentence gives one measure in two units."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.units import (
    MixedUnits,
    find_mixed_times,
    find_mixed_units,
    signs_of_units,
)
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext

RULE = rule("mixed-units")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at the second unit of each such sentence."""
    language = written.project.language
    for text in written.having(signs_of_units(language)):
        for found in find_mixed_units(text.text, language):
            yield _finding(text, found)
    for text in written.with_digits:
        for found in find_mixed_times(text.text, language):
            yield _finding(text, found)


def _finding(text: Prose, found: MixedUnits) -> Diagnostic:
    first, other = (" ".join(text.text[slice(*at)].split()) for at in found)
    related = (Annotation(text.span(*found.first), "the first unit"),)
    message = f"“{first}” and “{other}” are in different units"
    span = text.span(*found.other)
    return RULE.finding(message, span, "use the same unit for both", related)
