"""What of some updates is public: found, opened and closed without touching a file.

For comparing, where what is private on one side must not be quoted from the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import normalize

from pccreport.findings.text import Span
from pccreport.model.prose import Prose
from pccreport.model.update import (
    Closing,
    Entry,
    Item,
    Nothing,
    Reference,
    Update,
    Withdrawal,
    place_of,
)

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
        spot(place_of(entry))
        for update in updates
        for cell in update.cells
        for entry, shown in _every(cell.entries, True)
        if not shown
    )


def opened(updates: Iterable[Update]) -> tuple[Update, ...]:
    """The updates as if everything in them were public."""
    return _changed(updates, lambda _: True)


def closed(
    updates: Iterable[Update], places: frozenset[Spot], words: frozenset[Said]
) -> tuple[Update, ...]:
    """The updates as if what begins at some places, or says some words, were not public.

    Of an update whose outcome alone says them, the outcome alone is left out.
    """

    def public(entry: Entry) -> bool:
        told = said(text.text) not in words if (text := _text(entry)) else True
        return entry.public and told and spot(place_of(entry)) not in places

    def without(item: Item) -> Item:
        outcome = item.outcome
        told = outcome is None or said(outcome.text) not in words
        return item if told else item._replace(outcome=None)

    return _changed(updates, public, without)


def private_texts(updates: Iterable[Update]) -> dict[Said, str]:
    """What is said somewhere in some updates that is not public, by its words."""
    return _texts(updates, public=False)


def public_texts(updates: Iterable[Update]) -> dict[Said, str]:
    """What is said somewhere in some updates that is public, by its words."""
    return _texts(updates, public=True)


def _texts(updates: Iterable[Update], *, public: bool) -> dict[Said, str]:
    return {
        said(text): text
        for update in updates
        for cell in update.cells
        for entry, shown in _every(cell.entries, True)
        if shown is public and not (public and _is_withdrawn(entry))
        for text in _told(entry)
    }


def _every(entries: Iterable[Entry], public: bool) -> Iterator[tuple[Entry, bool]]:
    """Every entry, with whether it is public and in nothing that is not."""
    for entry in entries:
        shown = public and entry.public
        yield entry, shown
        if isinstance(entry, Item):
            yield from _every(entry.points, shown)


def _is_withdrawn(entry: Entry) -> bool:
    return isinstance(entry, Item) and bool(entry.withdrawn)


def _told(entry: Entry) -> Iterator[str]:
    """The texts of an entry."""
    if text := _text(entry):
        yield text.text
    if isinstance(entry, Item) and entry.outcome:
        yield entry.outcome.text


def _text(entry: Entry) -> Prose | None:
    match entry:
        case Item(text=text) | Closing(text=text) | Nothing(reason=text):
            return text
        case Reference() | Withdrawal():
            return None


def said(text: str) -> Said:
    """The words of a text, as they are compared."""
    return tuple(_WORD.findall(normalize("NFC", text).casefold()))


def _changed(
    updates: Iterable[Update],
    public: Callable[[Entry], bool],
    without: Callable[[Item], Item] = lambda item: item,
) -> tuple[Update, ...]:
    return tuple(
        update._replace(
            cells=tuple(
                cell._replace(
                    entries=tuple(_entry(e, public, without) for e in cell.entries)
                )
                for cell in update.cells
            )
        )
        for update in updates
    )


def _entry(
    entry: Entry, public: Callable[[Entry], bool], without: Callable[[Item], Item]
) -> Entry:
    if isinstance(entry, Item):
        points = (_entry(point, public, without) for point in entry.points)
        kept = tuple(p for p in points if isinstance(p, Item | Reference | Withdrawal))
        return without(entry)._replace(public=public(entry), points=kept)
    return entry._replace(public=public(entry))
