"""A text that is printed is marked as not for publication."""

import re

from pccreport.findings.finding import WARNING
from pccreport.findings.registry import Findings, rule
from pccreport.language.protective_markings import (
    find_markings,
    is_reported,
    markings_in,
)
from pccreport.language.stray_signs import plain_letters
from pccreport.model.private_intent import find_mark, is_private_phrase
from pccreport.rules.context import ProjectContext

RULE = rule("not-for-publication")

# First the quick test: most sentences are longer.
_ASIDE = re.compile(
    r"[(\[.!?](?:(?<![.!?])|[ ])(?=[^()\[\].:!?–—]{1,41}+(?:[)\]:–—]|[.!]?\Z))"
    r"(?!and )([^()\[\].:!?–—]{1,40})(?=[)\]]|:(?! ?\d)|[ ][–—]|[.!]?\Z)"
)
"""Words in brackets, before a colon or a dash, or after the last sentence."""
_BEFORE = ". "
"""The end of a sentence before the text, so that its first words are found too."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each marking, and at words like one; what somebody asked may be an update."""
    project = context.project
    marked = markings_in(context.texts, project.language)
    for number, text in enumerate(context.printed):
        plain, at = plain_letters(text.text)
        spans = [
            (aside.start(1) - len(_BEFORE), aside.end(1) - len(_BEFORE))
            for aside in _ASIDE.finditer(_BEFORE + plain)
            if is_private_phrase(aside[1])
        ]
        if not spans and plain == text.text:
            spans = marked.get(number, [])
        elif not spans:
            spans = [found[:2] for found in find_markings(plain, project.language)]
        # A marking that is the whole text is reported when the file is read.
        if spans and not find_mark(text.origin.span.text):
            for start, end in ((at[start], at[end - 1] + 1) for start, end in spans):
                words = " ".join(text.text[start:end].split())
                yield RULE.finding(
                    f"this is marked “{words}” but would be printed",
                    text.span(start, end),
                    "add public: false (a caveat: move it to a file in updates/private), or remove the marking if it no longer applies",
                    severity=WARNING if is_reported(words, project.language) else None,
                )
