"""Whether a file tries to keep something private, however it is written."""

from __future__ import annotations

import re
from difflib import get_close_matches

_NAME = re.compile(r"(?<![^\s:={},\[\]])([^\s:={},\[\]]++)[ \t]*+[:=]")
_MARK = "public"
_NEARLY = frozenset({"private", "confidential", "internal", "restricted"})
"""Names that nothing knows, and that were meant to keep something private."""


def keeps_private(text: str) -> bool:
    """Whether a text has a name in it that is, or was meant to be, `public`."""
    names = {_letters(found[1]) for found in _NAME.finditer(text)}
    if _MARK in names or not _NEARLY.isdisjoint(names):
        return True
    return bool(get_close_matches(_MARK, names, 1, 0.75))


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name)).casefold()
