"""Visible forms of invisible characters, and display widths."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

_TAB = "    "


def escape_invisible(text: str) -> str:
    """Return the text with a stand-in for every invisible character."""
    if text.isprintable():
        return text
    return "".join(_stand_in(character) for character in text)


def display_width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _stand_in(character: str) -> str:
    if character.isprintable():
        return character
    if character == "\t":
        return _TAB
    if category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"


def _width(character: str) -> int:
    if combining(character) or category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
