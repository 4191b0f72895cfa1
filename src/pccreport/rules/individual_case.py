"""A text that is printed may identify a person."""

from __future__ import annotations

import re

from pccreport.findings.registry import Findings, rule
from pccreport.language.identifiable_people import (
    find_identifying_clauses,
    words_near_persons,
)
from pccreport.language.private_people import find_private_people
from pccreport.rules.context import ProjectContext

RULE = rule("individual-case")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each clause about one person with a detail to identify them by."""
    language = written.project.language
    details = map(str.casefold, written.signs["identifying-details"])
    ages = (f", {word} " for word in written.words if re.fullmatch(r"\d\d,", word))
    persons = words_near_persons(language) & written.words
    signs = (*persons, *details, *ages)
    for found in (
        written.found(RULE.name, find_identifying_clauses, signs),
        written.found(RULE.name, find_private_people),
    ):
        for _, span, _ in found:
            yield RULE.finding(
                "this could identify a person",
                span,
                "leave out the name, number, place or age, or add public: false to keep it out of print",
            )
