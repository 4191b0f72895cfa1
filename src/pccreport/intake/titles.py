"""The titles of a plan: whether some words are one of them, nearly, in short or in other forms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from pccreport.language import aim_headings

_FIRST_WORDS = 3
"""So many of the first words of a title are enough for a heading."""
LONGEST_FORM = 4
"""Words of a heading that says a title in short: “ASB”, “Burglary and victims”."""
_INTRODUCTION = 8
"""Words of a line that only introduces a list, at most."""
_SYLLABLE = 2
"""Letters of a word that says nothing by itself, at most: “re-offending”."""
_LIKE = 4
"""Letters that two forms of a word have in common, at least: “road”, “roads”."""
_NO_END = (".", "?", "!", ";", ",")
_APOSTROPHES = str.maketrans({"'": None, "’": None, "&": " and "})
_WORD = re.compile(r"[^\W_]+")

Aims = Mapping[str, Sequence[str]]
"""Titles by the key of each key aim."""


class _Title(NamedTuple):
    """What the words of a line are compared with, made once of each title."""

    initials: str
    by_start: Mapping[str, Sequence[str]]
    """Its words by their first letters: forms of one have those in common."""
    ends: frozenset[str]
    """Its last words, at least half of them, without spaces."""


@lru_cache(maxsize=10_000)
def plain(words: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared."""
    return (*_WORD.findall(words.casefold().translate(_APOSTROPHES)),)


@lru_cache(maxsize=10_000)
def telling(words: str) -> tuple[str, ...]:
    """Return the words of a text in that form, without “of” and the like."""
    return tuple(x for x in plain(words) if not aim_headings.is_small_word(x))


def spoken(words: str) -> str:
    """Return the words of a text in that form as a text, in which those of another can be."""
    return f" {' '.join(plain(words))} "


def titled_in(line: str, named: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the keys of the titles of which the whole is in a line."""
    wording = spoken(line)
    for key, titles in named.items():
        if any(title in wording for title in map(spoken, titles)):
            yield key


def is_short(line: str) -> bool:
    """Return whether a line has no more words than one that introduces a list."""
    return len(line.split()) <= _INTRODUCTION


def ends(line: str) -> bool:
    """Return whether a line ends as a sentence or a part of one does, and no heading."""
    return line.rstrip().endswith(_NO_END)


def is_title(line: str, titles: Iterable[str], least: int = _FIRST_WORDS) -> bool:
    """Return whether a line says a title, or at least its first words, and no more."""
    wording = plain(line)
    length = len(wording)
    may_begin = length >= least and line.lstrip()[0].isupper()
    return length > 0 and any(
        title[:length] == wording and (may_begin or len(title) == length)
        for title in map(plain, titles)
    )


def nearly_titled(line: str, aims: Aims) -> str:
    """Return the one key aim that a line nearly names: “Keeping the young safe from harm”, or ""."""
    wording = aim_headings.without_preposition(aim_headings.without_number(line))
    found = [key for key, titles in aims.items() if is_nearly_title(wording, titles)]
    return found[0] if len(found) == 1 else ""


def is_nearly_title(line: str, titles: Iterable[str]) -> bool:
    """Return whether a line says a title with a word in five left out, added or in another form."""
    if len(plain(line)) < _FIRST_WORDS or ends(line):
        return False

    def is_near(said: Sequence[str], whole: Sequence[str], title: str) -> bool:
        most = max(len(said), len(whole), 1)
        others = (word for word in said if not has_word(title, word))
        may_differ = len(said) - -(-4 * most // 5)
        return may_differ >= 0 and not [*islice(others, may_differ, may_differ + 1)]

    both = ((form, title) for form in (plain, telling) for title in titles)
    return any(is_near(form(line), form(title), title) for form, title in both)


def titled_without_verb(line: str, aims: Aims) -> str:
    """Return the one key aim whose title a line is but for first words and hyphens, or ""."""
    wording = plain(line)
    if len(wording) < 2 or not line.lstrip("-–—•* ")[:1].isupper():
        return ""
    whole = "".join(wording)
    found = [key for key, titles in aims.items() if whole in _title(titles[-1]).ends]
    return found[0] if len(found) == 1 else ""


def in_short(line: str, aims: Aims) -> str:
    """Return the one key aim of whose title at least half of a line's words are, or "".

    Of several, it is the one that has more of them in the same form: “workforce”, not “work”.
    """
    wording = [word for word in telling(line) if len(word) > _SYLLABLE]
    if not 0 < len(wording) <= LONGEST_FORM or line.rstrip().endswith((".", "?", "!")):
        return ""

    def count(titles: Sequence[str]) -> tuple[int, int]:
        same = {word for title in titles for word in plain(title)}
        forms = (any(has_word(title, word) for title in titles) for word in wording)
        return sum(forms), sum(word in same for word in wording)

    matches = {key: count(titles) for key, titles in aims.items()}
    most = max(matches.values(), default=(0, 0))
    found = [key for key, count in matches.items() if count == most]
    return found[0] if most[0] * 2 >= len(wording) and len(found) == 1 else ""


def has_word(title: str, word: str) -> bool:
    """Return whether a title has a word, or the words of an abbreviation: “ASB”."""
    of_title = _title(title)
    return (len(word) > _SYLLABLE and word in of_title.initials) or any(
        word == part or _is_form(word, part)
        for part in of_title.by_start.get(word[:_LIKE], ())
    )


def _is_form(word: str, part: str) -> bool:
    """Return whether two words are forms of one: “road”, “roads”; “visible”, “visibility”."""
    least = max(_LIKE, min(len(word), len(part)) - 2)
    return len(word) >= least and word[:least] == part[:least]


@cache
def _title(title: str) -> _Title:
    parts = plain(title)
    by_start = defaultdict[str, list[str]](list)
    for part in parts:
        by_start[part[:_LIKE]].append(part)
    last = ("".join(parts[n:]) for n in range(len(parts) // 2 + 1))
    return _Title("".join(x[0] for x in parts), dict(by_start), frozenset(last))
