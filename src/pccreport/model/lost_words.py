"""Finds texts that would be printed differently from what their author meant.

These are words that a hash makes a note, notes and fields that are part of a text, and placeholders
that would be printed as typed. All kinds of files are searched, because each has texts that are
printed.
"""

import re
from collections.abc import Iterator

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model.private_intent import find_mark, is_private_note
from pccreport.source.node import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    text_start,
)
from pccreport.source.update_fields import OF_ENTRY
from pccreport.source.yaml_messages import excerpt

_UNPRINTED = {
    "plan": "years|checks|key|aim|better|every|not",
    "report": "house|priority|only|period|since|until|meeting|data_to|date",
    "update": "period|basis|from|as|id|date|owner|source|continues|see|stream|status|year",
    "house": "extends|language|labels|role|list|only|sort|of|by|number|numbering|bullets|styles",
}
"""Fields that are not printed, by the kind of file: a note may follow their values."""

_OWN_KEYS = frozenset({"aims", "cover", "texts", "terms"})
"""Fields whose keys are chosen by the office."""

_NEVER_PRIVATE = "nothing in this file can be private: delete the mark, and the text if it must not be printed"
_NOTE_ABOVE = "put the note on its own line above the text’s dash or field"
_ANY_NOTE = re.compile(r"#(?<![^ \t\r\n]#)[^\r\n]*")
_NOTE = re.compile(r"(?P<above>[ \t]*\r?\n)?[ \t]+(?P<note>#[^\r\n]*)")
# A hash and a space: a text can contain “#1 priority” or “#hashtag”.
_PRINTED_NOTE = r"[ \t\r\n](#+(?:[ \t]+[^\W\d]|accept\b)[^\r\n\"]*)"
_MARKERS = (" #", "\t#", "{")
"""A file without any of these has none of these texts."""
_PLACEHOLDER = r"\{[a-z_]+(?:\.[^{}\r\n]+)?\}"


def find_lost_words(kind: str, root: Node) -> Iterator[Diagnostic]:
    """Yield findings for lost words and for marks that would be printed; `kind` is "plan" or "house"."""
    if kind != "update":
        yield from _find_privacy_marks(kind, root)
    if not any(marker in root.source.text for marker in _MARKERS):
        return
    for node in _printed_scalars(kind, root):
        yield from _find_printed_note(node) if node.style else _find_lost_words(node)
        if kind != "house":
            yield from _find_placeholder(node)


def _printed_scalars(kind: str, root: Node) -> Iterator[ScalarNode]:
    """Yield the printed texts, in order."""
    waiting = [root]
    steps = root.values.get("status") if isinstance(root, MappingNode) else None
    while waiting:
        match waiting.pop():
            case ScalarNode(value=str()) as scalar:
                yield scalar
            case SequenceNode(items=items):
                waiting += reversed(items)
            case MappingNode(values=values):
                # In an update file, the name of a list is the key of a key aim or stream.
                for key, value in reversed(values.items()):
                    if value is steps and isinstance(value, MappingNode):
                        # A step is printed by the house format, its reason as it is typed.
                        own = value.values.values()
                        waiting += (x for x in own if isinstance(x, MappingNode))
                        continue
                    if key in _OWN_KEYS and isinstance(value, MappingNode):
                        waiting += reversed(value.values.values())
                    elif key not in _UNPRINTED[kind].split("|") or (
                        kind == "update" and not isinstance(value, ScalarNode)
                    ):
                        waiting.append(value)
            case _:
                pass


def _find_privacy_marks(kind: str, root: Node) -> Iterator[Diagnostic]:
    """Yield a finding for each mark of privacy in a file where nothing can be private."""
    source = root.source
    scalars = [*_printed_scalars(kind, root)]
    for scalar in scalars:
        if mark := find_mark(scalar.span.text):
            at = Span(source, *(scalar.start + offset for offset in mark))
            yield mark_in_text_finding(at, _NEVER_PRIVATE)
    texts = [scalar for scalar in scalars if scalar.style]
    for note in _ANY_NOTE.finditer(source.text):
        at = Span(source, *note.span())
        inside = any(text.start < at.start < text.end for text in texts)
        if not inside and is_private_note(note[0]):
            yield mark_in_note_finding(at, _NEVER_PRIVATE)


def mark_in_note_finding(at: Span, way_out: str) -> Diagnostic:
    """Return the finding for a note that was meant to keep something private."""
    message = f"“{excerpt(at.text)}” is only a note, so it keeps nothing private"
    return rule("mark-in-note").finding(message, at, way_out)


