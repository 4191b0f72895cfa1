"""Counts with their noun: "1 update", "1,200 updates"."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number and a noun whose plural ends in s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
