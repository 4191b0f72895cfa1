"""A reference to a key aim is typed by hand, number and all."""

from __future__ import annotations

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.typed_references import (
    find_references_elsewhere,
    find_typed_references,
    short_names,
)
from pccreport.rules.context import ProjectContext

RULE = rule("typed-reference")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such reference, by the house format's name of a key aim."""
    house = written.project.house
    names = (house.levels.aim, house.levels.aims)
    for text in written.having(map(str.casefold, (names[0], *short_names(names[0])))):
        for found in find_typed_references(text.text, names, house.words.tag):
            yield _finding(text.span(found.start, found.end), found.words)
    elsewhere = written.found("references-elsewhere", find_references_elsewhere)
    for _, span, words in elsewhere:
        yield _finding(span, words)


def _finding(span: Span, words: str) -> Diagnostic:
    return RULE.finding(
        f"“{words}” is typed by hand, so it may lead to the wrong place",
        span,
        "use see: with the key aim’s key on its own line, or [[its_key]] in the sentence",
    )
