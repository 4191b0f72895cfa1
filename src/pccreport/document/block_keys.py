"""What each block of a document is, in words that stay when numbers change.

Two versions of a report are compared block by block. What an office wrote has its place
in the files as its key: whoever compares says which places of the two versions are of
the same update.
"""

from __future__ import annotations

from collections.abc import Mapping

from pccreport.document.blocks import BlockKey
from pccreport.findings.text import Span
from pccreport.house.roles import Role
from pccreport.model.periods import PeriodLabel
from pccreport.model.prose import Prose
from pccreport.model.update import ClosingLine, Reference
from pccreport.report.report import PrintedEntry

SECTION: BlockKey = ("section",)
"""The heading over all key aims."""


def of_title(role: Role, number: int) -> BlockKey:
    """A line at the head of the report: the how manieth of its role, from 0."""
    return ("title", role, number)


def of_opening(number: int) -> BlockKey:
    """A paragraph before the first key aim, from 0."""
    return ("opening", number)


def of_focus(number: int) -> BlockKey:
    """One of the report's areas of focus, from 0."""
    return ("focus", number)


def of_aim_in_list(aim: str) -> BlockKey:
    """A key aim in the list of them, by its key."""
    return ("aim-list", aim)


def of_aim(aim: str) -> BlockKey:
    """The heading of a key aim, by its key."""
    return ("aim", aim)


def of_stream(aim: str, stream: str) -> BlockKey:
    """The heading of a stream under a key aim, by their keys."""
    return ("stream", aim, stream)


def of_note(aim: str, stream: str) -> BlockKey:
    """What stands under a stream's heading."""
    return ("note", aim, stream)


def of_label(aim: str, stream: str, head: PeriodLabel) -> BlockKey:
    """A period's label, also where what it tells stands on its own line."""
    return ("label", aim, stream, head)


def of_caveat(aim: str, stream: str, head: PeriodLabel, number: int) -> BlockKey:
    """What a reader must know of a period, from 0."""
    return ("caveat", aim, stream, head, number)


def of_entry(entry: PrintedEntry) -> BlockKey:
    """What is told under a label, but for what stands on the label's own line."""
    if isinstance(entry, Reference):
        assert entry.origin is not None  # read from a file
        return entry_at(entry.origin.span)
    return entry_at(entry.text.origin.span)


def of_outcome(outcome: Prose) -> BlockKey:
    """What an update came to."""
    return outcome_at(outcome.origin.span)


def of_closing(closing: ClosingLine) -> BlockKey:
    """A line that ends a stream's section."""
    return closing_at(closing.text.origin.span)


def of_sign_off(number: int) -> BlockKey:
    """A line under the report, counted from the end: the last one is 0."""
    return ("sign-off", number)


def entry_at(span: Span) -> BlockKey:
    """What is told with the words that stand somewhere, or as a reference there."""
    return ("entry", span.source.name, span.start)


def outcome_at(span: Span) -> BlockKey:
    """The outcome whose words stand somewhere."""
    return ("outcome", span.source.name, span.start)


def closing_at(span: Span) -> BlockKey:
    """The closing line whose words stand somewhere."""
    return ("closing", span.source.name, span.start)


def rename_key(
    key: BlockKey, aims: Mapping[str, str], streams: Mapping[str, str]
) -> BlockKey:
    """A key, where key aims and streams have got other keys of their own."""
    if not key or key[0] not in _OF_AIMS:
        return key
    aim, *stream = map(str, key[1:3])
    return (
        *(key[0], aims.get(aim, aim)),
        *(streams.get(each, each) for each in stream),
        *key[3:],
    )


def row_key(key: BlockKey) -> BlockKey:
    """The row that a key is of whose last part is a number, or ()."""
    return key[:-1] if key and key[0] in _ROWS else ()


_OF_AIMS = ("aim", "aim-list", "stream", "note", "label", "caveat")
_ROWS = ("title", "opening", "focus", "caveat")
