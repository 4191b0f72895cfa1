"""A key for each block of a document that stays the same when numbers change.

Two versions of a report are compared block by block. A block with an office's words has its
span in the files as its key; the caller knows which spans of the two versions are of the
same update.
"""

from __future__ import annotations

from collections.abc import Mapping

from pccreport.document.blocks import BlockKey
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.model.periods import PeriodLabel
from pccreport.model.update import ClosingLine, Reference
from pccreport.report.report import PrintedEntry

SECTION: BlockKey = ("section",)
"""The heading over all key aims."""

GLOSSARY: BlockKey = ("glossary",)
"""The heading of the glossary."""

STATUS_KEY: BlockKey = ("status-key",)
"""The key of the scale on which key aims stand."""


def of_title(role: Role, number: int) -> BlockKey:
    """Return the key of a title-block line: its role, and its index among the lines of that role, from 0."""
    return ("title", role, number)


def of_line(part: str, number: int) -> BlockKey:
    """Return the key of a line of a part ("opening", "focus"), or of the heading above it, from 0.

    Lines of the sign-off are counted from the end.
    """
    return (part, number)


def of_aim_in_list(aim: str) -> BlockKey:
    """Return the key of a key aim in the list of them."""
    return ("aim-list", aim)


def of_contents(heading: BlockKey) -> BlockKey:
    """Return the key of a line of the list of contents, by that of its heading."""
    return ("contents", *heading)


def of_term(term: str) -> BlockKey:
    """Return the key of a term's line in the glossary."""
    return ("term", term)


def of_aim(aim: str) -> BlockKey:
    """Return the key of a key aim's heading."""
    return ("aim", aim)


def of_stream(aim: str, stream: str) -> BlockKey:
    """Return the key of a stream's heading under a key aim."""
    return ("stream", aim, stream)


def of_status(aim: str) -> BlockKey:
    """Return the key of the paragraph that says how a key aim stands."""
    return ("status", aim)


def of_measure(aim: str, columns: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of measures, or of a paragraph that goes with it."""
    return ("measure", aim, (columns, *parts))


def of_note(aim: str, stream: str) -> BlockKey:
    """Return the key of a note under a stream's heading."""
    return ("note", aim, stream)


def of_label(aim: str, stream: str, head: PeriodLabel) -> BlockKey:
    """Return the key of a period label, also if its only entry is on the same line."""
    return ("label", aim, stream, head)


def of_caveat(aim: str, stream: str, head: PeriodLabel, number: int) -> BlockKey:
    """Return the key of a caveat of a period, from 0."""
    return ("caveat", aim, stream, head, number)


def of_entry(entry: PrintedEntry) -> BlockKey:
    """Return the key of an entry under a label that is not on the label's own line."""
    if isinstance(entry, Reference):
        assert entry.origin is not None  # read from a file
        return entry_at(entry.origin.span)
    return entry_at(entry.text.origin.span)


def of_closing(closing: ClosingLine) -> BlockKey:
    """Return the key of a line that ends a stream's section."""
    return closing_at(closing.text.origin.span)


def entry_at(span: Span) -> BlockKey:
    """Return the key of the entry whose text, or whose reference, is at a span."""
    return ("entry", span.source.name, span.start)


def text_at(name: str, span: Span) -> BlockKey:
    """Return the key of a text of an update, such as its outcome, that is at a span."""
    return ("text", name, span.source.name, span.start)


def closing_at(span: Span) -> BlockKey:
    """Return the key of the closing line whose text is at a span."""
    return ("closing", span.source.name, span.start)


def rename_key(
    key: BlockKey, aims: Mapping[str, str], streams: Mapping[str, str]
) -> BlockKey:
    """Return a key with the new keys of key aims and streams."""
    if key and key[0] == "contents":
        return of_contents(rename_key(key[1:], aims, streams))
    if not key or key[0] not in _OF_AIMS:
        return key
    if key[0] == "measure":
        return (key[0], aims.get(str(key[1]), key[1]), *key[2:])
    aim, *stream = map(str, key[1:3])
    return (
        *(key[0], aims.get(aim, aim)),
        *(streams.get(each, each) for each in stream),
        *key[3:],
    )


def row_key(key: BlockKey) -> BlockKey:
    """Return the list that a key with an index is in, or ()."""
    return key[:-1] if key and key[0] in _ROWS else ()


_OF_AIMS = ("aim", "aim-list", "stream", "note", "label", "caveat", "status", "measure")
_ROWS = (
    *("title", "cover", "focus", "caveat", "promises", "recommendations"),
    *("opening", "opening heading", "ending", "ending heading"),
)
