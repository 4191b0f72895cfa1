"""Near duplicates: one update twice, or last quarter's carried forward.

Texts are compared word by word, without punctuation, capitals and line breaks. Texts with
different figures or months report different facts, however similar their words are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pccreport.language.locale_data import load_locale

_MIN_SHARE = 0.9
"""The least share of their words that near duplicates have in common."""
_MIN_WORDS = 8
"""Words; shorter texts are similar by chance."""
_WORD = re.compile(r"[^\W_]+(?:['.,/-][^\W_]+)*")
_RUN_LENGTH = 3
_MAX_SHARED = 64
"""Texts with one run of words; a run in more texts is no sign of similarity."""
# A quarter or a financial year: what changes when a text is carried forward.
_PERIOD = re.compile(r"q(?:tr\.?)?\d|\d{4}[/-]\d{2,4}")


class DuplicatePair(NamedTuple):
    """Two texts that are nearly the same, by their indexes among the texts."""

    earlier: int
    later: int


def find_near_duplicates(
    texts: Sequence[str],
    wanted: Callable[[int, int], bool] = lambda _earlier, _later: True,
    language: str = "en-GB",
) -> Iterator[DuplicatePair]:
    """Yield each text that is similar to an earlier one, with the first such for which `wanted` is true.

    `wanted` is called with the indexes of the earlier and of the later text.
    """
    # Only texts with the same figures are compared, and a text whose figures in digits no other
    # has is not split into words.
    keys = [_digits(text) for text in texts]
    key_counts = Counter(keys)
    word_lists = [
        _word_list(text) if key_counts[key] > 1 else []
        for text, key in zip(texts, keys, strict=True)
    ]
    figures = _figures({*chain(*word_lists)}, language)
    figures_of = [tuple(sorted(filter(figures.__contains__, w))) for w in word_lists]
    figure_counts = Counter(figures_of)
    by_figures: dict[tuple[str, ...], dict[tuple[str, str, str], list[int]]]
    by_figures = defaultdict(lambda: defaultdict(list))
    for later, words in enumerate(word_lists):
        if len(words) < _MIN_WORDS or figure_counts[figures_of[later]] == 1:
            continue
        texts_by_run = by_figures[figures_of[later]]
        runs = {*zip(words, words[1:], words[2:], strict=False)}
        sharing = [texts_by_run[run] for run in runs]
        shared = Counter(chain(*sharing))
        for earlier in sorted(shared):
            others = word_lists[earlier]
            is_likely = shared[earlier] >= _min_shared_runs(len(words), len(others))
            if is_likely and wanted(earlier, later) and _are_alike(others, words):
                yield DuplicatePair(earlier, later)
                break
        for texts_with_run in sharing:
            if len(texts_with_run) < _MAX_SHARED:
                texts_with_run.append(later)


def _digits(text: str) -> frozenset[str]:
    """Return the figures in digits of a text, without periods."""
    typed = [word for word in text.split() if not word.isalpha()]
    return frozenset(chain.from_iterable(map(_figures_of_word, typed)))


# Most are in many texts: a word with a full stop after it.
@lru_cache(maxsize=10_000)
def _figures_of_word(typed: str) -> tuple[str, ...]:
    return tuple(filter(_is_figure, _word_list(typed)))


def _min_shared_runs(first: int, second: int) -> int:
    """Return the least number of runs that near duplicates of so many words share.

    A changed word affects as many runs as a run has words; the rest is halved, because a run that
    occurs twice is counted once.
    """
    affected = _RUN_LENGTH * int((first + second) * (1 - _MIN_SHARE) + 1e-9)
    return max(1, (min(first, second) - _RUN_LENGTH + 1 - affected) // 2)


def _are_alike(first: list[str], second: list[str]) -> bool:
    shared = (Counter(first) & Counter(second)).total()
    return 2 * shared >= _MIN_SHARE * (len(first) + len(second)) - 1e-9


def _figures(words: Iterable[str], language: str) -> set[str]:
    """Return the words that are months or figures, without periods."""
    months = {name.casefold() for name in load_locale(language).months}
    return {word for word in words if word in months or _is_figure(word)}


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word)) and not _PERIOD.fullmatch(word)


def _word_list(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
