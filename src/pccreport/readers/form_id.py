"""The id in a hidden cell of each row of a form that pccreport wrote.

It says of which project, period and stream the row is, and for which key aim, wherever the row is
moved or copied. A row that is only to be read has a checksum of its words in place of a key aim.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from pccreport.source.answers import words_of

_FORM = "pccreport form 1"
_ID = re.compile(rf"{_FORM}\|(\w+)\|([^|]*)\|(\w*)\|(=?\w*)")
_TO_READ, HEADS = "=", "=heads"


def checksum(text: str) -> str:
    """Return a short text that is the same for the same words."""
    return f"{crc32(' '.join(words_of(text)).encode()):08x}"


class FormId(NamedTuple):
    """What a row of a form is for."""

    project: str
    """The checksum of the name of the body that reports."""
    period: str
    stream: str
    """"" if the project has no streams."""
    row: str = ""
    """A key aim, or "" for any; HEADS; or a checksum after an equals sign."""

    @property
    def is_to_read(self) -> bool:
        """Whether the row is not one to write in."""
        return self.row.startswith(_TO_READ)

    def of_text(self, text: str) -> "FormId":
        """Return the id of a row that is only to be read."""
        return self._replace(row=_TO_READ + checksum(text))

    def is_unchanged(self, text: str) -> bool:
        """Return whether a row that is only to be read has its own words."""
        return self == self.of_text(text)

    def __str__(self) -> str:
        return "|".join((_FORM, *self))


def parse_form_id(text: str) -> FormId | None:
    """Return the id that a cell is, or None."""
    found = _ID.fullmatch(text)
    return FormId(*found.groups()) if found else None


def split_form_id(
    cells: Sequence[str],
) -> tuple[tuple[str, ...], FormId | None]:
    """Return the cells of a row with its id left empty, and the id; that of an update comes first."""
    ids = [*map(parse_form_id, cells)]
    found = sorted(filter(None, ids), key=lambda x: x.is_to_read)
    bare = ("" if own else cell for cell, own in zip(cells, ids, strict=True))
    return (*bare,), next(iter(found), None)
