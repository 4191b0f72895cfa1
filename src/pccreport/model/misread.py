"""Finds texts that would be printed differently from what their author meant.

These are words that a hash makes a note, notes that are part of a text, a sentence that a comma
cuts in two, and tables, placeholders and references that would be printed as typed. All kinds of
files are searched, because each has texts that are printed.
"""

import re
from collections.abc import Iterator

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model.private_intent import find_mark, is_private_note
from pccreport.model.swallowed_keys import mark_in_text
from pccreport.source.node import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    text_start,
)
from pccreport.source.yaml_messages import excerpt

_UNPRINTED = {
    "plan": "years|checks|key|aim|better|not",
    "report": "house|priority|only|period|since|until|meeting|date",
    "update": "period|basis|from|as|id|date|owner|source|continues|see|stream|year",
    "house": "extends|language|labels|role|list|numbering|bullets|styles",
}
"""Fields that are not printed, by the kind of file: a note may follow their values."""

_OWN_KEYS = frozenset({"aims", "cover", "texts", "terms"})
"""Fields whose keys are chosen by the office."""

_NEVER_PRIVATE = (
    "nothing in this file can be private: delete the mark, and the text if it must not"
    " be printed"
)
_ANY_NOTE = re.compile(r"#(?<![^ \t\r\n]#)[^\r\n]*")
_NOTE = re.compile(r"(?P<above>[ \t]*\r?\n)?[ \t]+(?P<note>#[^\r\n]*)")
# A hash and a space: a text can contain “#1 priority” or “#hashtag”.
_PRINTED_NOTE = r"[ \t\r\n](#+(?:[ \t]+[^\W\d]|accept\b)[^\r\n\"]*)"
# “[We gave £5,000, and more.]”: the first text has no full stop, the next starts in lower case.
_UNENDED = r"(?s)\A[^a-z].*[^.!?]\Z"
_GOES_ON = r"[a-z0-9]"
_MARKERS = (" #", "\t#", "[", "{", "--")
_BARE_REFERENCE = re.compile(r"\b[Ss]ee[ \t]+\w+[\"' \t]*(?:\r|$)", re.MULTILINE)
"""A file without this and without a marker has none of these texts."""
_REFERENCE = re.compile(
    r"see[ \t]+([a-z][a-z0-9_]*)\s*\Z|See[ \t]+([a-z]+_[a-z0-9_]*)\s*\Z"
)
_PLACEHOLDER = r"\{[a-z_]+(?:\.[^{}\r\n]+)?\}"
# The line under the headings of a table in Markdown: |---|:--:|, or --- | ---
_TABLE = r"\|[ \t]*:?--+:?[ \t]*\||(?<![^\s|])--+:?[ \t]*\|[ \t]*:?--+"


def find_misread_texts(kind: str, root: Node) -> Iterator[Diagnostic]:
    """Yield a finding for each such text in a file; `kind` is "plan", "report", "update" or "house"."""
    if kind != "update":
        yield from _marks(kind, root)
    text = root.source.text
    if not any(m in text for m in _MARKERS) and not _BARE_REFERENCE.search(text):
        return
    for node in _printed(kind, root):
        if isinstance(node, SequenceNode):
            yield from _cut(node)
        else:
            yield from _printed_note(node) if node.style else _lost(node)
            if kind != "house":
                yield from _as_typed(node)


def _printed(kind: str, root: Node) -> Iterator[ScalarNode | SequenceNode]:
    """Yield the printed texts, and the lists that they are in, in order."""
    waiting = [root]
    steps = root.values.get("status") if isinstance(root, MappingNode) else None
    while waiting:
        match waiting.pop():
            case ScalarNode(value=str()) as scalar:
                yield scalar
            case SequenceNode(items=items) as sequence:
                yield sequence
                waiting += reversed(items)
            case MappingNode(values=values):
                # In an update file, the name of a list is the key of a key aim or stream.
                for key, value in reversed(values.items()):
                    if value is steps:
                        continue  # its texts are printed by the house format
                    if key in _OWN_KEYS and isinstance(value, MappingNode):
                        waiting += reversed(value.values.values())
                    elif not re.fullmatch(_UNPRINTED[kind], key) or (
                        kind == "update" and not isinstance(value, ScalarNode)
                    ):
                        waiting.append(value)
            case _:
                pass


