"""Two ways to give one measure in a sentence: "£12k" and "£3,400", miles and kilometres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
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
_TIMES = ("seconds", "minutes", "hours", "days", "weeks", "months")
_FARTHEST = 90
"""Characters between two times that are compared."""
_BEFORE = 40


class MixedUnits(NamedTuple):
    """Two measures of one sentence, the first and the one that is another."""

    first: tuple[int, int]
    other: tuple[int, int]


def signs_of_units(language: str = "en-GB") -> tuple[str, ...]:
    """Return strings in lower case of which each text with mixed units has one."""
    return ("£", *load_wordlists(language, "units")["signs"])


def find_mixed_units(text: str, language: str = "en-GB") -> Iterator[MixedUnits]:
    """Yield the first such pair of each sentence; one in brackets after the other is its value."""
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
            one, two = a.search(text, start, end), b.search(text, start, end)
            if not (one and two):
                continue
            first, other = sorted([one.span(), two.span()])
            if "(" not in text[first[1] : other[0]]:
                yield MixedUnits(first, other)
                break


def find_mixed_times(text: str, language: str) -> Iterator[MixedUnits]:
    """Yield each "from 4 minutes to 185 seconds": two times that are compared."""
    if not _may_compare(text, language):
        return
    unit, compared = _time_patterns(language)
    times = [*unit.finditer(text)]
    for one, other in pairwise(times):
        if one.lastgroup != other.lastgroup and other.start() - one.end() < _FARTHEST:
            gap = (
                text[max(0, one.start() - _BEFORE) : one.start()],
                text[one.end() : other.start()],
            )
            if compared.search("\n".join(gap)):
                yield MixedUnits(one.span(), other.span())


def _may_compare(text: str, language: str) -> bool:
    """Return whether a text has words for two units of time, and for a comparison."""
    table = load_wordlists(language, "units")
    return sum(table[name][0] in text for name in _TIMES) > 1 and any(
        word in text for word in (*table["from"], *table["against"])
    )


@cache
def _time_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_wordlists(language, "units")
    numbers = any_word_pattern(load_locale(language).numbers)
    units = "|".join(rf"(?P<{name}>{any_word_pattern(table[name])})" for name in _TIMES)
    # "4 minutes 10 seconds" is one time.
    parts = any_word_pattern(word for name in _TIMES for word in table[name])
    return (
        re.compile(
            rf"(?<![\w.])(?:\d[\d.,]*|{numbers})(?:{GAP}|-)(?:working{GAP})?(?:{units})(?!\w)"
            rf"(?:{GAP}(?:and{GAP})?\d+{GAP}{parts}(?!\w))?"
        ),
        re.compile(
            rf"{any_word_pattern(table['from'])}{GAP}(?:[\w’'-]+{GAP}){{0,4}}?\n[^.;]*(?<!\w)"
            rf"{any_word_pattern(table['to'])}{GAP}(?:[\w’'-]+{GAP}){{0,2}}?\Z"
            rf"|(?<!\w){any_word_pattern(table['against'])}{GAP}(?:[\w’'-]+{GAP}){{0,3}}?\Z"
        ),
    )


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a unit after a number, or of a form of money."""
    if name in _MONEY:
        return re.compile(_MONEY[name])
    words = any_word_pattern(load_wordlists(language, "units")[name])
    return re.compile(rf"(?<![\w.])\d[\d.,]*(?:{GAP}|-)?{words}(?!\w)")
