"""What of some updates is public, and copies of them in which more or less is.

For comparing, where what is private on one side must not be quoted from the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
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
        spot(place_of(entry)) for entry, shown in entries(updates) if not shown
    )


def opened(updates: Iterable[Update]) -> tuple[Update, ...]:
    """The updates as if everything in them were public."""
    return _changed(updates, lambda _: True)


def closed(
    updates: Iterable[Update],
    places: Container[Spot] = (),
    words: Container[Said] = (),
) -> tuple[Update, ...]:
    """Return the updates with the texts at `places`, or of `words`, not public.

    An outcome or a caveat is one such text: only that is left out.
    """

    def shown(text: Prose | None) -> bool:
        return text is None or not (
            spot(text.origin.span) in places or said(text.text) in words
        )

    def public(entry: Entry) -> bool:
        here = spot(place_of(entry)) not in places
        return entry.public and here and shown(_text(entry))

    def without(item: Item) -> Item:
        return item if shown(item.outcome) else item._replace(outcome=None)

    return tuple(
        update if shown(update.caveat) else update._replace(caveat=None)
        for update in _changed(updates, public, without)
    )


def private_texts(updates: Iterable[Update]) -> set[Said]:
    """Return the words of each text that is not public."""
    return {
        said(text)
        for entry, shown in entries(updates)
        if not shown
        for text in texts(entry)
    } | {said(each.private_caveat.text) for each in updates if each.private_caveat}


def public_texts(updates: Iterable[Update]) -> set[Said]:
    """Return the words of each text that is public, withdrawn ones left out."""
    return {
        said(text)
        for entry, shown in entries(updates)
        if shown and not (isinstance(entry, Item) and entry.withdrawn)
        for text in texts(entry)
    } | {said(update.caveat.text) for update in updates if update.caveat}


def entries(updates: Iterable[Update]) -> Iterator[tuple[Entry, bool]]:
    """Yield every entry, points too, and whether it is public."""
    for update in updates:
        for cell in update.cells:
            yield from _every(cell.entries, True)


def _every(entries: Iterable[Entry], public: bool) -> Iterator[tuple[Entry, bool]]:
    """Every entry, with whether it is public and in nothing that is not."""
    for entry in entries:
        shown = public and entry.public
        yield entry, shown
        if isinstance(entry, Item):
            yield from _every(entry.points, shown)


def texts(entry: Entry) -> Iterator[str]:
    """Yield the texts of an entry, without its points."""
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
