"""References typed by hand to what is numbered: "see update under Key Aim (1)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists


class TypedReference(NamedTuple):
    """A reference to a number."""

    start: int
    end: int
    words: str


def find_typed_references(
    text: str, names: Iterable[str], language: str = "en-GB"
) -> tuple[TypedReference, ...]:
    """Return the references in a text to something with one of some names and a number.

    A mere mention ("Key Aim 1 is the widest") is not one.
    """
    return tuple(
        TypedReference(*found.span(), found[0])
        for found in _form(tuple(names), language).finditer(text)
    )


@cache
def _form(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    table, known = load_wordlists(language, "typed_references"), load_locale(language)
    quote = r"['\"‘’“”]?"
    name = rf"{quote}{any_word_pattern(names)}{quote}"
    number = rf"(?:\(\d{{1,2}}\)|\d{{1,2}}|{any_word_pattern(known.numbers)})(?!\w)"
    between = rf"(?:{GAP}{any_word_pattern(table['between'])}){{0,3}}"
    under = rf"{GAP}{any_word_pattern(table['under'])}"
    lead = (
        rf"(?:{any_word_pattern(table['leads'])}{between}(?:{under})?"
        rf"|{any_word_pattern(table['tellings'])}{under}){GAP}"
    )
    side = any_word_pattern((known.above, known.below))
    return re.compile(
        rf"(?<![\w-])(?:{lead}{name}{GAP}?{number}(?:{GAP}{side}(?!\w))?"
        rf"|{name}{GAP}?{number}{GAP}{side}(?!\w))",
        re.IGNORECASE,
    )
