"""Figures of a sentence that do not agree with each other.

Parts and their total, a share and its percentage. What is found are slips, so the figures are
near to what would be right; figures that are far apart are about different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.figure_words import CLOSE, figured_sentences, pattern
from pccreport.language.figures import Figure, add_up, make_up
from pccreport.language.moves import find_move, last_move
from pccreport.language.wordlists import GAP

_NEAR = Decimal("0.6"), Decimal("1.7")
"""Parts add up to a total in this range, or they are parts of something else."""
_START = 24
"""Characters at the start of a sentence, or after a figure."""
_NOUN = re.compile(rf"{GAP}(?:[a-z-]+{GAP})?([a-z]+s)(?!\w)")
_EXPLAINED = 160
"""Characters after a list in which it may be said why it does not add up."""


class Mismatch(NamedTuple):
    """A figure that does not agree with others."""

    start: int
    end: int
    right: Decimal
    """What would agree."""


def find_sum_mismatches(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each total that is not the sum of its parts, at the total."""
    for begin, figures in figured_sentences(text, language, 3):
        for unit in ("", "£"):
            some = [each for each in figures if each.unit == unit]
            found = len(some) >= 3 and _wrong_total(text, begin, some, language)
            after = some[-1].end if some else 0
            if found and not pattern("explained", language).search(
                text, after, after + _EXPLAINED
            ):
                yield found
    if "£" in text:
        yield from _wrong_products(text, language)
    every = [*figured_sentences(text, language, 1)]
    for one, other in pairwise(every):
        for unit in ("", "£"):
            split = _wrong_split(text, unit, one, other, language)
            if split:
                yield split


def find_percentage_mismatches(
    text: str, language: str = "en-GB"
) -> Iterator[Mismatch]:
    """Yield each percentage that is not that of the two figures beside it."""
    for begin, figures in figured_sentences(text, language, 3):
        for at, one in enumerate(figures):
            near = max(begin, one.start - CLOSE)
            if one.unit != "%" or pattern("about", language).search(
                text, near, one.start
            ):
                continue
            before, after = figures[max(at - 2, 0) : at], figures[at + 1 : at + 3]
            rights = (
                _share_before(text, before, one, language),
                _share_after(text, one, after, language),
                _share_between(text, before[-1:], one, after[:1], language),
            )
            right = next((each for each in rights if each is not None), one.value)
            if abs(right - abs(one.value)) * 2 > one.step:
                yield Mismatch(one.start, one.end, right.quantize(one.step))


def _wrong_products(text: str, language: str) -> Iterator[Mismatch]:
    """Yield the total of "12 grants of £500 each, £6,500 in all"."""
    for begin, figures in figured_sentences(text, language, 3):
        counts = [each.value for each in figures if not each.unit]
        money = [each for each in figures if each.unit == "£"]
        if len(money) != 2:
            continue
        one, total = money
        each, about = pattern("each", language), pattern("about", language)
        is_one = each.match(text, one.end) and not about.search(text, begin, one.start)
        if is_one and _is_called_total(text, begin, total, language):
            products = sorted(one.value * n for n in counts)
            near = [p for p in products if p * _NEAR[0] <= total.value <= p * _NEAR[1]]
            if near and total.value not in products:
                yield Mismatch(total.start, total.end, near[-1])


def _wrong_split(
    text: str,
    unit: str,
    one: tuple[int, Sequence[Figure]],
    other: tuple[int, Sequence[Figure]],
    language: str,
) -> Mismatch | None:
    """Return a total that is not that of its parts in the sentence after it, or before it."""
    (_, first), (begin, second) = one, other
    some = [[f for f in figures if f.unit == unit] for figures in (first, second)]
    parts, totals = some if len(some[0]) > len(some[1]) else some[::-1]
    if (
        len(parts) < 2
        or len(totals) != 1
        or not _differs(totals[0], parts)
        or not _joined(text, parts, language)
    ):
        return None
    total, end = totals[0], second[-1].end + CLOSE
    whole = pattern("nothing_else", language).search(text, begin, end) is not None
    if parts is some[0]:
        whole = whole or _is_called_total(text, begin, total, language)
        whole = whole or _says_again(text, begin, parts, total, language)
        goes_on = pattern("so_far", language).search(text, begin, end) is not None
    else:
        last = text[parts[-2].end : parts[-1].start]
        others = pattern("others", language).search(last)
        whole = whole or bool(others and not last[others.end() :].strip())
        goes_on = parts[0].start - begin >= _START or len(parts) < len(second)
    if whole and not goes_on and not _has_subset(total, parts):
        return Mismatch(total.start, total.end, add_up(parts))
    return None


