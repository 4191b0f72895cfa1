"""Two units for one measure in a sentence: "£12k" and "£3,400", miles and kilometres."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_PAIRS = (
    ("miles", "kilometres"),
    ("feet", "metres"),
    ("pounds", "kilograms"),
    ("gallons", "litres"),
    ("acres", "hectares"),
)
_MONEY = {
    "k": r"£\s?\d[\d.,]*\s?[kK]\b",
    "whole": r"£\s?(?:\d{1,3}(?:,\d{3})+|\d{4,12})(?![\w.,]?\d)(?!\s?[kKmMb])",
    "letter": r"£\s?\d[\d.,]*\s?(?:m|M|bn)\b",
    "word": r"£\s?\d[\d.,]*\s(?:million|billion|thousand)\b",
    "thousand": r"£\s?\d[\d.,]*\s?thousand\b",
    "sign": r"\d\s?%",
}
_MONEY_PAIRS = (
    ("k", "whole"),
    ("k", "thousand"),
    ("letter", "word"),
    ("whole", "thousand"),
)


class MixedUnits(NamedTuple):
    """The spans of two measures of one sentence in different units."""

    first: tuple[int, int]
    other: tuple[int, int]


def find_mixed_units(text: str, language: str = "en-GB") -> Iterator[MixedUnits]:
    """Yield the first pair of each sentence, except a value with its conversion in brackets."""
    table = load_wordlists(language, "units")
    names = [pair for pair in _PAIRS if any(word in text for word in table[pair[1]])]
    if text.count("£") > 1:
        names += _MONEY_PAIRS
    if "%" in text:
        names.append(("sign", "per_cent"))
    pairs = [(_pattern(a, language), _pattern(b, language)) for a, b in names]
    pairs = [(a, b) for a, b in pairs if a.search(text) and b.search(text)]
    for start, end in split_sentences(text, language) if pairs else ():
        for a, b in pairs:
            found_a, found_b = a.search(text, start, end), b.search(text, start, end)
            if not (found_a and found_b):
                continue
            first, other = sorted([found_a.span(), found_b.span()])
            if "(" not in text[first[1] : other[0]]:
                yield MixedUnits(first, other)
                break


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a unit after a number, or of a form of money."""
    if name in _MONEY:
        return re.compile(_MONEY[name])
    words = any_word_pattern(load_wordlists(language, "units")[name])
    return re.compile(rf"(?<![\w.])\d[\d.,]*(?:{GAP}|-)?{words}(?!\w)")
