"""How alike words are: the name that a mistyped one was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

QUOTES = "\"'‘’“”"
"""What is put round a word: typed by hand, or by Word on its own."""
_MAX_NAMES = 300
"""More names than any plan has: comparing with each of them would take long."""
_MAX_LENGTH = 60
"""Longer than any name: what is longer is a sentence, and slow to compare."""


def closest_match(typed: str, names: Iterable[str]) -> str:
    """Return the name that is most similar to what was typed, or ""."""
    choices = tuple(names)
    if len(typed) > _MAX_LENGTH or len(choices) > _MAX_NAMES:
        return ""
    return _nearest(typed, choices)


def did_you_mean(typed: str, names: Iterable[str], otherwise: str) -> str:
    """Advice for a mistyped name: the nearest there is, or what else helps."""
    match = closest_match(typed, names)
    return f"did you mean “{match}”?" if match else otherwise


@lru_cache(maxsize=1000)  # a mistake is seldom made once
def _nearest(typed: str, names: tuple[str, ...]) -> str:
    plain_names = {name.replace("_", " ").casefold(): name for name in names}
    plain = re.sub(r"[_\s-]+", " ", typed.strip().strip(QUOTES)).casefold()
    found = get_close_matches(plain, plain_names, n=1, cutoff=0.7)
    return plain_names[found[0]] if found else ""
