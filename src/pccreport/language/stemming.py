"""Stems of words, by which phrases with other endings are equal: “improving”, “improve”."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.aim_headings import is_filler
from pccreport.language.figures import number_words
from pccreport.language.wordlists import any_word_pattern, load_wordlists

_WORD = r"&|[^\W_]+(?:['’-][^\W_]+)*"
_VOWELS = frozenset("aeiou")


def stem_words(phrase: str) -> tuple[str, ...]:
    """Return the stems of the words of a phrase, in order, without “to” before an infinitive."""
    words = re.sub(r"^(?:to|by) ", "", phrase.casefold())
    return tuple(_stem(word) for word in re.findall(_WORD, words))


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
    rest = re.sub(rf"(?<=[^\W\d_]{{2}}){any_word_pattern(table['endings'])}$", "", word)
    if not _VOWELS.isdisjoint(rest):
        word = re.sub("i$", "y", rest)
    # “stopping” has the stem of “stop”, and “fall” that of “falling”.
    doubled = word[-1:] == word[-2:-1] and word[-1] not in _VOWELS
    return word[:-1] if doubled else word
