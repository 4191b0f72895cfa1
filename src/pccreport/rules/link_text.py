"""The text of a link does not say where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.vague_links import find_vague_link
from pccreport.model.inline_markup import ProseLink
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext

RULE = rule("link-text")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at the text of each link that is "here", or an address."""
    for text in written.project.printed_texts():
        if "](" in text.text:
            yield from _in_text(text, written.project.language)


def _in_text(text: Prose, language: str) -> Iterator[Diagnostic]:
    for start, end in _links(text):
        found = find_vague_link(text.text[start:end], language)
        if not found:
            continue
        words = text.text[start + found.start : start + found.end]
        message = f"“{words}” does not say where this link goes"
        if found.is_address:
            message = f"the text of this link is an address, “{words}”"
        yield RULE.finding(
            message,
            text.span(start + found.start, start + found.end),
            "say what it leads to, like [the grants awarded](https://…)",
        )


def _links(text: Prose) -> Iterator[tuple[int, int]]:
    """Yield the span of the text of each link: between its square brackets."""
    at = 0
    for part in text.parts:
        if isinstance(part, ProseLink):
            ends = text.text.find("](", at)
            while ends >= 0 and not _leads(text.text, ends, part.href):
                ends = text.text.find("](", ends + 1)
            start = text.text.rfind("[", at, ends) + 1 if ends >= 0 else 0
            if start:
                yield start, ends
                at = ends + 1


def _leads(text: str, ends: int, href: str) -> bool:
    return text[ends + 2 :].lstrip(" <").startswith(href)
