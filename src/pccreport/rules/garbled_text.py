"""A text is damaged: a wrong or missing word, half a bracket or sentence, an odd number."""

from __future__ import annotations

from functools import partial

from pccreport.findings.registry import Findings, rule
from pccreport.language.garbled_text import (
    find_broken_end,
    find_garbled_characters,
    find_unmatched_mark,
)
from pccreport.language.phrases import find_phrases
from pccreport.model.project import walk_public_items
from pccreport.rules.context import ProjectContext

RULE = rule("garbled-text")

_KINDS = (
    (partial(find_phrases, RULE.name), "has a wrong word, or lacks one"),
    (find_unmatched_mark, "has no partner in this text"),
    (find_garbled_characters, "was mistyped, or misread by a program"),
)
_END = (find_broken_end, "is where this text breaks off")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each; a text with points can end in the middle, and so can a point."""
    language = written.project.language
    items = [
        item
        for _, cell in written.project.cells()
        for item in walk_public_items(cell.entries)
        if item.points
    ]
    parts = {id(part.text) for item in items for part in walk_public_items([item])}
    for text in written.printed:
        for find, what in _KINDS if id(text) in parts else (*_KINDS, _END):
            for start, end in find(text.text, language):
                words = " ".join(text.text[start:end].split())
                span = text.span(start, end)
                way_out = "read it again, and correct it"
                yield RULE.finding(f"“{words}” {what}", span, way_out)