def _find_lost_words(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for the words after a hash, which an unquoted text has lost."""
    note = _NOTE.match(scalar.source.text, scalar.end)
    # A privacy mark has its own finding.
    if note is None or scalar.start == scalar.end or is_private_note(note["note"]):
        return
    at = Span(scalar.source, *note.span("note"))
    # A note about the file is indented less than the text, like the dash or the key.
    if note["above"] and at.column < scalar.span.column:
        return
    # On its own line, with a space after the hash, it probably is a note.
    is_note = note["above"] and note["note"][1:2].isspace()
    message = f"“{excerpt(at.text)}” is read as a note, so it is not part of the text"
    way_out = f"if it belongs to the text, replace the text with >- and put all of it on the next line, indented; if not, {_NOTE_ABOVE}"
    severity = WARNING if is_note else ERROR
    yield rule("hash-in-text").finding(message, at, way_out, severity=severity)


def _find_printed_note(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for the first note that is part of a text."""
    text, start = scalar.source.text, text_start(scalar) - 1
    if text.find("#", start, scalar.end) < 0:
        return
    note = re.compile(_PRINTED_NOTE).search(text, start, scalar.end)
    if note and find_mark(text[start + 1 : scalar.end]) is None:
        # “Dial # and wait” is a sentence; only “was seen. # check” has a note after it.
        in_sentence = text[start : note.start(1)].rstrip(" \t")[-1:].isalnum()
        message = f"“{excerpt(note[1])}” is part of the text and would be printed"
        severity = WARNING if in_sentence and "accept" not in note[1] else ERROR
        at = Span(scalar.source, *note.span(1))
        way_out = f"{_NOTE_ABOVE}; if it should be printed, delete the hash"
        yield rule("note-in-text").finding(message, at, way_out, severity=severity)


def _find_placeholder(scalar: ScalarNode) -> Iterator[Diagnostic]:
    """Yield a finding for a placeholder, which is plain text here."""
    if match := re.search(_PLACEHOLDER, str(scalar.value)):
        message = f"“{excerpt(match[0])}” would be printed as it is: nothing is filled in here"
        way_out = "write the words or the figure; only a house format has placeholders"
        at = scalar.span_in(*match.span())
        yield rule("placeholder-in-text").finding(message, at, way_out)


_NAME = "|".join(OF_ENTRY)
_NEW = "if it is a point, put it under points:; if it is a new update, line it up with the update above"
_REWORD = "if it is part of the sentence, reword it; if not, "
# Not compiled here: few texts need it.
_LINE = (
    rf"[\r\n][ \t]*(?P<name>(?:- +)*(?:{_NAME}) *:(?=[ \r\n]))"
    r"|[\r\n][ \t]*(?P<dash>- )"
)


def find_swallowed_keys(scalar: ScalarNode, text: str) -> Iterator[Diagnostic]:
    """Yield a finding for a privacy mark, and for field names and dashes in a text.

    YAML reads lines that are indented more as a continuation of the text above. So a `public: false`
    that is indented too much would be printed, with the text that it should keep private.
    """
    source, first = scalar.source, text_start(scalar)
    # In other files nothing can be private: `find_lost_words` reports their marks.
    of_updates = "updates:" in source.text
    mark = find_mark(source.text[first : scalar.end]) if of_updates else None
    if mark:
        at = Span(source, first + mark[0], first + mark[1])
        lead = "delete it, because it does nothing; to keep this private, "
        lead = "" if is_private_note(at.text) else lead
        beside = _advice_beside(scalar, "public: false")
        yield mark_in_text_finding(at, f"{_REWORD}{lead}{beside}")
    has_colon = ":" in text.replace("://", "")
    has_lines = "\n" in source.text[scalar.start : scalar.end]
    if not has_lines or not (has_colon or "- " in text or "\n" in str(scalar.value)):
        return
    reported = {"name"} if mark else set()
    for line in re.compile(_LINE).finditer(source.text, scalar.start, scalar.end):
        kind = line.lastgroup or ""
        if kind in reported:
            continue  # only the first in a text
        reported.add(kind)
        at = Span(source, *line.span(kind))
        if kind == "dash":
            message = "this line starts with a dash but is read as a continuation of the text above"
            yield rule("dash-in-text").finding(message, at, _NEW)
            continue
        name = line["name"].rstrip()
        message = f"“{name}” is read as a part of the text above and would be printed"
        way_out = f"{_REWORD}{_advice_beside(scalar, name)}"
        way_out = _NEW if name[0] == "-" else way_out
        yield rule("name-in-text").finding(message, at, way_out)


def mark_in_text_finding(at: Span, way_out: str) -> Diagnostic:
    """Return the finding for a mark of privacy that is read as words of a text."""
    message = f"“{at.text}” is read as a part of the text and would be printed"
    return rule("name-in-text").finding(message, at, way_out)


def _advice_beside(scalar: ScalarNode, field: str) -> str:
    """Return the help for putting a field beside a text, which may be without `text:`."""
    line = scalar.source.text[: scalar.start].rpartition("\n")[2]
    *_, last = ["text:", *line.split()]
    if last == "caveat:" and field.startswith(("public", "private")):
        return "put the caveat in a file of its own in updates/private"
    if last != "-":
        return f"write {field} on its own line, lined up with {last}"
    start = "write - text: >- and the words on the next line, indented"
    return f"{start}; then {field} on its own line, lined up with text:"
