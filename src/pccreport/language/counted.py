"""A number of things in words: "1 update", "1,200 updates"."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """Return a number with what is counted, whose plural ends in s."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
