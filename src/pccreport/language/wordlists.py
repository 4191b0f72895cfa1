"""Word lists by language and module (`<tag>/<module>.json`), and tables by nation (`nations/`)."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_HOME = Path(__file__).parent

GAP = r"\s{1,3}"
"""White space between two words, also no-break; bounded, so that a page of spaces costs no time."""


Spans = Iterator[tuple[int, int]]
"""The offsets of the start and end of each finding in a text."""


class Phrase(NamedTuple):
    """Consecutive words of a text."""

    start: int
    end: int
    words: str
    """The words with one space between them, for messages."""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Phrase":
        """Return the phrase between two offsets of a text."""
        return cls(start, end, " ".join(text[start:end].split()))


@cache
def load_wordlists(language: str, module: str) -> dict[str, tuple[str, ...]]:
    """Return the word lists of a module, by name."""
    table = json.loads(_read(f"{language}/{module}.json"))
    return {name: tuple(words) for name, words in table.items()}


@cache
def load_nation(nation: str) -> dict[str, Any]:
    """Return the table of a nation, such as "england-and-wales": its bank holidays."""
    table: dict[str, Any] = json.loads(_read(f"nations/{nation}.json"))
    return table


def any_word_pattern(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space matches GAP."""
    by_length = sorted(filter(None, words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", GAP) for w in by_length) + ")"


@cache
def word_patterns(language: str, module: str) -> dict[str, str]:
    """Return a pattern for the words of each list of a module, by the name of the list."""
    table = load_wordlists(language, module)
    return {name: any_word_pattern(words) for name, words in table.items()}


def _read(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8")
