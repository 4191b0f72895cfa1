"""How similar two texts are: the same update twice, or last quarter's carried forward.

Texts are compared word by word, without punctuation, capitals and line breaks. Texts with
different figures or months are different news, however similar their words are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

_NEAR = 0.9
"""The share of their words that near duplicates have in common."""
_SHORTEST = 8
"""Words: shorter texts are alike by chance."""

_WORD = r"[^\W_]+(?:['.,/-][^\W_]+)*"
_RUN = 3
_SHARED_BY_MANY = 64
"""Texts: a run of words that more of them have shows no similarity."""
# A quarter or a financial year: what changes when a text is carried forward.
_PERIOD = r"q(?:tr\.?)?\d|\d{4}[/-]\d{2,4}"


class DuplicatePair(NamedTuple):
    """Two texts that are nearly the same, by their indexes among the texts."""

    earlier: int
    later: int


def find_near_duplicates(
    texts: Sequence[str],
    wanted: Callable[[int, int], bool] = lambda _earlier, _later: True,
    language: str = "en-GB",
) -> Iterator[DuplicatePair]:
    """Each text that is like an earlier one, with the first such that is wanted.

    `wanted` is asked with the places of the earlier and of the later text.
    """
    months = frozenset(name.casefold() for name in load_locale(language).months)
    typed = [_word_list(text) for text in texts]
    # Texts with other figures are never alike, so they are not even looked at together.
    by_figures: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}
    for later, one in enumerate(typed):
        if len(one) < _SHORTEST:
            continue
        places = by_figures.setdefault(tuple(_figures(one, months)), {})
        runs = set(zip(one, one[1:], one[2:], strict=False))
        shared = Counter(i for run in runs for i in places.get(run, ()))
        for earlier in sorted(shared):
            other = typed[earlier]
            enough = shared[earlier] >= _fewest_runs(len(one), len(other))
            if enough and wanted(earlier, later) and _are_alike(other, one):
                yield DuplicatePair(earlier, later)
                break
        for run in runs:
            having = places.setdefault(run, [])
            if len(having) < _SHARED_BY_MANY:
                having.append(later)


def _fewest_runs(one: int, other: int) -> int:
    """Return the smallest number of runs of words that near-equal texts share.

    A change affects as many runs as a run has words; the rest is halved, because a run that
    occurs twice is counted once.
    """
    spoilt = _RUN * int((one + other) * (1 - _NEAR) + 1e-9)
    return max(1, (min(one, other) - _RUN + 1 - spoilt) // 2)


def _are_alike(one: list[str], other: list[str]) -> bool:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared >= _NEAR * (len(one) + len(other)) - 1e-9


def _figures(typed: Sequence[str], months: frozenset[str]) -> list[str]:
    return sorted(
        word
        for word in typed
        if word in months
        or (
            (not word.isalpha() and re.search(r"\d", word))
            and not re.fullmatch(_PERIOD, word)
        )
    )


def _word_list(text: str) -> list[str]:
    return re.findall(_WORD, text.casefold().replace("’", "'"))
