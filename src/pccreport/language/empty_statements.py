"""Texts that say that there is nothing, and no more: "No update this quarter."."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.wordlists import load_wordlists

_LONGEST = 120
"""Characters: a longer text says something."""


def says_nothing(text: str, language: str = "en-GB") -> bool:
    """Return whether a whole text says only that there is nothing, and not why."""
    if len(text) > _LONGEST:
        return False
    nothing, every, alone = _words(language)
    said = " ".join(text.casefold().split())
    if said in alone or said.rstrip(" .!") in alone:
        return True
    words = set(re.findall(r"[^\W\d]+", said.replace("n/a", "na")))
    return words <= every and not words.isdisjoint(nothing)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_wordlists(language, "empty_statements")
    nothing = frozenset(table["nothing"])
    return nothing, nothing | {*table["words"]}, frozenset(table["alone"])
