"""The changes between two versions as Word tracks them: their author, time and old formatting.

Knows what is the same for all changes of one file. Every change, every range and every bookmark
has its own number, from one count through all parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import ChangeCause
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import numbering, oxml
from pccreport.writers.docx.block_revisions import BlockRevision

# Behind the author's name: a word processor can leave out what one author has changed.
_NUMBERS = " (renumbering)"
_COME, _GONE = " (new place)", " (old place)"
# LibreOffice makes one change of two that touch and are of one minute, be they at the end
# of a paragraph and the beginning of the next, which it then joins when it takes them
# back. So neighbours are of different minutes, and whole blocks of others.
_WORDS, _NEXT_WORDS, _WHOLE = (timedelta(minutes=minutes) for minutes in (0, 2, 5))
_NO_LIST = numbering.ListLevel(0, 0)


class RevisionInfo(NamedTuple):
    """Whose the changes are, of when, and how the old version looked."""

    author: str
    date: datetime
    """In UTC, or with its zone."""
    look: StyleSheet | None = None
    """None where the house format is the same."""


class Revisions:
    """The changes of one file."""

    def __init__(
        self,
        revision: RevisionInfo,
        look: StyleSheet,
        style_ids: Mapping[Role, str],
        ids: count[int],
    ) -> None:
        self.style_ids = style_ids
        """The old version's styles."""
        self._author = revision.author
        dates = (revision.date + later for later in (_WORDS, _NEXT_WORDS, _WHOLE))
        self._date, self._next, self._of_whole = map(utc_timestamp, dates)
        self._ids = ids
        old = revision.look or look
        before, after = numbering.list_levels(old), numbering.list_levels(look)
        self._old_places = {role: before.get(name) for role, name in old.styles.items()}
        self._moved = {
            role: before.get(name, _NO_LIST)
            for role, name in old.styles.items()
            if before.get(name) != after.get(name)
        }

    def attributes(self, by: ChangeCause = ChangeCause.WORDS) -> str:
        """Return the attributes of one more change in a block, or of its properties."""
        author = self._author + (_NUMBERS if by is ChangeCause.NUMBERS else "")
        return oxml.revision_attributes(next(self._ids), author, self._date)

    def of_whole(self, whole: BlockRevision) -> str:
        """Return the attributes of one more change of a whole block."""
        return self.numbered(whole)[1]

    def next_paragraph(self) -> None:
        """Go on to the next paragraph."""
        self._date, self._next = self._next, self._date

    def numbered(self, whole: BlockRevision) -> tuple[int, str]:
        """Return the number of one more change of a whole block, and its attributes."""
        number = next(self._ids)
        elsewhere = _GONE if whole.is_old else _COME
        author = self._author + (elsewhere if whole.is_elsewhere else "")
        return number, oxml.revision_attributes(number, author, self._of_whole)

    def old_properties(
        self, role: Role, place: numbering.ListLevel | None = None
    ) -> tuple[str, numbering.ListLevel | None]:
        """Return the style of a role in the old version, and its list if that is not the style's.

        Else that is `place`: a number that is not the next is the same in both.
        """
        return self.style_ids[role], self._moved.get(role, place)

    def old_list(self, role: Role) -> numbering.ListLevel | None:
        """Return the list of a role in the old version, or None if it had none."""
        return self._old_places.get(role)


def utc_timestamp(when: datetime) -> str:
    """Return a time as changes and comments have it: in UTC, to the second."""
    return f"{to_utc(when).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def to_utc(when: datetime) -> datetime:
    """Return a time in UTC; without a zone, it is already."""
    return when if when.tzinfo is None else when.astimezone(UTC)
