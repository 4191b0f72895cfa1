"""What of some updates is public: found, opened and closed without touching a file.

For comparing, where what is private on one side must not be quoted from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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


def spot(span: Span) -> Spot:
    """Where a place begins."""
    return span.source.name, span.start


def private(updates: Iterable[Update]) -> frozenset[Spot]:
    """Where everything begins that is not public, points of it too."""
    return frozenset(
        place
        for update in updates
        for cell in update.cells
        for place in _private(cell.entries, True)
    )


def opened(updates: Iterable[Update]) -> tuple[Update, ...]:
    """The updates as if everything in them were public."""
    return _changed(updates, lambda _: True)


def closed(updates: Iterable[Update], places: frozenset[Spot]) -> tuple[Update, ...]:
    """The updates as if what begins at some places were not public."""
    return _changed(updates, lambda entry: entry.public and _at(entry) not in places)


def _private(entries: Iterable[Entry], public: bool) -> Iterator[Spot]:
    for entry in entries:
        shown = public and entry.public
        if not shown:
            yield _at(entry)
        if isinstance(entry, Item):
            yield from _private(entry.points, shown)


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
