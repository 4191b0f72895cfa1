"""What keeps something private: marks, however they are written, and a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import takewhile

from pccreport.language.privacy_marks import (
    MarkWord,
    after_mark_pattern,
    column_words,
    mark_fields,
    mark_words,
    names_private_file,
    note_words,
)

FOLDER = "private"
"""The folder among the updates of which nothing is ever printed."""
_IN_FOLDER = re.compile(rf"(?:\A|[\\/:])updates[\\/]{FOLDER}[\\/].", re.IGNORECASE)

_MARKS = MarkWord.PUBLIC, MarkWord.PRIVATE
_VALUES = MarkWord.YES, MarkWord.NO
_LONGEST = 80
"""Characters of a line that is nothing but a mark, with what is in brackets after it."""
_LETTERS = 3
"""Letters that a mistyped word has in common with what it was meant to be."""
_NEAR = 0.75
"""How much of both words is alike if one is the other, mistyped: from 0 to 1."""
_MISTYPED = ["public", "private", "true", "false"]
_ASIDE = re.compile(r"[:(\[]\s*([^:()\[\]]+)(?:[)\]]|\Z)")
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
    lines = {*text.splitlines()}
    parts = (part for line in lines for part in (line, *line.split("#")))
    kinds = (_kind(word[0]) for part in parts for word in _mark_words(part))
    marked = any(map(_is_name, names)) or any(kind in _MARKS for kind in kinds)
    notes = (part for line in lines for part in line.split("#")[1:])
    return marked or any(map(is_private_note, notes)) or find_mark(text) is not None


def is_private_note(note: str) -> bool:
    """Return whether a note says that something is private, and perhaps why.

    “private, names a victim” says so, and “private hire cars were checked” does not.
    """
    parts = note.split("#")
    asides = (found[1] for part in parts for found in _ASIDE.finditer(part))
    return any(map(_is_private_part, parts)) or any(map(is_private_phrase, asides))


def is_private_name(name: str) -> bool:
    """Return whether the name of a file says that it is private: “q4-private”."""
    words = [word[0] for word in _WORD.finditer(name.replace("_", " "))]
    own = [word for word in words if not any(map(str.isdigit, word))]
    kinds = [*map(_kind, own)]
    if not all(kinds):  # “private-hire” is a trade, and “q4-force-private” is marked
        return names_private_file(own[-1])
    return _keeps(kinds)


def is_private_phrase(words: str) -> bool:
    """Return whether words say that something is private, and no more: “not public”."""
    found = [word[0].casefold() for word in _mark_words(words)]
    # “the audit (internal)” is of a kind, and “internal only” for nobody else.
    return found != ["internal"] and _keeps(map(_kind, found))


def is_private_cell(head: str, value: str) -> bool:
    """Return whether the column of a head keeps a row private by its value: “Publish?”, “No”.

    What is no answer to a question, such as “not sure”, keeps it private too.
    """
    if not is_private_head(head):
        return False
    found = _marks_in(head)
    answer = _kind(next(iter(_WORD.findall(value)), ""))
    if answer is MarkWord.YES:
        return _keeps(found)
    if answer is MarkWord.NO:
        return _keeps([*found, answer])
    return MarkWord.PUBLIC in found and head.rstrip().endswith("?")


def is_private_head(head: str) -> bool:
    """Return whether a column's head asks whether something is private: “Publish?”."""
    return any(kind in _MARKS for kind in _marks_in(head))


def _marks_in(head: str) -> list[MarkWord]:
    words = [word.casefold() for word in _WORD.findall(head)]
    # “Release date” asks nothing.
    asks = len(words) == 1 or head.rstrip().endswith("?")
    of_columns = column_words() if asks else {}
    kinds = (of_columns.get(word) or _kind(word) for word in words)
    return [kind for kind in kinds if kind in _MARKS or kind is MarkWord.NOT]