def _says_again(
    text: str, begin: int, parts: Sequence[Figure], total: Figure, language: str
) -> bool:
    """Return whether a sentence starts with nearly as many of the same: "The 46 arrests"."""
    nouns = [_NOUN.match(text, f.end) for f in (parts[0], total)]
    is_same = all(nouns) and len({each[1] for each in nouns if each}) == 1
    is_near = abs(add_up(parts) - total.value) * 6 <= total.value
    start = pattern("again", language).fullmatch(text, begin, total.start)
    return is_same and is_near and start is not None


def _is_called_total(text: str, begin: int, total: Figure, language: str) -> bool:
    """Return whether the words around a figure say that it is a total."""
    near = max(begin, total.start - CLOSE)
    found = (
        pattern("in_all", language).match(text, total.end),
        pattern("a_total_of", language).search(text, near, total.start),
        pattern("together", language).match(text, begin, total.start),
    )
    return any(found)


def _wrong_total(
    text: str, begin: int, figures: Sequence[Figure], language: str
) -> Mismatch | None:
    if not _may_differ(figures):
        return None  # most do not, and their words are not asked
    for at, total in enumerate(figures):
        parts = _parts(text, begin, figures, at, language)
        if len(parts) > 1 and add_up(parts) == total.value:
            return None
        if parts and not _joined(text, parts, language):
            parts = parts[:-1]  # what follows a list may have a figure of its own
        if len(parts) > 1 and _joined(text, parts, language):
            added, end = add_up(parts), parts[0].start
            is_some = bool(pattern("at_most", language).search(text, total.end, end))
            if _is_of(text, begin, total, parts, language):
                is_some = not pattern("nothing_else", language).search(text, total.end)
            # “143, of whom 97 agreed to a visit and 61 had it”
            last = parts[-1]
            is_step = is_some and (
                pattern("next_step", language).search(text, last.end, last.end + CLOSE)
                and not pattern("others", language).search(text, end, last.start)
            )
            is_wrong = _differs(total, parts) and not _has_subset(total, parts)
            if is_wrong and not is_step and not (is_some and added < total.value):
                return Mismatch(total.start, total.end, added)
            return None
    return None


def _may_differ(figures: Sequence[Figure]) -> bool:
    """Return whether a figure may be a total that differs from the others before it, or after it."""
    lists = [(figures[0], figures[1:])]
    lists += ((each, figures[:at]) for at, each in enumerate(figures))
    # The last of a list may be no part of it.
    lists += [(total, parts[:-1]) for total, parts in lists]
    return any(len(parts) > 1 and _differs(total, parts) for total, parts in lists)


