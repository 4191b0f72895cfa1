"""Near duplicates: one update twice, or last quarter's carried forward.

Texts are compared word by word, without punctuation, capitals and line breaks. Texts with
different figures or months report different facts, however similar their words are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from pccreport.language.locale_data import load_locale

_MIN_SHARE = 0.9
"""The least share of their words that near duplicates have in common."""
_MIN_WORDS = 8
"""Words; shorter texts are similar by chance."""
_WORD = re.compile(r"[^\W_]++(?:['.,/-][^\W_]++)*+")
_MAX_SHARED = 64
"""Texts with one run of words; a run in more texts is no sign of similarity."""
_LIKELY = 4
"""Of so many runs of a text, near duplicates share one at least."""
# A quarter or a financial year: what changes when a text is carried forward.
_PERIOD = re.compile(r"q(?:tr\.?)?\d|\d{4}[/-]\d{2,4}")

Wanted = Callable[[int, int], bool]
"""Returns whether an earlier and a later text, by their numbers, may be a pair."""


def find_near_duplicates(
    texts: Sequence[str], wanted: Wanted
) -> Iterator[tuple[int, int]]:
    """Yield the number of an earlier text, and of one that is similar to it; the first that is wanted."""
    if len(texts) < 2:
        return
    by_facts = defaultdict[object, dict[object, list[int]]](lambda: defaultdict(list))
    facts, word_lists = [*map(_facts, texts)], [*map(_word_list, texts)]
    shared_facts = Counter(facts)
    for later, words in enumerate(word_lists):
        if len(words) < _MIN_WORDS or shared_facts[facts[later]] == 1:
            continue
        texts_by_run = by_facts[facts[later]]
        runs = {*zip(words, words[1:], words[2:], strict=False)}
        sharing = [texts_by_run[run] for run in runs]
        shared = Counter(chain.from_iterable(sharing))
        for earlier in sorted(shared):
            is_likely = shared[earlier] * _LIKELY >= len(runs)
            if (
                is_likely
                and wanted(earlier, later)
                and _are_alike(word_lists[earlier], words)
            ):
                yield earlier, later
                break
        for texts_with_run in sharing:
            if len(texts_with_run) < _MAX_SHARED:
                texts_with_run.append(later)


def _are_alike(first: Sequence[str], second: Sequence[str]) -> bool:
    shared = (Counter(first) & Counter(second)).total()
    return 2 * shared >= _MIN_SHARE * (len(first) + len(second)) - 1e-9


# Two rules compare the same texts.
@lru_cache(maxsize=10_000)
def _word_list(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


@lru_cache(maxsize=10_000)
def _facts(text: str) -> tuple[str, ...]:
    """Return the months and figures of a text, without periods."""
    words = _word_list(text)
    months = [word for word in words if word in _months()]
    typed = [word for word in words if not word.isalpha()]
    figures = (word for word in typed if any(map(str.isdigit, word)))
    return tuple(sorted((*months, *(f for f in figures if not _PERIOD.fullmatch(f)))))


@cache
def _months() -> frozenset[str]:
    return frozenset(map(str.casefold, load_locale().months))
