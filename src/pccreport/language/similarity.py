"""How alike words are."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that a mistyped word most likely meant, or ""."""
    from difflib import get_close_matches  # noqa: PLC0415  # only asked when something is wrong

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), "")
