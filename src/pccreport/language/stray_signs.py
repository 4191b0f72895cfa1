"""Characters in text copied from Word or a PDF: list signs, broken words, ligatures."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining, normalize

from pccreport.language.wordlists import load_wordlists

BULLETS = "•◦‣▪●○■□➢➤✓"
_LIST_SIGN = (
    rf"\s{{0,3}}(?:(?P<bullet>[{BULLETS}·]|[-–—*](?=\s))\s{{0,4}}"
    r"|o\s{1,4}(?=[A-Z])|(?P<number>\d{1,2}\.)\s{1,4}(?=[A-Z])"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s{1,4}(?=[A-Z]))"
)
_LATER = rf"(?<=\s)(?:[{BULLETS}]|(?:o|·|\*|-|>)(?=\s))|(?<=[.;:]\s)–(?=\s)"
_WITHIN = (" - ", " o ", " * ", " > ")
_NEXT_NUMBER = r"\s\(?(?:2|b|ii)[.)]\s"
_PLAIN_BULLET = frozenset(BULLETS)
SOFT_HYPHENS = "\u00ad\u00ac"
"""The soft hyphen, and the character that a PDF has for it: "contrac¬tor"."""
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_NOT_PLAIN = r"[^\x00-\x7f‘’“”–—…£•]"
LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_BROKEN = r"(?<![\w-])([A-Za-z]{2,15})- ([a-z]{2,15})(?![\w-])"


def plain_letters(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without what shows nothing, its letters plain (“İ”, full width), and where each was."""
    if text.isascii() or not re.search(_NOT_PLAIN, text):
        return text, range(len(text) + 1)
    plain = [
        ("i" if letter == "ı" else letter, at)
        for at, typed in enumerate(text)
        for letter in normalize("NFKD", typed)
        if letter not in UNSEEN and not combining(letter)
    ]
    return "".join(letter for letter, _ in plain), (*(at for _, at in plain), len(text))


class StraySign(NamedTuple):
    """A stray character in a text, and its replacement."""

    start: int
    end: int
    right: str | None
    """None if only the author knows."""


def find_list_signs(text: str, _language: str = "en-GB") -> tuple[StraySign, ...]:
    """Return the list sign at the start of a text, and the first one within it.

    "1) traffic, 2) distance" is a sentence with a list in it, and "-5 degrees" has no sign.
    """
    found = []
    first = None if text[:1].isupper() else re.match(_LIST_SIGN, text)
    if not first and text.isascii() and not any(part in text for part in _WITHIN):
        return ()
    is_sign = first and (first["bullet"] or first["number"])
    if first and (is_sign or not re.search(_NEXT_NUMBER, text)):
        right = "" if first["bullet"] else None
        found.append(StraySign(*first.span(), right))
    later = [*re.compile(_LATER).finditer(text, first.end() if first else 1)]
    # One "o" or two dashes may be intended; one bullet is not.
    minimum = 3 if later and later[0][0] == "-" else 2
    if later and (found or len(later) >= minimum or later[0][0] in _PLAIN_BULLET):
        found.append(StraySign(*later[0].span(), None))
    return tuple(found)


def find_broken_words(text: str, language: str = "en-GB") -> Iterator[StraySign]:
    """Yield each word with a gap, a soft hyphen or a ligature in it, in order."""
    if "- " in text:
        # "short- and long-term"
        after_hyphen = load_wordlists(language, "stray_signs")["after_a_hyphen"]
        for found in re.finditer(_BROKEN, text):
            if found[2] not in after_hyphen:
                yield StraySign(*found.span(), None)
    if text.isascii():
        return
    for found in re.finditer(f"[{LIGATURES}{SOFT_HYPHENS}]", text):
        is_hyphen = found[0] in SOFT_HYPHENS
        right = "" if is_hyphen else normalize("NFKC", found[0])
        yield StraySign(*found.span(), right)
