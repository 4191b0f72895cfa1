"""How similar two texts are: the same update twice, or last quarter's carried forward.

Texts are compared word by word, without punctuation, capitals and line breaks. Texts with
different figures or months are different news, however similar their words are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

_NEAR = 0.9
"""The share of their words that near duplicates have in common."""
_SHORTEST = 8
"""Words: shorter texts are alike by chance."""

_WORD = r"[^\W_]+(?:['.,/-][^\W_]+)*"
_WITH_DIGIT = re.compile(r"(?<!\S)[^\s\d]*+\d\S*")
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
    # Texts with other figures are never alike, so they are not even looked at together, and
    # the words of one whose figures in digits are its own are not read.
    keys = [_digits(text) for text in texts]
    often = Counter(keys)
    typed = [
        _word_list(text) if often[key] > 1 else []
        for text, key in zip(texts, keys, strict=True)
    ]
    figures = _figures({*chain(*typed)}, language)
    own = [tuple(sorted(filter(figures.__contains__, one))) for one in typed]
    many = Counter(own)
    by_figures: dict[tuple[str, ...], dict[tuple[str, str, str], list[int]]]
    by_figures = defaultdict(lambda: defaultdict(list))
    for later, one in enumerate(typed):
        if len(one) < _SHORTEST or many[own[later]] == 1:
            continue
        places = by_figures[own[later]]
        runs = {*zip(one, one[1:], one[2:], strict=False)}
        having = [places[run] for run in runs]
        shared = Counter(chain(*having))
        for earlier in sorted(shared):
            other = typed[earlier]
            enough = shared[earlier] >= _fewest_runs(len(one), len(other))
            if enough and wanted(earlier, later) and _are_alike(other, one):
                yield DuplicatePair(earlier, later)
                break
        for texts_with_run in having:
            if len(texts_with_run) < _SHARED_BY_MANY:
                texts_with_run.append(later)


def _digits(text: str) -> frozenset[str]:
    """Return the figures of a text that are in digits, but no periods."""
    words = _word_list(" ".join(_WITH_DIGIT.findall(text)))
    return frozenset(
        word
        for word in words
        if re.search(r"\d", word) and not re.fullmatch(_PERIOD, word)
    )


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


def _figures(words: Iterable[str], language: str) -> set[str]:
    """Return the words that are months or figures, but no periods."""
    months = {name.casefold() for name in load_locale(language).months}
    return {
        word
        for word in words
        if word in months
        or (any(map(str.isdigit, word)) and not re.fullmatch(_PERIOD, word))
    }


def _word_list(text: str) -> list[str]:
    return re.findall(_WORD, text.casefold().replace("’", "'"))
