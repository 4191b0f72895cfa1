"""Typed references to a numbered part: "see update under Key Aim (1)"."""

import re
from collections.abc import Iterable
from functools import cache

from pccreport.language.locale_data import load_locale
from pccreport.language.patterns import Vocabulary, read_lines
from pccreport.language.wordlists import Phrase


def find_typed_references(text: str, names: Iterable[str]) -> tuple[Phrase, ...]:
    """Return the references in a text to a part with one of some names and a number.

    A mention ("Key Aim 1 is the widest") is not one, but a short form ("KA1", "Aim 1", "the first
    Key Aim") is.
    """
    pattern = word_vocabulary(tuple(names)).compiled("<ref.to_part>")
    found = pattern.finditer(text)
    return tuple(Phrase.of(text, *match.span()) for match in found)


def _reference_lists(names: Iterable[str]) -> dict[str, str]:
    first, *others = filter(None, names)
    locale, short = load_locale(), _short_names(first)
    # "Aim 2" in "Key Aim 2" is not a short form.
    rest = re.escape(first.removesuffix(short[-1])) if short else ""
    either = "|".join(map(re.escape, short))
    return {
        "ref.names": "= " + " | ".join((first, *others)),
        "ref.side": f"= {locale.above} | {locale.below}",
        "ref.short": f":= (?<!{rest})(?:{either})" if short else ":= (?!)",
    }


def _short_names(name: str) -> tuple[str, ...]:
    """Return the short forms of a name of two words or more: "KA" and "Aim" of "Key Aim"."""
    words = name.split()
    return ("".join(word[0] for word in words), words[-1]) if len(words) > 1 else ()


@cache
def word_vocabulary(names: tuple[str, ...]) -> Vocabulary:
    """Return the lists of `words.txt`, with the names of a project’s own parts."""
    lists = _reference_lists(names)
    return Vocabulary.of(read_lines("words"), lists)
