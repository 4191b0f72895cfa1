"""The differences between two texts, in whole words.

A figure is one word with its currency and "%", so that £87,652 becomes £91,204 and not a mixture
of digits. A single unchanged word between two changes is shown as changed, because a sentence of
many small changes is unreadable.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

REWRITTEN = 0.6
"""Share of changed words from which both texts are easier to read than their changes."""

_TOKEN = re.compile(r"\s+|[£€$]?\w+(?:[-'’.,/]\w+)*%?|.", re.DOTALL)
_MIN_KEPT = 2
"""Unchanged words between two changes; fewer are shown as changed."""
_MAX_PAIRS = 1_000_000
"""Pairs of tokens that are compared at once; longer lists are first split."""

TokenRange = tuple[int, int]
Token = TypeVar("Token", bound=Hashable)


class DiffOp(NamedTuple):
    """A range of tokens that is kept, or replaced by another; one of the two may be empty."""

    kept: bool
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
    found = [*_joined(_matches(old, new), len(old), len(new))]
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
        words[edit.kept] += sum(map(is_word, both))
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


def _matches(old: Sequence[Token], new: Sequence[Token]) -> Iterator[_Match]:
    """Yield the ranges of equal tokens, in the order of both lists."""
    start, end = common_ends(old, new)
    yield 0, 0, start
    rest = old[start : len(old) - end], new[start : len(new) - end]
    for old_at, new_at, length in _within(*rest):
        yield start + old_at, start + new_at, length
    yield len(old) - end, len(new) - end, end


def _within(old: Sequence[Token], new: Sequence[Token]) -> Iterator[_Match]:
    if len(old) * len(new) <= _MAX_PAIRS:
        yield from SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return
    anchors = _anchors(old, new)
    # Without any, texts of this length have nothing in common.
    from_old = from_new = 0
    for old_at, new_at in [*anchors, (len(old), len(new))] if anchors else ():
        piece = _matches(old[from_old:old_at], new[from_new:new_at])
        yield from ((from_old + a, from_new + b, length) for a, b, length in piece)
        if old_at < len(old):
            yield old_at, new_at, 1
        from_old, from_new = old_at + 1, new_at + 1


def _anchors(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the indexes of tokens that each list has once, as many as are in the same order in both."""
    old_tokens, new_tokens = _unique_tokens(old), _unique_tokens(new)
    pairs = [
        (old_at, new_tokens[token])
        for token, old_at in old_tokens.items()
        if token in new_tokens
    ]
    return [pairs[i] for i in heaviest_increasing([new_at for _, new_at in pairs])]


def _unique_tokens(tokens: Sequence[Token]) -> dict[Token, int]:
    count = Counter(tokens)
    return {token: at for at, token in enumerate(tokens) if count[token] == 1}


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


def _joined(matches: Iterable[_Match], old: int, new: int) -> Iterator[DiffOp]:
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
    """Return the edits with neighbours of a kind merged, and short unchanged ranges with the changes."""
    merged: list[DiffOp] = []
    for edit in found:
        if merged and merged[-1].kept == edit.kept:
            merged[-1] = _sum(merged[-1], edit)
        elif (
            len(merged) > 1 and not edit.kept and _is_island(merged, edit, new, is_word)
        ):
            merged[-2:] = [_sum(merged[-2], edit)]
        else:
            merged.append(edit)
    return merged


def _is_island(
    edits: list[DiffOp],
    after: DiffOp,
    new: Sequence[Token],
    is_word: Callable[[Token], bool],
) -> bool:
    """Return whether an unchanged range is too short to be shown between two changes.

    Between two replacements of one word it is shown, unless it has no word.
    """
    before, kept = edits[-2:]
    words = sum(map(is_word, new[slice(*kept.new)]))
    if words and _is_swap(before) and _is_swap(after):
        return False
    return words < _MIN_KEPT


def _is_swap(edit: DiffOp) -> bool:
    """Return whether one token replaces another."""
    return all(end - start == 1 for start, end in (edit.old, edit.new))


def _sum(first: DiffOp, second: DiffOp) -> DiffOp:
    old, new = (first.old[0], second.old[1]), (first.new[0], second.new[1])
    return DiffOp(first.kept and second.kept, old, new)
