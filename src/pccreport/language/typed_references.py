"""Typed references to a numbered part: "see update under Key Aim (1)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import (
    Phrase,
    any_word_pattern,
    find_pattern,
    pattern_text,
)


def find_typed_references(
    text: str, names: Iterable[str], language: str = "en-GB"
) -> tuple[Phrase, ...]:
    """Return the references in a text to a part with one of some names and a number.

    A mention ("Key Aim 1 is the widest") is not one, but a short form ("KA1", "Aim 1", "the first
    Key Aim") is.
    """
    return tuple(
        Phrase.of(text, *found.span())
        for found in _form(tuple(names), language).finditer(text)
    )


def short_names(name: str) -> tuple[str, ...]:
    """Return the short forms of a name of two words or more: "KA" and "Aim" of "Key Aim"."""
    words = name.split()
    return ("".join(word[0] for word in words), words[-1]) if len(words) > 1 else ()


def find_references_elsewhere(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the references in a text to a part of another document: "under 2.4 above"."""
    return tuple(
        Phrase.of(text, *found.span())
        for found in find_pattern("typed_references", "elsewhere", language).finditer(
            text
        )
    )


@cache
def _form(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    known, some = load_locale(language), short_names(names[0])
    # "Aim 2" in "Key Aim 2" is not a short form.
    rest = names[0].removesuffix(some[-1]) if some else ""
    short = rf"(?<!{re.escape(rest)}){any_word_pattern(some)}" if some else r"(?!)"
    side = any_word_pattern((known.above, known.below))
    form = pattern_text("typed_references", "to_part", language)
    form = form.replace("<names>", any_word_pattern(names)).replace("<short>", short)
    return re.compile(form.replace("<side>", side))
