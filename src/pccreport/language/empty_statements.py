"""Texts without content: "No update this quarter."."""

from __future__ import annotations

import re

from pccreport.language.wordlists import load_wordlists

_MAX_LENGTH = 120
"""Characters; a longer text has content."""
_MAX_TALK_LENGTH = 260


def is_empty_statement(text: str, language: str = "en-GB") -> bool:
    """Return whether a text reports only that there is nothing, without a reason."""
    if len(text) > _MAX_LENGTH:
        return False
    table = load_wordlists(language, "empty_statements")
    plain = " ".join(text.casefold().split())
    if plain in table["alone"] or plain.rstrip(" .!") in table["alone"]:
        return True
    words = set(re.findall(r"[^\W\d]+", plain.replace("n/a", "na")))
    content = words.difference(table["nothing"], table["words"])
    return not content and not words.isdisjoint(table["nothing"])


def is_empty_talk(text: str, phrases: int) -> bool:
    """Return whether a short text with so many stock phrases has no figure and few names."""
    if phrases < 2 or len(text) > _MAX_TALK_LENGTH or re.search(r"\d", text):
        return False
    names = len(re.findall(r"(?<=[a-z,;] )[A-Z][a-z]", text))
    return phrases >= (3 if names > 1 else 2)