def _differs(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether parts nearly add up to a total, and do not."""
    low, high = (total.value * share for share in _NEAR)
    is_near = low <= add_up(parts) <= high
    return is_near and not make_up(parts, total.value, total.slack)


def _has_subset(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether some of the parts add up: the others are parts of those."""
    sums = {Decimal(0)}
    for each in parts:
        sums |= {one + each.value for one in sums}
    return total.value in sums


def _parts(
    text: str, begin: int, figures: Sequence[Figure], at: int, language: str
) -> Sequence[Figure]:
    """Return the figures of which one may be the total, by the words around it, or ()."""
    total, before, after = figures[at], figures[:at], figures[at + 1 :]
    is_called = _is_called_total(text, begin, total, language)
    if is_called and len(before) > 1:
        return before
    if before or len(after) < 2:
        return ()
    gap, last = text[total.end : after[0].start], text[after[-2].end : after[-1].start]
    is_whole = (
        is_called
        or pattern("at_most", language).search(gap)
        or pattern("consists_of", language).search(gap)
        or pattern("others", language).search(last)
        or _is_of(text, begin, total, after, language)
        or (gap.endswith(", ") and _is_close(text, total, after))
    )
    return after if is_whole else ()


def _is_of(
    text: str, begin: int, total: Figure, after: Sequence[Figure], language: str
) -> bool:
    """Return whether a sentence starts with “Of 58 referrals” and has nobody in two parts."""
    before = pattern("of_the", language).match(text, begin, total.start)
    both = pattern("in_two_parts", language)
    return before is not None and not both.search(
        text, total.end, after[-1].end + CLOSE
    )


def _is_close(text: str, total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether figures add up to little more than a total: by that alone they are its parts.

    Two are if the words are the same: "58 to Milltown and 46 to Oldham".
    """
    after = {tuple(text[f.end : f.end + _START].split()[:1]) for f in parts}
    is_list = len(parts) > 2 or len(after) == 1
    return is_list and 0 < (add_up(parts) - total.value) * 20 <= total.value


def _joined(text: str, parts: Sequence[Figure], language: str) -> bool:
    """Return whether figures are a list: short words between them, the last after "and"."""
    gaps = [text[one.end : other.start] for one, other in pairwise(parts)]
    joins = [pattern("joins", language).search(gap) is not None for gap in gaps]
    return joins[-1] and all(
        len(gap) <= CLOSE and (join or "," in gap or ";" in gap)
        for gap, join in zip(gaps, joins, strict=True)
    )


def _share_before(
    text: str, before: Sequence[Figure], one: Figure, language: str
) -> Decimal | None:
    """Return the percentage of "22 of 26 (84%)", "30 asked, 22 came (70%)" or "from 9 to 7 (22%)"."""
    if len(before) < 2 or "%" in {each.unit for each in before}:
        return None
    a, b = before
    gap = text[b.end : one.start]
    is_aside = len(gap) <= CLOSE and any(s in gap for s in ("(", ",", "–", " or "))
    if not is_aside:
        return None
    if move := find_move(text, a, b, language):
        is_up = last_move(gap, language)
        is_other = is_up is not None and is_up is not (move[1] > move[0])
        is_next = is_other or pattern("joins", language).search(gap)
        return None if is_next else _change(*move)
    if pattern("of", language).fullmatch(text, a.end, b.start):
        return _share(a, b) if last_move(gap, language) is None else None
    if gap.endswith(", or ") and pattern("of_the", language).search(
        text, max(0, a.start - CLOSE), a.start
    ):
        return _share(b, a)
    return None


def _share_after(
    text: str, one: Figure, after: Sequence[Figure], language: str
) -> Decimal | None:
    """Return the percentage of "84% (22 of 26)" or "up 22% from 9 to 11"."""
    if len(after) < 2 or "%" in {each.unit for each in after}:
        return None
    a, b = after
    gap = text[one.end : a.start]
    if len(gap) > CLOSE:
        return None
    if pattern("from", language).search(gap):
        move = find_move(text, a, b, language)
        return _change(*move) if move else None
    is_of = pattern("of", language).fullmatch(text, a.end, b.start)
    return _share(a, b) if is_of and gap.endswith("(") else None


def _share_between(
    text: str,
    before: Sequence[Figure],
    one: Figure,
    after: Sequence[Figure],
    language: str,
) -> Decimal | None:
    """Return the percentage of "£180,000, or 5% of the £1.8 million"."""
    if not (before and after):
        return None
    gap = text[before[0].end : one.start]
    is_or = gap.endswith("(") or (gap[:1] == "," and len(gap.split()) == 2)
    is_of = pattern("of", language).fullmatch(text, one.end, after[0].start)
    return _share(before[0], after[0]) if is_or and is_of else None


def _share(part: Figure, whole: Figure) -> Decimal | None:
    same = part.unit == whole.unit and 0 < whole.value >= part.value
    return part.value * 100 / whole.value if same else None


def _change(old: Decimal, new: Decimal) -> Decimal | None:
    return abs(new - old) * 100 / old if old else None
