"""What must not be quoted from the old side, because of what the new side keeps private.

Structure decides: ids, exact words, and whether a line has a partner. How alike two
texts are decides nothing here: what became private may be in any other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.sides import Side
from pccreport.model import published
from pccreport.model.published import Spot
from pccreport.model.update import Item, Update, Withdrawal, place_of

Updates = tuple[Update, ...]


class Public(NamedTuple):
    """A comparison, and the updates that its old side is made of."""

    old: Updates
    comparison: Comparison


class Sides(NamedTuple):
    """What is compared: the old updates with what makes a side of them, and the new side."""

    old: Updates
    before: Callable[[Updates], Side]
    new: Updates
    after: Side

    def compared(self) -> Public:
        """Return the comparison for the office, without what is private by structure."""
        kept = _redacted(self.old, self.new, self.after)
        found = Public(kept, compare(self.before(kept), self.after))
        if kept is self.old:
            return found
        closed = len(self.before(self.old).lines) - len(found.comparison.before.lines)
        return found._replace(comparison=found.comparison._replace(closed=closed))

    def passed_on(self, inside: Public) -> Public:
        """Return the comparison for others, without old texts that have no sure partner.

        What such a line hid (the same text given twice) may appear once it is removed,
        so this goes on until each old line has its partner.
        """
        old, comparison, count = *inside, 0
        while places := {*_unpartnered(comparison)}:
            count += len(places)
            old = published.closed(old, places)
            again = compare(self.before(old), self.after)
            assert again.before.lines != comparison.before.lines, "nothing was removed"
            comparison = again._replace(closed=comparison.closed, withheld=count)
        return Public(old, comparison)


def has_new_secret(old: Updates, new: Updates) -> bool:
    """Return whether the new updates keep something private that the old ones did not.

    It may say what an old line says, in other words and in another place.
    """
    known, ids = published.private_texts(old), _private_ids(old)
    texts = published.private_texts(new) - {
        published.said(text)
        for entry, shown in published.entries(new)
        if not shown and getattr(entry, "id", "") in ids
        for text in published.texts(entry)
    }
    return not texts <= known


def _redacted(old: Updates, new: Updates, after: Side) -> Updates:
    """Return the old updates without what the new ones keep private by id or exact words.

    What the new side prints in the same words is not private.
    """
    words = published.private_texts(new) - published.public_texts(new)
    ids = _private_ids(new)
    if not (words or ids):
        return old
    printed = {published.said(line.text) for line in after.lines}
    places = {
        published.spot(place_of(entry))
        for entry, _ in published.entries(old)
        if isinstance(entry, Item | Withdrawal) and entry.id in ids
        if printed.isdisjoint(map(published.said, published.texts(entry)))
    }
    return published.closed(old, places, words)


def _private_ids(updates: Updates) -> set[str]:
    """Return the ids of what is not public."""
    return {
        entry.id
        for entry, shown in published.entries(updates)
        if not shown and isinstance(entry, Item | Withdrawal) and entry.id
    }


def _unpartnered(comparison: Comparison) -> Iterator[Spot]:
    """Yield the start of each old text that is not surely the same as a new one."""
    for change in comparison.changes:
        old, new = change.old, change.new
        if old is None:
            continue
        if new is None or not change.sure:
            yield published.spot(old.at)
        elif old.outcome_at and not new.outcome:
            yield published.spot(old.outcome_at)
