"""A word has a gap, a soft hyphen or joined letters in it."""

from __future__ import annotations

from pccreport.findings.finding import Edit
from pccreport.findings.registry import Findings, rule
from pccreport.language.stray_signs import SOFT_HYPHENS, find_broken_words
from pccreport.rules.context import ProjectContext

RULE = rule("broken-word")

MOST = 5
"""Findings in one text: after so many, a reader looks for the others."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such word or letter."""
    language = written.project.language
    for text in written.printed:
        if text.text.isascii() and "- " not in text.text:
            continue
        for found in [*find_broken_words(text.text, language)][:MOST]:
            span = text.span(found.start, found.end)
            typed = text.text[found.start : found.end]
            if found.right is None:
                message = (
                    f"“{typed}” looks like a word that was broken at the end of a line"
                )
                way_out = (
                    f"write “{typed.replace('- ', '')}” or “{typed.replace('- ', '-')}”"
                )
                yield RULE.finding(message, span, way_out)
            elif typed in SOFT_HYPHENS:
                message = "there is a hyphen of another line in this word"
                yield RULE.finding(message, span, "delete it", fix=(Edit(span, ""),))
            else:
                message = (
                    f"“{typed}” is one character, so a search does not find the word"
                )
                fix = (Edit(span, found.right),)
                yield RULE.finding(message, span, f"write “{found.right}”", fix=fix)