def _is_private_part(note: str) -> bool:
    kinds: list[MarkWord] = []
    ends = False
    of_notes, after_mark = note_words(), after_mark_pattern()
    for word in _WORD.finditer(note):
        said = word[0].casefold()
        kind = of_notes.get(said) or _kind(said)
        if not kind:
            break
        kinds.append(kind)
        ends = ends or kind in _VALUES or bool(after_mark.match(note, word.end()))
    is_question = note.rstrip().endswith("?")
    return ends and not is_question and _keeps(kinds)


def find_mark(text: str) -> tuple[int, int] | None:
    """Return where a text has a mark in it, or nearly one, or None: `PUBLIC = NO`.

    A line that is nothing else may be worded and mistyped in many ways.
    """
    start, above = 0, ""
    plain: set[str] = set()  # of many lines, most are blank or repeated
    for line in text.splitlines(keepends=True):
        if line not in plain:
            words = takewhile(str.isalpha, line.split(maxsplit=3))
            if (
                not all(map(_kind, words))  # as good as every line
                or len(line.strip()) > _LONGEST
                or not _is_mark(line)
            ):
                plain.add(line)
            elif not _is_prose(line, above):
                marked = _mark_words(line)
                return start + marked[0].start(), start + marked[-1].end()
        start, above = start + len(line), line
    if inline := any(sign in text for sign in ":=\uff1a") and _INLINE.search(text):
        return inline.span()
    return None


def _is_mark(line: str) -> bool:
    """Return whether a line keeps something private, or is a mark with a value."""
    kinds = [_kind(word[0]) for word in _mark_words(line)]
    return _keeps(kinds) or (
        any(kind in _MARKS for kind in kinds) and any(kind in _VALUES for kind in kinds)
    )


def _keeps(kinds: Iterable[MarkWord | None]) -> bool:
    """Return whether the words of a mark keep something private: “not for publication”.

    A word such as “not” is about the mark after it, and a value about the one before it.
    """
    closed: list[bool] = []
    is_not = False
    for kind in kinds:
        if kind is MarkWord.NOT or (kind is MarkWord.NO and not closed):
            is_not = True
        elif kind in _MARKS:
            closed.append((kind is MarkWord.PRIVATE) is not is_not)
            is_not = False
        elif kind is MarkWord.NO:
            closed[-1] = not closed[-1]
    return bool(closed) and all(closed) and not is_not


def _is_prose(line: str, above: str) -> bool:
    """Return whether a mark without a value is the end of the sentence above it."""
    words = [word[0] for word in _mark_words(line)]
    ended, told = (part.strip(_AROUND)[-1:] for part in (above, line))
    return (
        not any(_kind(word) in _VALUES for word in words)
        and line.lstrip()[0].islower()
        and bool(ended)
        and ended not in ".!?:"
        and (told in ".!?,;" or not mark_words().keys() >= {*words})
    )


def _mark_words(line: str) -> list[re.Match[str]]:
    """Return the words of a line that is nothing but a mark, or none.

    What is in brackets after it, or is a note, may be anything.
    """
    first = _WORD.search(line)
    if first is None or not _kind(first[0]):
        return []  # as good as every line
    after = _AFTER.search(line, first.start())
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
    is_mark = _kind(letters) in _MARKS or letters in mark_fields()
    return is_mark or bool(_nearest(letters, ["withdrawn"]))


@lru_cache(maxsize=10_000)
def _kind(word: str) -> MarkWord | None:
    """Return what a word, perhaps mistyped, is in a mark, or None if it is in none."""
    word = re.sub("['’]", "", word.casefold())
    kinds = mark_words()
    return kinds.get(word) or kinds.get(_nearest(word, _MISTYPED))


def _nearest(word: str, names: list[str]) -> str:
    """Return the name that a word was meant to be, or ""."""

    def may_be(name: str) -> bool:
        shared = len({*name} & {*word})
        # No name has more than one letter twice.
        most = 2 * (shared + 1) / (len(name) + len(word))
        return shared >= _LETTERS and most >= _NEAR

    names = [*filter(may_be, names)]
    return next(iter(names and get_close_matches(word, names, 1, _NEAR)), "")
