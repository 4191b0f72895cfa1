"""Sentences with several figures, and patterns for the words around figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pccreport.language.figures import Figure, find_counts
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

CLOSE = 60
"""Most characters between two figures of one statement."""
_MAX_FIGURES = 12
"""Figures of a sentence; one with more is a table in words."""


def figured_sentences(
    text: str, language: str, minimum: int, *, lengths: bool = False
) -> Iterator[tuple[int, Sequence[Figure]]]:
    """Yield the start and the figures of each sentence that has from `minimum` to 12 of them."""
    if len(find_counts(text, language, lengths=lengths)) >= minimum:
        for sentence in _figured_sentences(text, language, lengths=lengths):
            if len(sentence[1]) >= minimum:
                yield sentence


# Several rules ask for the sentences of the same texts.
@lru_cache(maxsize=10_000)
def _figured_sentences(
    text: str, language: str, *, lengths: bool
) -> tuple[tuple[int, Sequence[Figure]], ...]:
    figures = find_counts(text, language, lengths=lengths)
    starts = [figure.start for figure in figures]
    sentences = (
        (start, figures[bisect_left(starts, start) : bisect_left(starts, end)])
        for start, end in split_sentences(text, language)
    )
    return tuple(found for found in sentences if 0 < len(found[1]) <= _MAX_FIGURES)


@cache
def pattern(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a list of words around figures, compiled when it is first needed."""
    table = load_wordlists(language, "arithmetic")
    nouns = rf"(?:{GAP}[\w'’-]{{1,20}}){{0,4}}?"
    about = rf"(?:{any_word_pattern(table['about'])}{GAP})?"
    words = any_word_pattern(table[name])
    around = {
        "in_all": rf"{nouns},?{GAP}{words}(?!\w)",
        "a_total_of": rf"(?<!\w){words}:?{GAP}{about}\Z",
        "consists_of": rf"[:(–—](?:{GAP})?\Z|{words}{GAP}\Z|:{GAP}",
        "joins": rf"(?<!\w){words}(?!\w)|&",
        "of": rf"{nouns}{GAP}{words}{GAP}(?:{any_word_pattern(table['a_total_of'])}{GAP})?",
        "about": rf"(?<!\w){words}{GAP}\Z",
        "from": rf"(?<!\w){words}{GAP}(?:an{GAP}average{GAP}of{GAP})?{about}\Z",
        "to": rf"(?<!\w){words}{GAP}{about}\Z",
        "against": rf"(?<!\w){words}{GAP}(?:(?:an?|the){GAP}[\w-]+{GAP}of{GAP})?{about}\Z",
        "together": rf"{words}(?!\w)",
        "each": rf",?{GAP}{words}(?!\w)",
        "again": rf"{words}{GAP}",
        "of_the": rf"(?<!\w){words}{GAP}\Z",
    }
    form = around.get(name, rf"(?<!\w){words}(?!\w)")
    return re.compile(form, re.IGNORECASE)
