"""A term is in a form that the office's glossary excludes."""

import re

from pccreport.findings.registry import Findings, rule
from pccreport.language.wordlists import any_word_pattern
from pccreport.model.plan import Term
from pccreport.rules.context import ProjectContext

RULE = rule("term-variant")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each printed variant of a term in the plan's glossary."""
    glossary = context.project.plan.terms
    terms = {_normalise(v): term.term for term in glossary for v in term.variants}
    if not terms:
        return
    variants = {variant for term in glossary for variant in term.variants}
    wordings = (*variants, *(term.term for term in glossary))
    form = re.compile(
        rf"(?<![\w-]){any_word_pattern(wordings)}(?![\w-])", re.IGNORECASE
    )
    for text in context.printed:
        for found in form.finditer(text.text):
            wording = " ".join(found[0].split())
            if _is_variant(wording, glossary, variants, terms):
                term = terms[_normalise(wording)]
                yield RULE.finding(
                    f"“{wording}” is written “{term}” in your glossary",
                    text.span(*found.span()),
                    f"write “{term}”",
                )


def _is_variant(
    wording: str, glossary: tuple[Term, ...], variants: set[str], terms: dict[str, str]
) -> bool:
    """Return whether a wording is a variant; if only capitals differ, it must be exactly as listed."""
    if any(wording == term.term for term in glossary):
        return False
    if any(_normalise(wording) == _normalise(term.term) for term in glossary):
        return wording in variants
    return _normalise(wording) in terms


def _normalise(wording: str) -> str:
    return " ".join(wording.casefold().split())
