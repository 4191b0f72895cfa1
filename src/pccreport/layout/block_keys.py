"""A key for each block of a document that stays the same when numbers change.

Two versions of a report are compared block by block. A block with an office's words has its
span in the files as its key; the caller knows which spans of the two versions are of the
same update. The key of any other block is what it is, then the keys of its key aim and stream
if it has them: ("label", aim, stream, period). A line of a list ends with its index, from 0; those
of the sign-off are counted from the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from pccreport.document.blocks import BlockKey
from pccreport.findings.text import Span


def of_contents(heading: BlockKey) -> BlockKey:
    """Return the key of a line of the list of contents, by that of its heading."""
    return ("contents", *heading)


def of_measure(aim: str, columns: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of measures, or of a paragraph that goes with it."""
    return ("measure", aim, (columns, *parts))


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
