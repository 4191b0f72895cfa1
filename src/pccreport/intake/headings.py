"""Which key aim or stream a heading of a message names, by the words of the project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pccreport.language import pasted_text
from pccreport.language.figures import find_counts

_FIRST_WORDS = 3
"""So many of the first words of a title are enough for a heading."""
_LONGEST_FORM = 4
"""Words of a heading that says a title in short: “ASB”, “Burglary and victims”."""
_LONG = 12
"""Words of a line that names a key aim by its number somewhere in it, at most."""
_INTRODUCTION = 8
"""Words of a line that only introduces a list, at most."""
_LIKE = 4
"""Letters that two forms of a word have in common, at least: “road”, “roads”."""


class PlanWords(NamedTuple):
    """What a heading is recognised by."""

    aim_label: str
    """What the house format calls a key aim."""
    aims: Mapping[str, Sequence[str]]
    """Titles by the key of each key aim; those with a number first, in its order."""
    numbered: int
    """How many key aims have a number: those of the priority reported on."""
    streams: Mapping[str, Sequence[str]]
    """Headings by the key of each stream."""
    known: frozenset[str]
    """Words of the project, in small letters."""


class Heading(NamedTuple):
    """What a line names: the key of a key aim or a stream, and the rest of the line."""

    key: str
    rest: str = ""
    in_short: bool = False
    """Whether it says a title in other or fewer words, so that it may mean another."""
    stream: str = ""
    """The stream that it names, too."""


def aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    """Return the key aim that a line names at its beginning, or None.

    A line that stands `alone` may name it in short.
    """
    return _read(line, lambda said: _aim_heading(said, words, alone=alone))


def _read(line: str, read: Callable[[str], Heading | None]) -> Heading | None:
    """Read a line without a period in brackets at its end, or whole if it is no heading then."""
    period = r"\s*\((?=[^()]*(?:\b\d{4}\b|\b[Qq][1-4]\b))[^()]{,40}\)(?=\W*\Z)"
    bare = re.sub(period, "", line)
    found = read(bare) if bare != line else None
    return found if found and not found.rest else read(line)


def _aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    keys = [*words.aims]
    found = pasted_text.aim_heading_pattern(words.aim_label).match(line)
    if found and 0 < int(found[1]) <= words.numbered:
        key, rest = keys[int(found[1]) - 1], found[3]
        aside = re.fullmatch(r"\([^()]*\)\W*|", rest)
        if (
            aside
            or _is_title(rest, words.aims[key], least=1)
            or _short(rest, words) == key
        ):
            return Heading(key)
        nearly = _is_nearly_title(rest, words.aims[key])
        named = Heading(key, "" if nearly else rest, in_short=nearly)
        return named if nearly or found[2] else None
    unnumbered = pasted_text.without_number(line)
    for said in dict.fromkeys((unnumbered, pasted_text.without_for(unnumbered))):
        head, colon, rest = said.partition(":")
        for key, titles in words.aims.items():
            if _is_title(said, titles):
                return Heading(key)
            if colon and rest.strip() and _is_title(head, titles):
                return Heading(key, rest.strip())
    if mention := _mention(line, words):
        return mention
    short = _short(line, words) if alone else ""
    return Heading(short, in_short=True) if short else None


def next_heading(line: str, number: int, words: PlanWords) -> Heading | None:
    """Return the key aim that a line names in short, with the next number of numbered headings.

    Its title begins as the line does, or has all of its words, and no other one does. If key aims
    have numbers, it has that of the line. None if it is not clear which is meant.
    """
    head, _, rest = line.partition(":")
    keys, said = [*words.aims], _plain(head)
    if not (said and is_short(head)) or head.rstrip().endswith(
        (".", "?", "!", ";", ",")
    ):
        return None
    if 0 < number <= words.numbered:
        keys = [keys[number - 1]]
    found = [
        key
        for key in keys
        if any(
            t[:2] == said[:2] or {*said} <= {*t} for t in map(_plain, words.aims[key])
        )
    ]
    return Heading(found[0], rest.strip(), in_short=True) if len(found) == 1 else None


def _mention(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a short line names by its number, somewhere in it.

    Of several, “Key Aims 2 and 3”, none is meant: what follows is under no key aim.
    """
    if len(line.split()) > _LONG or line.rstrip().endswith((".", "?", "!", ";", ",")):
        return None
    found = pasted_text.aim_mention_pattern(words.aim_label).search(line)
    if not found:
        return None
    if re.search(r"\d", line[found.end() :]):
        return Heading("", in_short=True)
    number = int(found[1])
    key = [*words.aims][number - 1] if 0 < number <= words.numbered else ""
    others = (
        stream
        for stream, titles in words.streams.items()
        if any(
            f" {' '.join(_plain(t))} " in f" {' '.join(_plain(line))} " for t in titles
        )
    )
    return Heading(key, in_short=True, stream=next(others, ""))


