"""An acronym is used before it is written out, or never is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.language.acronyms import find_acronyms, find_definitions, known_acronyms
from pccreport.model.plan import ReportingBody
from pccreport.report.passages import Passage, passages
from pccreport.rules.context import ReportContext

RULE = rule("acronym-undefined")

_CAPITALS = re.compile("[A-Z]{2}")


class _Use(NamedTuple):
    """The first use of an acronym that is never spelt out."""

    words: str
    places: tuple[Span, ...]


def check(assembled: ReportContext) -> Iterator[Diagnostic]:
    """Yield a finding at the first use of each such acronym, in the order printed.

    A heading can spell an acronym out, but does not have to.
    """
    plan, language = assembled.project.plan, assembled.project.house.words.tag
    allowed = known_acronyms(language) | plan.checks.acronyms
    undefined: dict[str, _Use] = {}
    defined: dict[str, Span] = {}
    for passage in passages(assembled.report, assembled.project.house):
        here = _definitions(passage, language)
        for short, start, end in _uses(passage, language):
            first, _ = here.get(short, (end, 0))
            told = short in allowed or short in defined or short in undefined
            if first > start and not told:
                words = passage.text[start:end]
                undefined[short] = _Use(words, passage.place(start, end))
        for short, (start, end) in here.items():
            if short not in defined:
                defined[short] = passage.place(start, end)[0]
    for short, use in undefined.items():
        yield _finding(short, use, defined.get(short), plan.body)


def _definitions(passage: Passage, language: str) -> dict[str, tuple[int, int]]:
    """Return the acronyms that a passage spells out, and where it does so first."""
    found = reversed(find_definitions(passage.text, language))
    return {each.short: (each.start, each.end) for each in found}


def _uses(passage: Passage, language: str) -> Iterator[tuple[str, int, int]]:
    if not passage.heading and _CAPITALS.search(passage.text):
        for found in find_acronyms(passage.text, language):
            yield found.short, found.start, found.end


def _finding(
    short: str, use: _Use, later: Span | None, body: ReportingBody
) -> Diagnostic:
    at, *filled_in = use.places
    related = tuple(Annotation(span, "printed here") for span in filled_in)
    allow = f"or add {short} to acronyms: under checks: in plan.yaml if every reader knows it"
    if later:
        message = f"“{use.words}” is used before it is spelt out"
        way_out = f"spell it out the first time it appears, {allow}"
        related = (*related, Annotation(later, "spelt out here"))
    else:
        message = f"“{use.words}” is never spelt out in the report"
        way_out = (
            f"write {_full(short, body)} ({short}) the first time it appears, {allow}"
        )
    if filled_in:
        way_out = f"spell it out in your own house format, {allow}"
    return RULE.finding(message, at, way_out, related)


def _full(short: str, body: ReportingBody) -> str:
    """Return the name that plan.yaml gives beside a short one."""
    names = {
        body.holder_short: body.holder_office,
        body.short: body.name,
        body.force_short: body.force_name,
    }
    name = names.get(short)
    return f"“{name}”" if name else "the full name"
