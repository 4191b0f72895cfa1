"""References typed by hand to what is numbered: "see update under Key Aim (1)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pccreport.language.lists import GAP, either, lists
from pccreport.language.words import words


class Typed(NamedTuple):
    """A reference to a number."""

    start: int
    end: int
    words: str


def typed(
    text: str, names: Iterable[str], language: str = "en-GB"
) -> tuple[Typed, ...]:
    """The references of a text to what has one of some names and a number.

    One that only names it ("Key Aim 1 is the widest") is none.
    """
    return tuple(
        Typed(*found.span(), found[0])
        for found in _form(tuple(names), language).finditer(text)
    )


@cache
def _form(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    table, known = lists(language, "references"), words(language)
    quote = r"['\"‘’“”]?"
    name = rf"{quote}{either(names)}{quote}"
    number = rf"(?:\(\d{{1,2}}\)|\d{{1,2}}|{either(known.numbers)})(?!\w)"
    between = rf"(?:{GAP}{either(table['between'])}){{0,3}}"
    under = rf"{GAP}{either(table['under'])}"
    lead = (
        rf"(?:{either(table['leads'])}{between}(?:{under})?"
        rf"|{either(table['tellings'])}{under}){GAP}"
    )
    side = either((known.above, known.below))
    return re.compile(
        rf"(?<![\w-])(?:{lead}{name}{GAP}?{number}(?:{GAP}{side}(?!\w))?"
        rf"|{name}{GAP}?{number}{GAP}{side}(?!\w))",
        re.IGNORECASE,
    )
