"""What of some updates is public: found, opened and closed without touching a file.

For comparing, where what is private on one side must not be quoted from the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import normalize

from pccreport.model.update import (
    Closing,
    Entry,
    Item,
    Nothing,
    Reference,
    Update,
    Withdrawal,
)
from pccreport.source.text import Span

Spot = tuple[str, int]
"""A file and the character at which something begins there."""

Said = tuple[str, ...]
"""The words of a text, however it is punctuated and capitalised."""

_WORD = re.compile(r"\w+")


def spot(span: Span) -> Spot:
    """Where a place begins."""
    return span.source.name, span.start


def private(updates: Iterable[Update]) -> frozenset[Spot]:
    """Where everything begins that is not public, points of it too."""
    return frozenset(
        place
        for update in updates
        for cell in update.cells
        for place in map(_at, _every(cell.entries, True))
    )


def opened(updates: Iterable[Update]) -> tuple[Update, ...]:
    """The updates as if everything in them were public."""
    return _changed(updates, lambda _: True)


def closed(
    updates: Iterable[Update], places: frozenset[Spot], words: frozenset[Said]
) -> tuple[Update, ...]:
    """The updates as if what begins at some places, or says some words, were not public."""

    def public(entry: Entry) -> bool:
        told = words.isdisjoint(_said(entry)) if words else True
        return entry.public and told and _at(entry) not in places

    return _changed(updates, public)


def private_words(updates: Iterable[Update]) -> frozenset[Said]:
    """What is said somewhere in some updates that is not public, wherever it stands."""
    return frozenset(
        said
        for update in updates
        for cell in update.cells
        for entry in _every(cell.entries, True)
        for said in _said(entry)
    )


def _every(entries: Iterable[Entry], public: bool) -> Iterator[Entry]:
    """Every entry that is not public, or in something that is not."""
    for entry in entries:
        shown = public and entry.public
        if not shown:
            yield entry
        if isinstance(entry, Item):
            yield from _every(entry.points, shown)


def _said(entry: Entry) -> Iterator[Said]:
    """The words of each text of an entry."""
    match entry:
        case Item(text=text, outcome=outcome):
            texts = [text, *((outcome,) if outcome else ())]
        case Closing(text=text) | Nothing(reason=text):
            texts = [text]
        case Reference() | Withdrawal():
            texts = []
    for text in texts:
        if words := tuple(_WORD.findall(normalize("NFC", text.text).casefold())):
            yield words


def _changed(
    updates: Iterable[Update], public: Callable[[Entry], bool]
) -> tuple[Update, ...]:
    return tuple(
        update._replace(
            cells=tuple(
                cell._replace(entries=tuple(_entry(e, public) for e in cell.entries))
                for cell in update.cells
            )
        )
        for update in updates
    )


def _entry(entry: Entry, public: Callable[[Entry], bool]) -> Entry:
    if isinstance(entry, Item):
        points = (_entry(point, public) for point in entry.points)
        kept = tuple(p for p in points if isinstance(p, Item | Reference | Withdrawal))
        return entry._replace(public=public(entry), points=kept)
    return entry._replace(public=public(entry))


def _at(entry: Entry) -> Spot:
    match entry:
        case Item(text=text) | Closing(text=text) | Nothing(reason=text):
            return spot(text.origin.span)
        case Reference() | Withdrawal():
            assert entry.origin is not None  # read from a file
            return spot(entry.origin.span)
