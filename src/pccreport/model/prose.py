"""A text with its markup: bold, italic, links and mentions of key aims.

All else is printed as typed. `inline_markup` parses the markup; most texts have none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pccreport.document.blocks import Link, TextRun
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.findings.values import compared_by_content
from pccreport.model.inline_markup import (
    ProsePart,
    link_addresses,
    parse_markup,
)
from pccreport.model.misread import find_swallowed_keys
from pccreport.model.urls import url_problem
from pccreport.source.node import ScalarNode

MAX_CHARACTERS = 20_000
"""The maximum length of a text, which is one paragraph."""

_LOST_LINK = r"\[[^\[\]]*\](?:\([^()]*\)?|\s+\((?:https?:|www\.|mailto:)[^()]*\)?)"


@compared_by_content
class Prose(NamedTuple):
    """A text of the report, as typed, and its parts."""

    text: str
    parts: tuple[ProsePart, ...]
    origin: ScalarNode

    def span_of(self, text: str) -> Span:
        """Return the span in the file of the first occurrence of a text in it."""
        start = self.text.find(text)
        return self.origin.span if start < 0 else self.span(start, start + len(text))

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of the characters from `start` to `end` of the text."""
        value = str(self.origin.value)
        if value == self.text:
            return self.origin.place(start, end)
        # Line breaks became spaces: count visible characters.
        seen, shown = _seen(value), _seen(self.text)
        before, after = bisect_left(shown, start), bisect_left(shown, end)
        if before == after:
            at = seen[before] if before < len(seen) else len(value)
            return self.origin.place(at, at)
        return self.origin.place(seen[before], seen[after - 1] + 1)


# A rule asks for many spans in one text.
@lru_cache(maxsize=4)
def _seen(text: str) -> list[int]:
    """Return the offset of each visible character of a text."""
    return [i for i, character in enumerate(text) if not character.isspace()]


def read(scalar: ScalarNode) -> tuple[Prose, tuple[Diagnostic, ...]]:
    """Return the text of a scalar, with line breaks as spaces, and the findings about it."""
    text = str(scalar.value).strip()
    if "\n" in text:
        text = " ".join(line.strip() for line in text.split("\n") if line.strip())
    findings = (*find_swallowed_keys(scalar, text),)
    if not 0 < len(text) <= MAX_CHARACTERS:
        findings = (*_faults(text, scalar), *findings)
    may_be_markup = "*" in text or "[" in text or "://" in text or "www." in text
    if not may_be_markup or len(text) > MAX_CHARACTERS:
        return Prose(text, (TextRun(text),), scalar), findings
    prose = Prose(text, parse_prose(text), scalar)
    return prose, (*findings, *_mark_faults(prose))


def parse_prose(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""
    parts = parse_markup(text)
    if "://" in text or "www." in text:
        return tuple(linked for part in parts for linked in link_addresses(part))
    return parts


def _faults(text: str, scalar: ScalarNode) -> Iterator[Diagnostic]:
    if not text:
        message = "this text is empty"
        way_out = "write the sentence, or delete the line"
        yield rule("empty-value").finding(message, scalar.span, way_out)
    if len(text) > MAX_CHARACTERS:
        message = f"this text is too long: {len(text):,} characters, and the limit is {MAX_CHARACTERS:,}"
        way_out = "split it into several updates"
        yield rule("too-long").finding(message, scalar.span, way_out)


def _mark_faults(prose: Prose) -> Iterator[Diagnostic]:
    """Yield findings for links, and for marks that would be printed."""
    unparsed = ""  # the text without its links and mentions
    for part in prose.parts:
        if isinstance(part, Link):
            yield from _link_faults(prose, part)
        # A rule checks that the plan has a mentioned key aim.
        match part:
            case TextRun(text=text) | Link(text=text, is_bare=True):
                unparsed += text
            case _:
                unparsed += "\ufffc"
    way_out = "write it like [the text](https://www.example.gov.uk/page), with no spaces in the address"
    lost = [
        match[0].replace("\ufffc", "…") for match in re.finditer(_LOST_LINK, unparsed)
    ]
    if not lost and "[[" in unparsed:
        lost, way_out = ["[["], "to name a key aim, write [[its_key]]"
    for link in lost:
        message = f"“{link[:60]}” looks like a link but is not one"
        yield rule("link-form").finding(message, prose.span_of(link), way_out)
    if "**" in unparsed:
        message = "these two asterisks have no match, so they would be printed"
        way_out = "for bold, put two asterisks directly before and after the words: **like this**"
        yield rule("unmatched-asterisks").finding(message, prose.span_of("**"), way_out)


def _link_faults(prose: Prose, link: Link) -> Iterator[Diagnostic]:
    if problem := url_problem(link.href):
        message, way_out, severity = problem
        at = prose.span_of(link.href or "](")
        yield rule("link-target").finding(message, at, way_out, severity=severity)
    if not link.text.strip():
        at, message = prose.span_of(f"[]({link.href}"), "this link has no text"
        way_out = "put the text in the square brackets: [the grants awarded](https://…)"
        yield rule("link-form").finding(message, at, way_out)
