"""Mistakes with signs that mean something in front of a text, or behind a space."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation
from pccreport.findings.text import Span
from pccreport.source import yaml_messages
from pccreport.source.error_context import (
    ErrorContext,
    Explanation,
    escape_as_text,
    intended_text,
    line_start,
    quote_advice,
    value_start,
)
from pccreport.source.patched_source import Patch, stand_in
from pccreport.source.suggested_line import block_advice, line_advice
from pccreport.source.yaml_messages import excerpt

_BLANKS = re.compile("[ \t\r\n]*+")
_NOTE = re.compile(r"[ \t]#[^\r\n]*")
_SPECIAL = frozenset("@`%*&!|>")
_CLOSING = {"[": "]", "{": "}"}
_SENTENCE = re.compile(r"[^ ,:\[\]{}]+ [^ ,:\[\]{}]+(?: |\Z)")


def hash_in_text(scene: ErrorContext) -> Explanation | None:
    """Text that was cut off by a hash on the line above."""
    last, text = scene.last, scene.text
    if last is None or last.style or scene.at != scene.word:
        return None
    note = _NOTE.match(text, last.end)
    if note is None or _BLANKS.match(text, note.end()).end() != scene.word:  # type: ignore[union-attr]
        return None
    lost = Span(scene.source, scene.word, scene.line_end)
    finding = yaml_messages.HASH_IN_TEXT.at(
        scene.source,
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


def indicator_at_start(scene: ErrorContext) -> Explanation | None:
    """Text that begins with a sign which means something else in front."""
    text = scene.text
    for place in (scene.since, scene.at, scene.word):
        if (
            place is not None
            and place >= scene.line
            and text[place : place + 1] in _SPECIAL
        ):
            return indicator_finding(scene, place)
    at = value_start(text, scene.line)
    mark = text[at : at + 1]
    if mark in _SPECIAL and at < scene.at:
        return indicator_finding(scene, at)
    if mark in _CLOSING and at < scene.at and _CLOSING[mark] in text[at : scene.at]:
        return indicator_finding(scene, at)
    if text[scene.at : scene.at + 1] in {"]", "}", ","} and scene.at == at:
        return indicator_finding(scene, at)
    return None


def indicator_finding(scene: ErrorContext, place: int) -> Explanation:
    """The finding for a text that begins with a sign."""
    mark = scene.text[place]
    finding = yaml_messages.SPECIAL_START.at(scene.source, (place, place + 1), mark)
    words = intended_text(scene.text, place)
    advice, edits = quote_advice(scene, words)
    mends = (
        Patch(place, place + 1, stand_in(mark)),
        *escape_as_text(scene.text, words),
    )
    return Explanation(finding._replace(help=advice, fix=edits), mends)


def unclosed_bracket(scene: ErrorContext) -> Explanation | None:
    """A bracket that is opened and not closed."""
    places = (scene.since, scene.at) if scene.is_end else (scene.since,)
    since = next((p for p in places if p is not None and scene.opens(p)), None)
    if since is None:
        return None
    mark = scene.text[since]
    closing = _CLOSING[mark]
    finding = yaml_messages.UNCLOSED_BRACKET.at(
        scene.source, (since, since + 1), closing
    )
    words = intended_text(scene.text, since)
    written = scene.text[since + 1 : words.end]
    if since != value_start(scene.text, line_start(scene.text, since)):
        return Explanation(finding)
    if _SENTENCE.match(written):
        # A sentence that begins with a bracket, and no list.
        advice, edits = quote_advice(scene, words)
        mends = [
            Patch(since, since + 1, stand_in(mark)),
            *escape_as_text(scene.text, words),
        ]
        return Explanation(finding._replace(help=advice, fix=edits), tuple(mends))
    if any(sign in written[:-1] for sign in "[]{}") or not words.is_one_line:
        return Explanation(finding)
    end = words.end
    wrong = written[-1:] in {"]", "}"}
    mend = Patch(end - wrong, end, closing)
    shown = scene.text[line_start(scene.text, since) : mend.start] + closing
    return Explanation(finding._replace(help=line_advice(shown)), (mend,))
