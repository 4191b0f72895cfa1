"""A sentence with its marks: bold, italic, links and mentions of key aims.

Nothing else is markup: what is no mark prints as it was typed. `marks` reads
the marks; most texts have none and never go there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model import swallowed_keys
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.inline_markup import (
    AimMention,
    ProseLink,
    ProsePart,
    ProseRun,
    parse_simple_markup,
)
from pccreport.model.urls import UrlProblem, url_problem
from pccreport.source.node import ScalarNode

MOST_CHARACTERS = 20_000
"""A longer text is refused: no word processor's paragraph, and no reader's."""

_COULD_BEGIN_A_MARK = re.compile(r"[*\[]")
_LOST_LINK = re.compile(
    r"\[[^\[\]]*\](?:\([^()]*\)?|\s+\((?:https?:|www\.|mailto:)[^()]*\)?)"
)


@ignore_origin
class Prose(NamedTuple):
    """A text of the report: as typed, and its parts."""

    text: str
    parts: tuple[ProsePart, ...]
    origin: ScalarNode

    def mentions(self) -> tuple[AimMention, ...]:
        """Return the key aims that it mentions."""
        if len(self.parts) == 1 and isinstance(self.parts[0], ProseRun):
            return ()
        return tuple(part for part in self.parts if isinstance(part, AimMention))

    def place(self, words: str) -> Span:
        """Return the span of some of its words in the file, at their first occurrence."""
        start = self.text.find(words)
        return self.origin.span if start < 0 else self.span(start, start + len(words))

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of the characters from start to end of the text."""
        value = str(self.origin.value)
        if value == self.text:
            return self.origin.place(start, end)
        # Line breaks became spaces: count what is seen.
        seen, shown = _seen(value), _seen(self.text)
        before, after = bisect_left(shown, start), bisect_left(shown, end)
        if before == after:
            at = seen[before] if before < len(seen) else len(value)
            return self.origin.place(at, at)
        return self.origin.place(seen[before], seen[after - 1] + 1)


# A rule asks for many places in one text; without this each would read it again.
@lru_cache(maxsize=4)
def _seen(text: str) -> list[int]:
    """Return the offset of each visible character of a text."""
    return [i for i, character in enumerate(text) if not character.isspace()]


def read(scalar: ScalarNode) -> tuple[Prose, tuple[Diagnostic, ...]]:
    """Return the text of a scalar, and the findings about it.

    A paragraph is one line: line breaks in it become spaces.
    """
    text = str(scalar.value).strip()
    if "\n" in text:
        text = " ".join(line.strip() for line in text.split("\n") if line.strip())
    findings = (
        *_faults(text, scalar),
        *swallowed_keys.find_swallowed_keys(scalar, text),
    )
    if not _COULD_BEGIN_A_MARK.search(text) or len(text) > MOST_CHARACTERS:
        return Prose(text, (ProseRun(text),), scalar), findings
    prose = Prose(text, parse_prose(text), scalar)
    return prose, (*findings, *_mark_faults(prose))


def parse_prose(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""
    parts = parse_simple_markup(text)
    if parts is None:
        from pccreport.model import markdown  # noqa: PLC0415  # 20 ms, seldom needed

        return markdown.parse_markdown(text)
    return parts


def _faults(text: str, scalar: ScalarNode) -> list[Diagnostic]:
    findings = []
    if not text:
        message = "this text is empty"
        way_out = "write the sentence, or delete the line"
        findings.append(rule("empty-value").finding(message, scalar.span, way_out))
    if len(text) > MOST_CHARACTERS:
        message = f"this text is too long: {len(text):,} characters, and the limit is {MOST_CHARACTERS:,}"
        way_out = "split it into several updates"
        findings.append(rule("too-long").finding(message, scalar.span, way_out))
    return findings


def _mark_faults(prose: Prose) -> list[Diagnostic]:
    findings = []
    rest = ""  # the text without what was read as a mark
    for part in prose.parts:
        match part:
            case ProseLink(href=href, words=words, title=title):
                findings += _address_faults(prose, href, title)
                if not "".join(w.text for w in words).strip():
                    findings.append(_textless_link(prose, href))
                rest += "\ufffc"
            case ProseRun(text=text):
                rest += text
            case AimMention():
                rest += "\ufffc"  # whether the plan has it is for the rules
    findings += _lost_links(prose, rest)
    if "**" in rest:
        findings.append(_stray_stars(prose))
    return findings


def _address_faults(prose: Prose, href: str, title: str) -> list[Diagnostic]:
    at = prose.place(href or "](")
    why = url_problem(href)
    if why is None and title and not title.isprintable():
        message = "the text after this link’s address contains an invisible character"
        why = UrlProblem(rule("link-target"), message, "retype it")
    return [why.rule.finding(why.message, at, why.help)] if why else []


def _textless_link(prose: Prose, href: str) -> Diagnostic:
    span = prose.place(f"[]({href}")
    message = "this link has no text"
    way_out = "put the text in the square brackets: [the grants awarded](https://…)"
    return rule("link-form").finding(message, span, way_out)


def _lost_links(prose: Prose, rest: str) -> list[Diagnostic]:
    way_out = "write it like [the text](https://www.example.gov.uk/page), with no spaces in the address"
    lost = [found[0] for found in _LOST_LINK.finditer(rest)]
    if not lost and "[[" in rest:
        lost, way_out = ["[["], "to name a key aim, write [[its_key]]"
    return [
        rule("link-form").finding(
            f"“{words[:60]}” looks like a link but is not one",
            prose.place(words),
            way_out,
        )
        for words in (shown.replace("\ufffc", "…") for shown in lost)
    ]


def _stray_stars(prose: Prose) -> Diagnostic:
    message = "these two asterisks have no match, so they would be printed"
    way_out = (
        "for bold, put two asterisks directly before and after the words: **like this**"
    )
    return rule("unmatched-asterisks").finding(message, prose.place("**"), way_out)