def _marks(kind: str, root: Node) -> Iterator[Diagnostic]:
    """Yield a finding for each mark of privacy in a file where nothing can be private."""
    source = root.source
    scalars = [n for n in _printed(kind, root) if isinstance(n, ScalarNode)]
    for scalar in scalars:
        if mark := find_mark(scalar.span.text):
            at = Span(source, *(scalar.start + offset for offset in mark))
            yield mark_in_text(at, _NEVER_PRIVATE)
    texts = [scalar for scalar in scalars if scalar.style]
    for note in _ANY_NOTE.finditer(source.text):
        at = Span(source, *note.span())
        inside = any(text.start < at.start < text.end for text in texts)
        if not inside and is_private_note(note[0]):
            yield mark_in_note(at, _NEVER_PRIVATE)


def mark_in_note(at: Span, way_out: str) -> Diagnostic:
    """Return the finding for a note that was meant to keep something private."""
    message = f"“{excerpt(at.text)}” is only a note, so it keeps nothing private"
    return rule("mark-in-note").finding(message, at, way_out)


def _lost(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for the words after a hash, which an unquoted text has lost."""
    note = _NOTE.match(scalar.source.text, scalar.end)
    if note is None or scalar.start == scalar.end:
        return
    if is_private_note(note["note"]):
        return  # a privacy mark, which has its own finding
    at = Span(scalar.source, *note.span("note"))
    # A note about the file is indented less than the text, like the dash or the key.
    if note["above"] and at.column < scalar.span.column:
        return
    # On its own line, with a space after the hash, it probably is a note.
    is_note = note["above"] and note["note"][1:2].isspace()
    message = f"“{excerpt(at.text)}” is read as a note, so it is not part of the text"
    way_out = "write >- and put the whole text on the next line; put a note on a line of its own above the dash or the field"
    severity = WARNING if is_note else ERROR
    yield rule("hash-in-text").finding(message, at, way_out, severity=severity)


def _printed_note(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for the first note that is part of a text."""
    text, start = scalar.source.text, text_start(scalar) - 1
    if text.find("#", start, scalar.end) < 0:
        return
    note = re.compile(_PRINTED_NOTE).search(text, start, scalar.end)
    if note and find_mark(text[start + 1 : scalar.end]) is None:
        at = Span(scalar.source, *note.span(1))
        # “Dial # and wait” is a sentence; only “was seen. # check” has a note after it.
        in_sentence = text[start : note.start(1)].rstrip(" \t")[-1:].isalnum()
        message = f"“{excerpt(at.text)}” is part of the text and would be printed"
        way_out = "put a note on a line of its own above the dash or the field, or write it without the hash"
        severity = WARNING if in_sentence and "accept" not in at.text else ERROR
        yield rule("note-in-text").finding(message, at, way_out, severity=severity)


def _as_typed(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for a placeholder, a table or a reference, which are plain text here."""
    text = str(scalar.value)
    if "{" in text and (match := re.search(_PLACEHOLDER, text)):
        message = f"“{excerpt(match[0])}” would be printed as it is: nothing is filled in here"
        way_out = "write the words or the figure; only a house format has placeholders"
        at = scalar.place(*match.span())
        yield rule("placeholder-in-text").finding(message, at, way_out)
    if "--" in text and (match := re.search(_TABLE, text)):
        message = "this table would be printed as one line of text, bars and all"
        way_out = "write a point for each row, or a sentence"
        at = scalar.place(*match.span())
        yield rule("table-in-text").finding(message, at, way_out)
    if match := _REFERENCE.match(text):
        message = f"“{excerpt(text)}” has no colon, so these words would be printed"
        way_out = f"write it like: - see: {match[1] or match[2]}"
        yield rule("missing-colon").finding(message, scalar.span, way_out)


def _cut(listed: SequenceNode) -> Iterator[Diagnostic]:
    """Yield a finding for a sentence in brackets, whose commas separate it into several texts."""
    if listed.source.text[listed.start] != "[":
        return
    plain = [_plain(item) for item in listed.items]
    for item, text, next_text in zip(listed.items[1:], plain, plain[1:], strict=False):
        if re.match(_UNENDED, text) and re.match(_GOES_ON, next_text):
            message = f"“{excerpt(next_text)}” is cut off from its sentence by a comma"
            way_out = (
                "put the whole text in quotes, or write each of several texts"
                " after a dash"
            )
            yield rule("cut-at-comma").finding(message, item.span, way_out)
            return


def _plain(node: Node) -> str:
    """Return an unquoted value as typed, or ""."""
    return node.span.text if isinstance(node, ScalarNode) and not node.style else ""
