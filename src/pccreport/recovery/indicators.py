"""Errors with characters that have a meaning before a text, or after a space."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation
from pccreport.findings.text import Span
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    escape_as_text,
    intended_text,
    line_start,
    quote_advice,
    value_start,
)
from pccreport.recovery.patched_source import Patch, stand_in
from pccreport.recovery.suggested_line import block_advice, line_advice
from pccreport.source import yaml_messages
from pccreport.source.yaml_messages import excerpt

_BLANKS = re.compile("[ \t\r\n]*+")
_NOTE = re.compile(r"[ \t]#[^\r\n]*")
_SPECIAL = frozenset("@`%*&!|>")
_CLOSING = {"[": "]", "{": "}"}
_SENTENCE = re.compile(r"[^ ,:\[\]{}]+ [^ ,:\[\]{}]+(?: |\Z)")


def hash_in_text(context: ErrorContext) -> Explanation | None:
    """Text that was cut off by a hash on the line above."""
    last, text = context.last, context.text
    if last is None or last.style or context.at != context.word:
        return None
    note = _NOTE.match(text, last.end)
    if note is None or _BLANKS.match(text, note.end()).end() != context.word:  # type: ignore[union-attr]
        return None
    lost = Span(context.source, context.word, context.line_end)
    finding = yaml_messages.HASH_IN_TEXT.at(
        context.source,
        (note.start() + 1, note.end()),
        excerpt(note[0]),
        (Annotation(lost, "so this line is left over"),),
    )
    line = line_start(text, last.start)
    advice = block_advice(text[line : value_start(text, line)])
    at = note.start() + 1
    return Explanation(
        finding._replace(help=advice), (Patch(at, at + 1, stand_in("#")),)
    )


def indicator_at_start(context: ErrorContext) -> Explanation | None:
    """Return the finding for a text that starts with a character with a special meaning."""
    text = context.text
    for place in (context.since, context.at, context.word):
        if (
            place is not None
            and place >= context.line
            and text[place : place + 1] in _SPECIAL
        ):
            return indicator_finding(context, place)
    at = value_start(text, context.line)
    mark = text[at : at + 1]
    if mark in _SPECIAL and at < context.at:
        return indicator_finding(context, at)
    if mark in _CLOSING and at < context.at and _CLOSING[mark] in text[at : context.at]:
        return indicator_finding(context, at)
    if text[context.at : context.at + 1] in {"]", "}", ","} and context.at == at:
        return indicator_finding(context, at)
    return None


def indicator_finding(context: ErrorContext, place: int) -> Explanation:
    """Return the finding for a text that starts with an indicator."""
    mark = context.text[place]
    finding = yaml_messages.SPECIAL_START.at(context.source, (place, place + 1), mark)
    words = intended_text(context.text, place)
    advice, edits = quote_advice(context, words)
    patches = (
        Patch(place, place + 1, stand_in(mark)),
        *escape_as_text(context.text, words),
    )
    return Explanation(finding._replace(help=advice, fix=edits), patches)


def unclosed_bracket(context: ErrorContext) -> Explanation | None:
    """Return the finding for a bracket that is opened and not closed."""
    places = (context.since, context.at) if context.is_end else (context.since,)
    since = next((p for p in places if p is not None and context.opens(p)), None)
    if since is None:
        return None
    mark = context.text[since]
    closing = _CLOSING[mark]
    finding = yaml_messages.UNCLOSED_BRACKET.at(
        context.source, (since, since + 1), closing
    )
    words = intended_text(context.text, since)
    written = context.text[since + 1 : words.end]
    if since != value_start(context.text, line_start(context.text, since)):
        return Explanation(finding)
    if _SENTENCE.match(written):
        # A sentence that begins with a bracket, and no list.
        advice, edits = quote_advice(context, words)
        patches = [
            Patch(since, since + 1, stand_in(mark)),
            *escape_as_text(context.text, words),
        ]
        return Explanation(finding._replace(help=advice, fix=edits), tuple(patches))
    if any(sign in written[:-1] for sign in "[]{}") or not words.is_one_line:
        return Explanation(finding)
    end = words.end
    wrong = written[-1:] in {"]", "}"}
    patch = Patch(end - wrong, end, closing)
    shown = context.text[line_start(context.text, since) : patch.start] + closing
    return Explanation(finding._replace(help=line_advice(shown)), (patch,))
