"""The text of a link does not say where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.registry import Findings, rule
from pccreport.language.vague_links import find_vague_link, words_for_links
from pccreport.model.inline_markup import ProseLink
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext

RULE = rule("link-text")
_WAY_OUT = "say what it leads to, like [the grants awarded](https://…)"


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the text of each link that is "here", or another address than its own."""
    language = written.project.language
    lost = words_for_links(language)
    for text in written.having(written.signs[RULE.name]):
        if "](" in text.text:
            yield from _in_text(text, language)
            continue
        seen = text.text.casefold()
        if words := next((each for each in lost if each in seen), ""):
            start = seen.find(words)
            span = text.span(start, start + len(words))
            message = f"“{words}” leads nowhere: the link is lost"
            yield RULE.finding(message, span, _WAY_OUT)


def _in_text(text: Prose, language: str) -> Findings:
    for start, end, href in _links(text):
        found = find_vague_link(text.text[start:end], language)
        if not found:
            continue
        words = text.text[start + found.start : start + found.end]
        message = f"“{words}” does not say where this link goes"
        if found.is_address:
            if _bare(href).startswith(_bare(words)):
                continue
            message = f"“{words}” is not the address that this link goes to"
        yield RULE.finding(
            message,
            text.span(start + found.start, start + found.end),
            _WAY_OUT,
        )


def _bare(address: str) -> str:
    """Return an address without what is left out when it is printed."""
    return (
        address.casefold()
        .partition("://")[-1 if "://" in address else 0]
        .removeprefix("www.")
        .rstrip("/")
    )


def _links(text: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield the span of the text of each link, between its square brackets, and its address."""
    at = 0
    for part in text.parts:
        if isinstance(part, ProseLink):
            ends = text.text.find("](", at)
            while ends >= 0 and not _leads(text.text, ends, part.href):
                ends = text.text.find("](", ends + 1)
            start = text.text.rfind("[", at, ends) + 1 if ends >= 0 else 0
            if start:
                yield start, ends, part.href
                at = ends + 1


def _leads(text: str, ends: int, href: str) -> bool:
    return text[ends + 2 :].lstrip(" <").startswith(href)
