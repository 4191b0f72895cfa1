"""What keeps something private: marks, however they are written, and a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

FOLDER = "private"
"""The folder among the updates of which nothing is ever printed."""
_IN_FOLDER = re.compile(rf"(?:\A|[\\/:])updates[\\/]{FOLDER}[\\/].", re.IGNORECASE)

_OPEN, _CLOSED, _YES, _NO, _NOT, _OTHER = range(1, 7)
_MARKS, _VALUES = {_OPEN, _CLOSED}, {_YES, _NO}
_KINDS = {
    word: kind
    for kind, words in (
        (_OPEN, "public publish published publication"),
        (_CLOSED, "private confidential internal restricted secret"),
        (_YES, "true yes on y t 1"),
        (_NO, "false no off n f 0"),
        (_NOT, "not never dont"),
        (_OTHER, "is are for do be to only use keep this please strictly yet"),
    )
    for word in words.split()
}
"""The words of a line that is nothing but a mark: “strictly for internal use only”."""
_MISTYPED = ["public", "private", "true", "false"]
_NAME = re.compile(r"(?<![^\s:={},\[\]])([^\s:={},\[\]]++)[ \t]*+[:=]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_AFTER = re.compile(r"[#(\[{]")
_AFTER_BRACKET = " \t\r\n.;!*_\"'”’"
_AROUND = " \t\r\n\"'”’*_()[]"
_TRUTH = r"(?:true|false|yes|no|on|off)(?![^\W_])"
# After other words only what nobody writes in a sentence.
_INLINE = re.compile(
    rf"\b(?:public|private)(?::{_TRUTH}|\s*[:=\uff1a]\s*{_TRUTH}\s*(?:[\])}}]|\W*\Z))",
    re.IGNORECASE,
)


def is_private_file(name: str) -> bool:
    """Return whether a file is in `updates/private`, by its name with its folders."""
    return _IN_FOLDER.search(name) is not None


def intends_private(text: str) -> bool:
    """Return whether a file has, or was meant to have, a mark or a withdrawal in it."""
    names = {found[1] for found in _NAME.finditer(text)}
    parts = (part for line in text.splitlines() for part in (line, *line.split("#")))
    kinds = (_kind(word[0]) for part in parts for word in _mark_words(part))
    marked = any(map(_is_name, names)) or any(kind in _MARKS for kind in kinds)
    return marked or find_mark(text) is not None


def is_private_note(note: str) -> bool:
    """Return whether a note says that something is private, and nothing else."""
    parts = ([_kind(word[0]) for word in _mark_words(p)] for p in note.split("#"))
    return any(map(_keeps, parts))


def find_mark(text: str) -> tuple[int, int] | None:
    """Return where a text has a mark in it, or nearly one, or None: `PUBLIC = NO`.

    A line that is nothing else may be worded and mistyped in many ways.
    """
    start, above = 0, ""
    for line in text.splitlines(keepends=True):
        if _is_mark(line) and not _is_prose(line, above):
            words = _mark_words(line)
            return start + words[0].start(), start + words[-1].end()
        start, above = start + len(line), line
    if inline := any(sign in text for sign in ":=\uff1a") and _INLINE.search(text):
        return inline.span()
    return None


def _is_mark(line: str) -> bool:
    """Return whether a line keeps something private, or is a mark with a value."""
    kinds = {_kind(word[0]) for word in _mark_words(line)}
    return _keeps(kinds) or bool(kinds & _MARKS and kinds & _VALUES)


def _keeps(kinds: Iterable[int]) -> bool:
    """Return whether the words of a mark keep something private: “not for publication”."""
    kinds = {*kinds}
    return (_OPEN if kinds & {_NO, _NOT} else _CLOSED) in kinds


def _is_prose(line: str, above: str) -> bool:
    """Return whether a mark without a value is the end of the sentence above it."""
    words = [word[0] for word in _mark_words(line)]
    ended, told = (part.strip(_AROUND)[-1:] for part in (above, line))
    return (
        _VALUES.isdisjoint(map(_kind, words))
        and line.lstrip()[0].islower()
        and (ended.isalnum() or ended == ",")
        and (told in ".!?,;" or not {*words} <= {*_KINDS})
    )


def _mark_words(line: str) -> list[re.Match[str]]:
    """Return the words of a line that is nothing but a mark, or none.

    What is in brackets after it, or is a note, may be anything.
    """
    first = _WORD.search(line)
    after = _AFTER.search(line, first.start()) if first else None
    aside = after and (after[0] == "#" or line.rstrip(_AFTER_BRACKET)[-1] in ")]}")
    words = []
    for word in _WORD.finditer(line[: after.start()] if after and aside else line):
        if not _kind(word[0]):
            return []
        words.append(word)
    return words


def _is_name(name: str) -> bool:
    """Return whether a field is a mark or a withdrawal, or was meant to be one."""
    letters = "".join(filter(str.isalpha, name)).casefold()
    return _kind(letters) in _MARKS or bool(_nearest(letters, ["withdrawn"]))


@lru_cache(maxsize=10_000)
def _kind(word: str) -> int:
    """Return what a word, perhaps mistyped, is in a mark; 0 if it is in none."""
    word = re.sub("['’]", "", word.casefold())
    return _KINDS.get(word) or _KINDS.get(_nearest(word, _MISTYPED), 0)


def _nearest(word: str, names: list[str]) -> str:
    return next(iter(get_close_matches(word, names, 1, 0.75)), "")
