"""What keeps something private: marks, however they are written, and a folder."""

from __future__ import annotations

import re
from difflib import get_close_matches

FOLDER = "private"
"""The folder among the updates of which nothing is ever printed."""
_IN_FOLDER = re.compile(
    rf"(?:\A|[\\/:])updates[\\/]{FOLDER}[\\/][^\\/]+\Z", re.IGNORECASE
)

_NAME = re.compile(r"(?<![^\s:={},\[\]])([^\s:={},\[\]]++)[ \t]*+[:=]")
_MARKS = ("public", "private")
_NEARLY = frozenset({*_MARKS, "confidential", "internal", "restricted"})
"""Words that were meant to keep something private, though most are no field."""
_TRUTH = r"(?:true|false|yes|no|on|off)(?![^\W_])"
_ALONE = re.compile(
    rf"[\W_]*+(?P<mark>(?P<word>[^\W\d_]++)[\W_]++{_TRUTH})[\W_]*?(?:#.*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
_MAX_ALONE = 60
"""Characters of a line with its indentation: a mark alone on a line is short."""
# After other words only what nobody writes in a sentence.
_INLINE = re.compile(
    rf"\b(?:public|private)(?::{_TRUTH}|\s*[:=\uff1a]\s*{_TRUTH}\s*(?:[\])}}]|\W*\Z))",
    re.IGNORECASE,
)


def is_private_file(name: str) -> bool:
    """Return whether a file is in `updates/private`, by its name with its folders."""
    return _IN_FOLDER.search(name) is not None


def intends_private(text: str) -> bool:
    """Return whether a file has a name in it that is, or was meant to be, a mark."""
    names = {found[1] for found in _NAME.finditer(text)}
    return any(map(_is_mark, names)) or find_mark(text) is not None


def find_mark(text: str) -> tuple[int, int] | None:
    """Return where a text has a mark in it, or nearly one, or None: `PUBLIC = NO`.

    A line that is nothing else may be mistyped in any way.
    """
    start = 0
    for line in text.splitlines(keepends=True):
        found = _ALONE.match(line) if len(line) <= _MAX_ALONE else None
        if found and _is_mark(found["word"]):
            return start + found.start("mark"), start + found.end("mark")
        start += len(line)
    if inline := any(sign in text for sign in ":=\uff1a") and _INLINE.search(text):
        return inline.span()
    return None


def _is_mark(name: str) -> bool:
    """Return whether a name is that of a mark, or one of a mark that was mistyped."""
    name = "".join(filter(str.isalpha, name)).casefold()
    if name in _NEARLY:
        return True
    alike = [mark for mark in _MARKS if len({*mark} & {*name}) > 3]
    return bool(alike and get_close_matches(name, alike, 1, 0.75))
