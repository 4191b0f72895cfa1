"""A term is written in a way that the office's glossary excludes."""

from __future__ import annotations

import re

from pccreport.findings.registry import Findings, rule
from pccreport.language.wordlists import any_word_pattern
from pccreport.model.plan import Term
from pccreport.rules.context import ProjectContext

RULE = rule("term-variant")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each variant of the plan's glossary that is printed."""
    glossary = written.project.plan.terms
    meant = {_plain(v): term.term for term in glossary for v in term.variants}
    if not meant:
        return
    listed = {variant for term in glossary for variant in term.variants}
    every = (*listed, *(term.term for term in glossary))
    form = re.compile(rf"(?<![\w-]){any_word_pattern(every)}(?![\w-])", re.IGNORECASE)
    for text in written.printed:
        for found in form.finditer(text.text):
            words = " ".join(found[0].split())
            if _is_variant(words, glossary, listed, meant):
                term = meant[_plain(words)]
                yield RULE.finding(
                    f"“{words}” is written “{term}” in your glossary",
                    text.span(*found.span()),
                    f"write “{term}”",
                )


def _is_variant(
    words: str, glossary: tuple[Term, ...], listed: set[str], meant: dict[str, str]
) -> bool:
    """Whether words are a variant; where only capitals differ, exactly as listed."""
    if any(words == term.term for term in glossary):
        return False
    if any(_plain(words) == _plain(term.term) for term in glossary):
        return words in listed
    return _plain(words) in meant


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
