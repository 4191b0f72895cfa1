"""Texts that say that there is nothing, and no more: "No update this quarter."."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.wordlists import load_wordlists

_LONGEST = 120
"""Characters: a longer text says something."""
_LONGEST_TALK = 260


def is_empty_statement(text: str, language: str = "en-GB") -> bool:
    """Return whether a whole text says only that there is nothing, and not why."""
    if len(text) > _LONGEST:
        return False
    nothing, every, alone = _words(language)
    said = " ".join(text.casefold().split())
    if said in alone or said.rstrip(" .!") in alone:
        return True
    words = set(re.findall(r"[^\W\d]+", said.replace("n/a", "na")))
    return words <= every and not words.isdisjoint(nothing)


def is_empty_talk(text: str, phrases: int) -> bool:
    """Return whether a text is so many stock phrases, without a figure, a name or a day."""
    if phrases < 2 or len(text) > _LONGEST_TALK or re.search(r"\d", text):
        return False
    names = len(re.findall(r"(?<=[a-z,;] )[A-Z][a-z]", text))
    return phrases >= (3 if names > 1 else 2)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_wordlists(language, "empty_statements")
    nothing = frozenset(table["nothing"])
    return nothing, nothing | {*table["words"]}, frozenset(table["alone"])
