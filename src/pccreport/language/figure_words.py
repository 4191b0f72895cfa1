"""Sentences with several figures, and patterns for the words around figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from pccreport.language.figures import Figure, find_counts
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import find_pattern

CLOSE = 60
"""Most characters between two figures of one statement."""
_MAX_FIGURES = 12
"""Figures of a sentence; one with more is a table in words."""
pattern = partial(find_pattern, "arithmetic")
"""Returns the pattern of a list of words around figures."""


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
