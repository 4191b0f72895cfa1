"""The text of a link does not describe its target."""

import re

from pccreport.findings.registry import Findings, rule
from pccreport.language.vague_links import find_vague_link, link_words
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext

RULE = rule("link-text")
_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(\s?<?(?P<address>[^\s<>()]+)")
_WAY_OUT = "say what it leads to, like [the grants awarded](https://…)"


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the text of each link that is "here", or another address than its target."""
    language = context.project.language
    lost_words = link_words(language)
    for text in context.texts_in(context.candidates(RULE.name)):
        if "](" in text.text:
            yield from _in_text(text, language)
            continue
        seen = text.text.casefold()
        if words := next((word for word in lost_words if word in seen), ""):
            start = seen.find(words)
            span = text.span(start, start + len(words))
            message = f"“{words}” leads nowhere: the link is lost"
            yield RULE.finding(message, span, _WAY_OUT)


def _in_text(text: Prose, language: str) -> Findings:
    for link in _LINK.finditer(text.text):
        found = find_vague_link(link["words"], language)
        if not found:
            continue
        start, end = (link.start("words") + at for at in (found.start, found.end))
        words = text.text[start:end]
        message = f"“{words}” does not say where this link goes"
        if found.is_address:
            if _bare(link["address"]).startswith(_bare(words)):
                continue
            message = f"“{words}” is not the address that this link goes to"
        yield RULE.finding(message, text.span(start, end), _WAY_OUT)


def _bare(address: str) -> str:
    """Return an address without the scheme, "www." and the "/" at its end."""
    return re.sub(r"\A(?:\w+://)?(?:www\.)?|/+\Z", "", address.casefold())
