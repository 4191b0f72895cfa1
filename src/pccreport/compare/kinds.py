"""What became of a text, in the words of each view: derived from its sides and what is known of it.

Of each row, the first that fits counts. No kind is stored.
"""

from collections.abc import Set
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """What is known of a change beside the texts of its two sides."""

    EDITED = "edited"
    """Its content is different, or only one of its sides is public."""
    MOVED = "moved"
    CARRIED = "carried forward"
    """It continues an update of an earlier period."""
    NOT_DUE = "not due"
    """It is of a period that the other side does not cover."""
    WITHDRAWN = "withdrawn"
    LATER = "later"
    """It is gone because its period is after the end of the new side."""
    PART = "part"
    """Its words are in another line, besides those of that line."""
    PUBLISHED = "published"
    """The old side kept back what it says."""
    PRIVATE = "private"
    """It is not for publication."""
    REMARK = "remark"
    """It is no update, and says something of its own."""
    OPEN = "open"
    """It is in no update, and nobody has said what becomes of it."""


class Kind(StrEnum):
    """The kind of a change, in the order in which kinds are counted."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    """Removed without having been withdrawn."""
    MOVED = "moved"
    """To another position or, if it is on one side only, into another line or out of it."""
    MOVED_REVISED = "moved and revised"
    CONTINUED = "continued"
    REPEATED = "repeated"
    NOT_DUE = "not due"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DELETED = "deleted"
    MOVED_CHANGED = "moved and changed"
    SPLIT = "split"
    JOINED = "joined"
    NOT_PRIVATE = "not for publication, but public"
    KEPT_BACK = "kept back"
    LEFT_OUT = "left out"
    NOT_IN_REPORT = "not in the report"
    OPEN = "not dealt with"
    ELSEWHERE = "under another key aim or stream"
    IN_NO_CONTRIBUTION = "in no contribution"


class KindRow(NamedTuple):
    """A kind by its sides, as “old-new”, and the mark that it needs."""

    kind: Kind
    sides: str = ""
    needs: Mark | None = None
    edited: Kind | None = None
    """Its kind if it is edited as well."""


COMPARED = (
    KindRow(Kind.NOT_DUE, "", Mark.NOT_DUE),
    KindRow(Kind.REPEATED, "", Mark.CARRIED, Kind.CONTINUED),
    KindRow(Kind.MOVED, "", Mark.MOVED, Kind.MOVED_REVISED),
    KindRow(Kind.ADDED, "0-1"),
    KindRow(Kind.WITHDRAWN, "1-0", Mark.WITHDRAWN),
    KindRow(Kind.MISSING, "1-0"),
    KindRow(Kind.UNCHANGED, "1-1", None, Kind.REVISED),
)
SENT = (
    KindRow(Kind.ADDED, "0-1"),
    KindRow(Kind.DELETED, "1-0"),
    KindRow(Kind.SPLIT, "1-n"),
    KindRow(Kind.JOINED, "n-1"),
    KindRow(Kind.MOVED, "", Mark.MOVED, Kind.MOVED_CHANGED),
    KindRow(Kind.CHANGED),
)
RECONCILED = (
    KindRow(Kind.NOT_PRIVATE, "", Mark.PUBLISHED),
    KindRow(Kind.OPEN, "1-0", Mark.OPEN),
    KindRow(Kind.KEPT_BACK, "1-0", Mark.PRIVATE),
    KindRow(Kind.LEFT_OUT, "1-0", Mark.REMARK),
    KindRow(Kind.ELSEWHERE, "", Mark.MOVED),
    KindRow(Kind.IN_NO_CONTRIBUTION, "0-1"),
    KindRow(Kind.NOT_IN_REPORT, "1-0"),
    KindRow(Kind.CHANGED),
)


def kind_of(view: tuple[KindRow, ...], old: int, new: int, marks: Set[Mark]) -> Kind:
    """Return what a view calls a change with so many texts on each side."""
    sides = f"{'n' if old > 1 else old}-{'n' if new > 1 else new}"
    known = {None, *marks}
    row = next(r for r in view if r.sides in ("", sides) and r.needs in known)
    return row.edited if row.edited and Mark.EDITED in marks else row.kind
