"""The differences between two texts, in whole words.

A figure is one word with its currency and "%", so that £87,652 becomes £91,204 and not a mixture
of digits. A single unchanged word between two changes is shown as changed, because a sentence of
many small changes is unreadable.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

REWRITTEN = 0.6
"""Share of changed words from which both texts are easier to read than their changes."""

_TOKEN = re.compile(r"\s+|[£€$]?\w+(?:[-'’.,/]\w+)*%?|.", re.DOTALL)
_MIN_KEPT = 2
"""Unchanged words between two changes; fewer are shown as changed."""
_MAX_PAIRS = 1_000_000
"""Pairs of tokens that are all compared; of longer lists, frequent tokens are only compared beside others."""

TokenRange = tuple[int, int]
Token = TypeVar("Token", bound=Hashable)


class DiffOp(NamedTuple):
    """A range of tokens that is kept, or replaced by another; one of the two may be empty."""

    is_kept: bool
    old: TokenRange
    """A half-open range of indexes."""
    new: TokenRange


def tokenise(text: str) -> list[str]:
    """Return the spaces, words and other characters of a text; joined they are the text."""
    return _TOKEN.findall(text)


def is_word(token: str) -> bool:
    """Return whether a token has a letter or digit."""
    return token.isalnum() or any(map(str.isalnum, token))


def diff_tokens(
    old: Sequence[Token], new: Sequence[Token], is_word: Callable[[Token], bool]
) -> list[DiffOp]:
    """Return the edits from one list of tokens to another, in order; they cover all of both."""
    found = [*_fill_gaps(_equal_ranges(old, new), len(old), len(new))]
    # A range that grew by merging may leave its neighbour too short.
    while len(folded := _merge_neighbours(found, new, is_word)) < len(found):
        found = folded
    return folded


def changed_share(
    found: Iterable[DiffOp],
    old: Sequence[Token],
    new: Sequence[Token],
    is_word: Callable[[Token], bool],
) -> float:
    """Return the share of the words of both texts that change, from 0 to 1."""
    words = [0, 0]
    for edit in found:
        both = (*old[slice(*edit.old)], *new[slice(*edit.new)])
        words[edit.is_kept] += sum(map(is_word, both))
    return words[False] / (sum(words) or 1)


_Match = tuple[int, int, int]
"""The start of a range of equal tokens in the old list and in the new, and its length."""


def common_ends(
    old: Sequence[Token],
    new: Sequence[Token],
    wanted: Callable[[Token], bool] = lambda _: True,
) -> tuple[int, int]:
    """Return the numbers of equal tokens at the start and at the end of both lists, up to an unwanted one."""
    shorter = min(len(old), len(new))
    start = end = 0
    while start < shorter and old[start] == new[start] and wanted(new[start]):
        start += 1
    while (
        end < shorter - start
        and old[-1 - end] == new[-1 - end]
        and wanted(new[-1 - end])
    ):
        end += 1
    return start, end


def _equal_ranges(old: Sequence[Token], new: Sequence[Token]) -> Iterator[_Match]:
    """Yield the ranges of equal tokens, in the order of both lists."""
    start, end = common_ends(old, new)
    yield 0, 0, start
    rest = old[start : len(old) - end], new[start : len(new) - end]
    is_long = len(rest[0]) * len(rest[1]) > _MAX_PAIRS
    for block in SequenceMatcher(None, *rest, autojunk=is_long).get_matching_blocks():
        yield start + block.a, start + block.b, block.size
    yield len(old) - end, len(new) - end, end


def heaviest_increasing(
    values: Sequence[int], weights: Sequence[int] = ()
) -> list[int]:
    """Return the indexes of the heaviest increasing subsequence; no value occurs twice.

    Without weights, of the longest one. Its values do not have to be neighbours.
    """
    runs: list[tuple[int, int, int]] = []
    """The last value, the weight and the last index of runs; of less weight is of a lower value."""
    previous: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(runs, (value,))
        _, before, last = runs[at - 1] if at else (0, 0, -1)
        weight = before + (weights[index] if weights else 1)
        previous.append(last)
        lighter = [run for run in runs[at:] if run[1] <= weight]
        runs[at : at + len(lighter)] = [(value, weight, index)]
    found = [runs[-1][2]] if runs else []
    while found and previous[found[-1]] >= 0:
        found.append(previous[found[-1]])
    return found[::-1]


def _fill_gaps(matches: Iterable[_Match], old: int, new: int) -> Iterator[DiffOp]:
    """Yield the unchanged ranges, with the changes between them."""
    old_at = new_at = 0
    for a, b, length in (*matches, (old, new, 0)):
        if (old_at, new_at) != (a, b):
            yield DiffOp(False, (old_at, a), (new_at, b))
        if length:
            yield DiffOp(True, (a, a + length), (b, b + length))
        old_at, new_at = a + length, b + length


def _merge_neighbours(
    found: Iterable[DiffOp], new: Sequence[Token], is_word: Callable[[Token], bool]
) -> list[DiffOp]:
    """Return the edits with neighbours of a kind merged, and short unchanged ranges with the changes.

    Between two replacements of one word a range is kept, unless it has no word.
    """
    merged: list[DiffOp] = []
    for edit in found:
        if merged and merged[-1].is_kept == edit.is_kept:
            merged[-1] = _merge_two(merged[-1], edit)
            continue
        merged.append(edit)
        if len(merged) > 2 and not edit.is_kept:
            before, kept, _ = merged[-3:]
            words = sum(map(is_word, new[slice(*kept.new)]))
            if words < (1 if _is_swap(before) and _is_swap(edit) else _MIN_KEPT):
                merged[-3:] = [_merge_two(before, edit)]
    return merged


def _is_swap(edit: DiffOp) -> bool:
    """Return whether one token replaces another."""
    return all(end - start == 1 for start, end in (edit.old, edit.new))


def _merge_two(first: DiffOp, second: DiffOp) -> DiffOp:
    old, new = (first.old[0], second.old[1]), (first.new[0], second.new[1])
    return DiffOp(first.is_kept and second.is_kept, old, new)
