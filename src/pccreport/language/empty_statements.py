"""Texts without content: "No update this quarter."."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.wordlists import load_wordlists

_MAX_LENGTH = 120
"""Characters; a longer text has content."""
_MAX_TALK_LENGTH = 260


def is_empty_statement(text: str, language: str = "en-GB") -> bool:
    """Return whether a text reports only that there is nothing, without a reason."""
    if len(text) > _MAX_LENGTH:
        return False
    nothing, all_words, whole_texts = _word_sets(language)
    plain = " ".join(text.casefold().split())
    if plain in whole_texts or plain.rstrip(" .!") in whole_texts:
        return True
    words = set(re.findall(r"[^\W\d]+", plain.replace("n/a", "na")))
    return words <= all_words and not words.isdisjoint(nothing)


def is_empty_talk(text: str, phrases: int) -> bool:
    """Return whether a short text with so many stock phrases has no figure and few names."""
    if phrases < 2 or len(text) > _MAX_TALK_LENGTH or re.search(r"\d", text):
        return False
    names = len(re.findall(r"(?<=[a-z,;] )[A-Z][a-z]", text))
    return phrases >= (3 if names > 1 else 2)


@cache
def _word_sets(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_wordlists(language, "empty_statements")
    nothing = frozenset(table["nothing"])
    return nothing, nothing | {*table["words"]}, frozenset(table["alone"])
