"""The id in a hidden cell of each row of a form that pccreport wrote, wherever it is copied to."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from pccreport.source.answers import plain_words

_FORM = "pccreport form 1"
_ID = re.compile(rf"{_FORM}\|(\w+)\|([^|]*)\|(\w*)\|(=?\w*)")
HEADS = "=heads"


def checksum(text: str) -> str:
    """Return a short text that is the same for the same words."""
    return f"{crc32(' '.join(plain_words(text)).encode()):08x}"


class FormId(NamedTuple):
    """What a row of a form is for."""

    project: str
    """The checksum of the name of the body that reports."""
    period: str
    stream: str
    """"" if the project has no streams."""
    row: str = ""
    """A key aim, or "" for any; HEADS; or “=” and a checksum, if it is only to be read."""

    def read_only(self, text: str) -> "FormId":
        """Return the id of a row that is only to be read."""
        return self._replace(row=f"={checksum(text)}")

    def __str__(self) -> str:
        return "|".join((_FORM, *self))


def parse_form_id(text: str) -> FormId | None:
    """Return the id that a cell is, or None."""
    found = _ID.fullmatch(text)
    return FormId(*found.groups()) if found else None


def split_form_id(cells: Sequence[str]) -> tuple[tuple[str, ...], FormId | None]:
    """Return the cells of a row without its id, and that; an id of an update goes first."""
    found = [x for x in map(parse_form_id, cells) if x]
    bare = (*("" if parse_form_id(cell) else cell for cell in cells),)
    return bare, min(found, key=lambda x: x.row.startswith("="), default=None)
