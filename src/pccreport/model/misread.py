"""Texts that YAML reads differently from what their author meant, without an error.

Looks at a whole file, because texts are printed from each kind: words that a hash
makes a note, notes that are words of a text, a sentence that its comma cuts in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.source.faults import excerpt
from pccreport.source.node import Mapping, Node, Scalar, Sequence

_UNPRINTED = {
    "plan": "years|checks",
    "report": "house|period|since|until|meeting|date",
    "update": "period|basis|from|id|date|owner|source|continues|see|stream|year",
    "house": "extends|language|role|list|numbering|bullets|styles",
}
"""Fields by the kind of file: none is a printed text, so a note may follow its value."""

_NOTE = re.compile(r"[ \t]+(#[^\r\n]*)")
_NEXT_LINE = re.compile(r"[ \t]*\r?\n[ \t]+(#[^\r\n]*)")
# A hash and a space: a text may well go on with “#1 priority” or “#hashtag”.
_PRINTED_NOTE = re.compile(r"[\r\n][ \t]*(#+(?:[ \t]+\S|accept\b)[^\r\n]*)")
# “[We gave £5,000, and more.]”: one text ends without a full stop, the next goes on.
_UNENDED = re.compile(r"\A[^a-z].*[^.!?]\Z", re.DOTALL)
_GOES_ON = re.compile(r"[a-z0-9]")


def faults(kind: str, root: Node) -> Iterator[Diagnostic]:
    """Yield a finding for each such text of a file of a kind: "plan", "update" …"""
    if not re.search(r"[ \t]#|\[", root.source.text):
        return
    for node in _printed(kind, root):
        if isinstance(node, Sequence):
            yield from _cut(node)
        else:
            yield from _printed_note(node) if node.style else _lost(node)


def _printed(kind: str, root: Node) -> Iterator[Scalar | Sequence]:
    """Yield the texts that are printed, and the lists that they are in, in order."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case Scalar(value=str()) as scalar:
                yield scalar
            case Sequence(items=items) as listed:
                yield listed
                waiting += reversed(items)
            case Mapping(values=values):
                # In an update file the name of a list is a key of the office's own.
                waiting += [
                    value
                    for key, value in reversed(values.items())
                    if not re.fullmatch(_UNPRINTED[kind], key)
                    or (kind == "update" and not isinstance(value, Scalar))
                ]
            case _:
                pass


def _lost(scalar: Scalar) -> Iterator[Diagnostic]:
    text = scalar.source.text
    note = _NOTE.match(text, scalar.end)
    severity = ERROR
    if note is None and (note := _NEXT_LINE.match(text, scalar.end)):
        # A note of the file's own is indented less, like the dash or the name.
        if _column(scalar, note.start(1)) < _column(scalar, scalar.start):
            return
        if note[1][1:2].isspace():
            severity = WARNING  # nothing is lost if it is the note that it looks like
    if note and scalar.start < scalar.end:
        message = f"“{excerpt(note[1])}” is read as a note, and is no part of the text"
        way_out = (
            "write >- and put the text on the next line, with all that belongs to it;"
            " a note goes on a line above the dash or the name"
        )
        at = Span(scalar.source, *note.span(1))
        yield rule("hash-in-text").finding(message, at, way_out, severity=severity)


def _column(scalar: Scalar, at: int) -> int:
    return at - scalar.source.text.rfind("\n", 0, at)


def _printed_note(scalar: Scalar) -> Iterator[Diagnostic]:
    if note := _PRINTED_NOTE.search(scalar.source.text, scalar.start, scalar.end):
        message = f"“{excerpt(note[1])}” is a line of the text, and would be printed"
        way_out = (
            "put a note above the dash or the name, indented like it;"
            " begin the line with another word if it is no note"
        )
        at = Span(scalar.source, *note.span(1))
        yield rule("note-in-text").finding(message, at, way_out)


def _cut(listed: Sequence) -> Iterator[Diagnostic]:
    """Yield a finding for a sentence in brackets: each of its commas ends a text."""
    if listed.source.text[listed.start] != "[":
        return
    for one, other in pairwise(listed.items):
        if _UNENDED.match(_plain(one)) and _GOES_ON.match(_plain(other)):
            message = f"“{excerpt(_plain(other))}” is cut off by the comma before it"
            way_out = "put the whole text in quotes, or each of several on a line after a dash"
            at = other.span
            yield rule("cut-at-comma").finding(message, at, way_out)
            return


def _plain(node: Node) -> str:
    """Return what an unquoted value was typed as, or ""."""
    return node.span.text if isinstance(node, Scalar) and not node.style else ""
