"""Stems of words, by which phrases with other endings are equal: “improving”, “improve”."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.aim_headings import is_filler
from pccreport.language.figures import number_words
from pccreport.language.wordlists import load_wordlists

_WORD = r"&|[^\W_]+(?:['’-][^\W_]+)*"
_VOWELS = frozenset("aeiou")
_MIN_STEM = 2
"""Least letters of a stem."""


def stem_words(phrase: str) -> tuple[str, ...]:
    """Return the stems of the words of a phrase, in order, without words before an infinitive."""
    before = load_wordlists("stemming")["before"]
    found = [_stem(word) for word in re.findall(_WORD, phrase.casefold())]
    while len(found) > 1 and found[0] in before:
        found = found[1:]
    return tuple(found)


def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, without numbers and words such as “of”."""
    words = {*re.findall(r"[^\W\d_]{2,}", text.casefold())} - number_words()
    return frozenset(_stem(w) for w in words if not is_filler(w))


@cache
def _stem(word: str) -> str:
    table = load_wordlists("stemming")
    word = word.replace("-", "").replace("’", "'")
    if word in table["and"]:
        return table["and"][0]
    for ending in table["endings"]:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _MIN_STEM and not _VOWELS.isdisjoint(rest):
            word = f"{rest[:-1]}y" if rest[-1] == "i" else rest
            break
    # “stopping” has the stem of “stop”, and “fall” that of “falling”.
    doubled = word[-1:] == word[-2:-1] and word[-1] not in _VOWELS
    return word[:-1] if doubled else word
