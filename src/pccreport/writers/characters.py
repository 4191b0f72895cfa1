"""Visible forms of invisible characters."""

from unicodedata import category


def escape_invisible(text: str) -> str:
    """Return the text with a stand-in for every invisible character."""
    if text.isprintable():
        return text
    return "".join(_visible_form(character) for character in text)


def _visible_form(character: str) -> str:
    if character.isprintable():
        return character
    if character == "\t":
        return "    "
    if category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"
