"""What must not be quoted from the old side, because of what the new side keeps private.

Structure decides: ids, exact words, and whether a line has a partner. How alike an old
text is to a private one decides nothing, because that may be in any other words; how
alike it is to its public partner can only withhold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.matching import MatchedBy
from pccreport.compare.sides import ComparedLine, LineKind, Side, plain_text
from pccreport.model import visibility
from pccreport.model.update import UpdateFile, UpdateItem, Withdrawal, entry_span
from pccreport.model.visibility import SpanStart

UpdateFiles = tuple[UpdateFile, ...]


class Public(NamedTuple):
    """A comparison, and the updates that its old side is made of."""

    old: UpdateFiles
    comparison: Comparison


class Sides(NamedTuple):
    """What is compared: the old updates with what makes a side of them, and the new side."""

    old: UpdateFiles
    before: Callable[[UpdateFiles], Side]
    new: UpdateFiles
    after: Side

    def compared(self) -> Public:
        """Return the comparison for the office, without what is private by structure."""
        kept = _redacted(self.old, self.new, self.after)
        found = Public(kept, compare(self.before(kept), self.after))
        if kept is self.old:
            return found
        closed = len(self.before(self.old).lines) - len(found.comparison.before.lines)
        return found._replace(comparison=found.comparison._replace(redacted=closed))

    def passed_on(self, inside: Public) -> Public:
        """Return the comparison for others, without old texts that have no sure partner.

        What such a line hid (the same text given twice) may appear once it is removed,
        so this goes on until each old line has its partner.
        """
        old, comparison, count = *inside, 0
        while places := {*_unpartnered(comparison)}:
            count += len(places)
            old = visibility.as_private(old, places)
            again = compare(self.before(old), self.after)
            assert again.before.lines != comparison.before.lines, "nothing was removed"
            comparison = again._replace(redacted=comparison.redacted, withheld=count)
        return Public(old, comparison)


def has_new_secret(old: UpdateFiles, new: UpdateFiles) -> bool:
    """Return whether the new updates keep something private that the old ones did not.

    It may have the content of an old line, in other words and in another position.
    """
    return not visibility.private_texts(new) <= visibility.private_texts(old)


def _redacted(old: UpdateFiles, new: UpdateFiles, after: Side) -> UpdateFiles:
    """Return the old updates without what the new ones keep private by id or exact words.

    What the new side prints in the same words is not private.
    """
    words = visibility.private_texts(new) - visibility.public_texts(new)
    ids = _private_ids(new)
    if not (words or ids):
        return old
    printed = {visibility.comparable_words(line.text) for line in after.lines}
    places = {
        visibility.span_start(entry_span(entry))
        for entry, _ in visibility.entries(old)
        if isinstance(entry, UpdateItem | Withdrawal) and entry.id in ids
        if printed.isdisjoint(map(visibility.comparable_words, visibility.texts(entry)))
    }
    return visibility.as_private(old, places, words)


def _private_ids(updates: UpdateFiles) -> set[str]:
    """Return the ids of what is not public."""
    return {
        entry.id
        for entry, shown in visibility.entries(updates)
        if not shown and isinstance(entry, UpdateItem | Withdrawal) and entry.id
    }


def _unpartnered(comparison: Comparison) -> Iterator[SpanStart]:
    """Yield the start of each old text that is not surely the same as a new one."""
    for change in comparison.changes:
        old, new = change.old, change.new
        if old is None:
            continue
        if new is None or not change.sure or not _is_same(change.by, old, new):
            yield visibility.span_start(old.at)
            continue
        if old.outcome_at and not _shares_words(
            plain_text(old.outcome), plain_text(new.outcome)
        ):
            yield visibility.span_start(old.outcome_at)
        if old.award_at and not new.award:
            yield visibility.span_start(old.award_at)


def _is_same(by: MatchedBy, old: ComparedLine, new: ComparedLine) -> bool:
    """Return whether two matched lines are one text: a position alone does not make them so."""
    one_kind = by is MatchedBy.ID or old.sort is LineKind.REFERENCE
    return one_kind or _shares_words(old.text, new.text)


def _shares_words(old: str, new: str) -> bool:
    """Return whether at least half of the words of two texts are in both (Dice)."""
    one, other = (Counter(visibility.comparable_words(text)) for text in (old, new))
    return 4 * (one & other).total() >= one.total() + other.total()
