"""The word lists of a language's measures, and the tables of a nation.

A measure's lists are a file, `<tag>/<measure>.json`: its words are data, its forms
are code. `nations/` holds what differs by nation and not by language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_HOME = Path(__file__).parent

GAP = r"\s{1,3}"
"""Between two words, also a space that does not break: bounded, so that a page of spaces costs no time."""


Spans = Iterator[tuple[int, int]]
"""The offsets of the start and end of each finding in a text."""


class Phrase(NamedTuple):
    """Words in a text."""

    start: int
    end: int
    words: str
    """Them with one space between them, as they are quoted."""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Phrase:
        """Return the words of a part of a text."""
        return cls(start, end, " ".join(text[start:end].split()))


@cache
def load_wordlists(language: str, measure: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of one measure, by name."""
    table = json.loads(_read(f"{language}/{measure}.json"))
    return {name: tuple(words) for name, words in table.items()}


@cache
def load_nation(nation: str) -> dict[str, Any]:
    """Return the table of a nation, such as "england-and-wales": its bank holidays."""
    table: dict[str, Any] = json.loads(_read(f"nations/{nation}.json"))
    return table


def any_word_pattern(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space matches any gap."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return (
        "(?:" + "|".join(re.escape(w).replace(r"\ ", GAP) for w in longest_first) + ")"
    )


@cache
def word_patterns(language: str, measure: str) -> dict[str, str]:
    """Return a pattern for any word of each list of one measure, by the list's name."""
    table = load_wordlists(language, measure)
    return {name: any_word_pattern(words) for name, words in table.items()}


def _read(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8")
