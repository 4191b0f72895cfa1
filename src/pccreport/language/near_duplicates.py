"""How similar two texts are: the same update twice, or last quarter's carried forward.

Texts are compared word by word, without punctuation, capitals and line breaks. Texts with
different figures or months are different news, however similar their words are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

NEAR = 0.9
"""The lowest ratio, from 0 to 1, at which two texts are near duplicates."""
SHORTEST = 8
"""Words: shorter texts are alike by chance."""

_WORD = r"[^\W_]+(?:['.,/-][^\W_]+)*"
_RUN = 3
_SHARED_BY_MANY = 64
"""Texts: a run of words that more of them have shows no similarity."""
_MOST_CHANGES = 300
# A quarter or a financial year: what changes when a text is carried forward.
_PERIOD = r"q(?:tr\.?)?\d|\d{4}[/-]\d{2,4}"


class DuplicatePair(NamedTuple):
    """Two texts that are nearly the same, by their indexes among the texts."""

    earlier: int
    later: int
    likeness: float


def similarity_ratio(
    one: str, other: str, least: float = NEAR, language: str = "en-GB"
) -> float:
    """How alike two texts are, up to 1.0; 0.0 when they are less than `least`."""
    return _measure(_word_list(one), _word_list(other), least, _months(language))


def find_near_duplicates(
    texts: Sequence[str],
    wanted: Callable[[int, int], bool] = lambda _earlier, _later: True,
    least: float = NEAR,
    language: str = "en-GB",
) -> Iterator[DuplicatePair]:
    """Each text that is like an earlier one, with the first such that is wanted.

    `wanted` is asked with the places of the earlier and of the later text.
    """
    months = _months(language)
    typed = [_word_list(text) for text in texts]
    # Texts with other figures are never alike, so they are not even looked at together.
    by_figures: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}
    for later, one in enumerate(typed):
        if len(one) < SHORTEST:
            continue
        places = by_figures.setdefault(tuple(_figures(one, months)), {})
        runs = set(zip(one, one[1:], one[2:], strict=False))
        shared = Counter(i for run in runs for i in places.get(run, ()))
        for earlier in sorted(shared):
            other = typed[earlier]
            if shared[earlier] < _fewest(len(one), len(other), least):
                continue
            if not wanted(earlier, later):
                continue
            if measured := _measure(other, one, least, months):
                yield DuplicatePair(earlier, later, measured)
                break
        for run in runs:
            having = places.setdefault(run, [])
            if len(having) < _SHARED_BY_MANY:
                having.append(later)


def _fewest(one: int, other: int, least: float) -> int:
    """Return the smallest number of runs of words that near-equal texts share.

    A change affects as many runs as a run has words; the rest is halved, because a run that
    occurs twice is counted once.
    """
    spoilt = _RUN * _changes_allowed(one + other, least)
    return max(1, (min(one, other) - _RUN + 1 - spoilt) // 2)


def _changes_allowed(both: int, least: float) -> int:
    return min(_MOST_CHANGES, int(both * (1 - least) + 1e-9))


def _measure(
    one: Sequence[str], other: Sequence[str], least: float, months: frozenset[str]
) -> float:
    both = len(one) + len(other)
    if one == other:
        return 1.0
    changes = _changes(one, other, _changes_allowed(both, least))
    if changes is None or _figures(one, months) != _figures(other, months):
        return 0.0
    return 1 - changes / both


def _changes(one: Sequence[str], other: Sequence[str], most: int) -> int | None:
    """How many words are put in or left out between two texts; None: more than most.

    Myers, An O(ND) Difference Algorithm (1986): the work grows with the changes.
    """
    n, m = len(one), len(other)
    if abs(n - m) > most:
        return None
    reached = {1: 0}
    for changes in range(most + 1):
        for k in range(-changes, changes + 1, 2):
            left, right = reached.get(k - 1, -1), reached.get(k + 1, -1)
            x = right if k == -changes or (k != changes and left < right) else left + 1
            while x < n and x - k < m and one[x] == other[x - k]:
                x += 1
            reached[k] = x
            if k == n - m and x >= n:
                return changes
    return None


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


@cache
def _months(language: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in load_locale(language).months)
