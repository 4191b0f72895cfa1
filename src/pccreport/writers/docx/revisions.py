"""Authors, times and numbers of tracked changes, and the formatting of the old version.

Every change, range and bookmark of a file has a number of its own, counted through all parts.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import ChangeCause
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import numbering, oxml
from pccreport.writers.docx.block_revisions import BlockRevision

# After the author's name: a word processor can hide the changes of one author.
_RENUMBERING = " (renumbering)"
_NEW_PLACE, _OLD_PLACE = " (new place)", " (old place)"
# LibreOffice joins adjacent changes of one minute, even across paragraphs, and joins those
# paragraphs when it rejects the change. So neighbours, and whole blocks, have other minutes.
_MINUTES = (0, 2, 5)
"""After the time of the redline: for a text, for the next one, and for a whole block."""
_NO_LIST = numbering.ListLevel(0, 0)


class RevisionInfo(NamedTuple):
    """The author and time of all changes, and the style sheet of the old version."""

    author: str
    date: datetime
    """In UTC, or with its zone."""
    look: StyleSheet


class RevisionWriter:
    """The changes of one file."""

    def __init__(
        self,
        revision: RevisionInfo,
        look: StyleSheet,
        style_ids: Mapping[Role, str],
        ids: "count[int]",
    ) -> None:
        self.style_ids = style_ids
        """Style ids of the old version, by role."""
        self._author = revision.author
        self._date, self._next_date, self._date_of_block = (
            utc_timestamp(revision.date + timedelta(minutes=minutes))
            for minutes in _MINUTES
        )
        self._ids = ids
        old = revision.look
        before, after = numbering.list_levels(old), numbering.list_levels(look)
        self.old_levels = {role: before.get(name) for role, name in old.styles.items()}
        """The list level of each role in the old version, or None."""
        self.changed_levels = {
            role: before.get(name, _NO_LIST)
            for role, name in old.styles.items()
            if before.get(name) != after.get(name)
        }
        """The list level in the old version of each role that has another now."""

    def attributes_in_block(self, by: ChangeCause = ChangeCause.WORDS) -> str:
        """Return the attributes of the next change in a block, or of its properties."""
        author = self._author + (_RENUMBERING if by is ChangeCause.NUMBERS else "")
        return oxml.revision_attributes(next(self._ids), author, self._date)

    def mark_of_block(self, revision: BlockRevision) -> str:
        """Return the mark of a whole block, or of a row, that is inserted or deleted."""
        return oxml.revision(revision.kind, self.attributes_of_block(revision))

    def attributes_of_block(self, revision: BlockRevision) -> str:
        """Return the attributes of the next change of a whole block."""
        return self.numbered_attributes(revision)[1]

    def next_paragraph(self) -> None:
        """Switch to the other date, so that the changes of two paragraphs differ."""
        self._date, self._next_date = self._next_date, self._date

    def numbered_attributes(self, revision: BlockRevision) -> tuple[int, str]:
        """Return the number and the attributes of the next change of a whole block."""
        number = next(self._ids)
        suffix = _OLD_PLACE if revision.is_old else _NEW_PLACE
        author = self._author + (suffix if revision.is_elsewhere else "")
        return number, oxml.revision_attributes(number, author, self._date_of_block)


def utc_timestamp(time: datetime) -> str:
    """Return a time in the format of changes and comments: in UTC, to the second."""
    return f"{to_utc(time).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def to_utc(time: datetime) -> datetime:
    """Return a time in UTC; without a zone, it already is."""
    return time if time.tzinfo is None else time.astimezone(UTC)