def aim_of_cell(cell: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a cell of a table names, or None."""
    if cell.isdecimal() and 0 < int(cell) <= words.numbered:
        return Heading([*words.aims][int(cell) - 1])
    found = aim_heading(cell, words, alone=True)
    return found if found and not found.rest else None


def stream_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the stream that a line names, or None."""
    return _read(line, lambda said: _stream_heading(said, words))


def _stream_heading(line: str, words: PlanWords) -> Heading | None:
    head, colon, rest = line.partition(":")
    for key, titles in words.streams.items():
        if _is_title(line, titles, least=_LONGEST_FORM):
            return Heading(key)
        if colon and _is_title(head, titles, least=_LONGEST_FORM):
            return Heading(key, rest.strip())
    return None


def tells_figure(line: str, words: PlanWords) -> bool:
    """Return whether a line has a sum or a count, beside the number of a key aim: no heading has."""
    unnumbered = pasted_text.without_number(line)
    said = pasted_text.without_aim_numbers(unnumbered, words.aim_label)
    return bool(find_counts(said.rstrip(" :")))  # “400:” might be a time


def is_introduction(line: str, words: PlanWords) -> bool:
    """Return whether a line only introduces a list: “Roads, July to September:”."""
    return line.endswith(":") and is_short(line) and not tells_figure(line, words)


def is_short(line: str) -> bool:
    """Return whether a line has no more words than one that introduces a list."""
    return len(line.split()) <= _INTRODUCTION


def _is_title(line: str, titles: Iterable[str], least: int = _FIRST_WORDS) -> bool:
    """Return whether a line says a title, or at least its first words, and no more."""
    said = _plain(line)
    return bool(said) and any(
        said == title
        or (
            len(said) >= least
            and title[: len(said)] == said
            and line.lstrip()[0].isupper()
        )
        for title in map(_plain, titles)
    )


def _is_nearly_title(line: str, titles: Iterable[str]) -> bool:
    """Return whether a line says a title with a word in five left out, added or in another form."""
    said = _plain(line)
    if len(said) < _FIRST_WORDS or line.rstrip().endswith((".", "?", "!", ";", ",")):
        return False
    return any(
        5 * sum(_has(title, word) for word in said)
        >= 4 * max(len(said), len(_plain(title)))
        for title in titles
    )


def _short(line: str, words: PlanWords) -> str:
    """Return the one key aim of whose title at least half of a line's words are, or ""."""
    said = [word for word in _plain(line) if not pasted_text.is_small_word(word)]
    if not 0 < len(said) <= _LONGEST_FORM or line.rstrip().endswith((".", "?", "!")):
        return ""
    told = {
        key: sum(any(_has(title, word) for title in titles) for word in said)
        for key, titles in words.aims.items()
    }
    most = max(told.values(), default=0)
    found = [key for key, count in told.items() if count == most]
    return found[0] if most * 2 >= len(said) and len(found) == 1 else ""


def _has(title: str, word: str) -> bool:
    """Return whether a title has a word, or the words of an abbreviation: “ASB”."""
    parts = _plain(title)
    initials = "".join(part[0] for part in parts)
    return (len(word) > 2 and word in initials) or any(
        word == part
        or (
            word[:_LIKE] == part[:_LIKE]
            and min(len(word), len(part)) >= _LIKE
            and abs(len(word) - len(part)) <= 2
        )
        for part in parts
    )


def _plain(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub("['’]", "", words.casefold()))
