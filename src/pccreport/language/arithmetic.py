"""Figures of a sentence that do not agree with each other.

Parts and their total, a share and its percentage, a rise that is a fall. What is found are
slips, so the figures are near to what would be right; figures that are far apart are about
different things.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.figures import (
    Figure,
    add_up,
    find_counts,
    make_up,
    unit_of_time,
)
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_NEAR = Decimal("0.6"), Decimal("1.7")
"""Parts add up to a total in this range, or they are parts of something else."""
_MOST = 12
"""Figures of a sentence: one that has more is a table in words."""
_SLIP = 8
"""Points of a percentage: two figures that are farther off are not its own."""
_CLOSE = 60
"""Characters between two figures of one statement."""
_FAR = 100
"""Characters between two figures of a rise or a fall, which may have its dates between them."""
_START = 24
"""Characters at the start of a sentence, or after a figure."""
_EXPLAINED = 160
"""Characters after a list in which it may be said why it does not add up."""


class Mismatch(NamedTuple):
    """A figure that does not agree with others."""

    start: int
    end: int
    right: Decimal
    """What would agree."""


class WrongDirection(NamedTuple):
    """Two figures of which the second is not where the words say."""

    start: int
    end: int
    falls: bool
    """True if the figures fall, and the words say that they rise."""


def find_sum_mismatches(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each total that is not the sum of its parts, at the total."""
    for begin, figures in figured_sentences(text, language, 3):
        for unit in ("", "£"):
            some = [each for each in figures if each.unit == unit]
            found = len(some) >= 3 and _wrong_total(text, begin, some, language)
            after = some[-1].end if some else 0
            if found and not _pattern("explained", language).search(
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
            near = max(begin, one.start - _CLOSE)
            if one.unit != "%" or _pattern("about", language).search(
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


def words_of_moves(language: str = "en-GB") -> tuple[str, ...]:
    """Return the words for a rise or a fall."""
    table = load_wordlists(language, "arithmetic")
    return (*table["up"], *table["down"], *table["better"], *table["worse"])


def find_direction_mismatches(
    text: str, language: str = "en-GB"
) -> Iterator[WrongDirection]:
    """Yield each "rose from 9 to 7", at the two figures."""
    if _last_move(text, language, "%") is None:
        return  # most texts have no such word, and their figures are not read
    for begin, figures in figured_sentences(text, language, 2, lengths=True):
        # “93% within ten seconds, compared with 88%”
        shares = [f for f in figures if f.unit == "%"]
        for one, other in dict.fromkeys((*pairwise(figures), *pairwise(shares))):
            near = max(begin, one.start - _FAR)
            unit = unit_of_time(text, other, language)
            if unit_of_time(text, one, language) not in {"", unit}:
                continue  # from 2 hours to 50 minutes
            is_up = _last_move(text[near : one.start], language, unit or one.unit)
            move = is_up is not None and find_move(text, one, other, language)
            if move and move[0] != move[1] and is_up is (move[1] < move[0]):
                yield WrongDirection(one.start, other.end, is_up)


def _last_move(text: str, language: str, unit: str = "") -> bool | None:
    """Return whether the last word for a move is for one upwards; None if there is none.

    What is better is more of a percentage, and less of a time.
    """
    moves, judged, no_gain = _moves(language)
    words = re.findall(r"[\w-]+", text.casefold())
    is_known = unit and no_gain.isdisjoint(words)
    for word in reversed(words):
        if word in moves:
            return moves[word]
        if is_known and word in judged:
            return judged[word] is (unit == "%")
    return None


@cache
def _moves(language: str) -> tuple[dict[str, bool], dict[str, bool], frozenset[str]]:
    """Return whether each word for a move is for one upwards, and for one to the better.

    With them, the words for what is better if it is less.
    """
    table = load_wordlists(language, "arithmetic")
    moves, judged = (
        dict.fromkeys(table[no], False) | dict.fromkeys(table[yes], True)
        for no, yes in (("down", "up"), ("worse", "better"))
    )
    return moves, judged, frozenset(table["less_is_better"])


def figured_sentences(
    text: str, language: str, least: int, *, lengths: bool = False
) -> Iterator[tuple[int, Sequence[Figure]]]:
    """Yield the start of each sentence that has so many figures, and the figures."""
    figures = find_counts(text, language, lengths=lengths)
    starts = [each.start for each in figures]
    for start, end in split_sentences(text, language) if len(figures) >= least else ():
        some = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        if least <= len(some) <= _MOST:
            yield start, some


def _wrong_products(text: str, language: str) -> Iterator[Mismatch]:
    """Yield the total of "12 grants of £500 each, £6,500 in all"."""
    for begin, figures in figured_sentences(text, language, 3):
        counts = [each.value for each in figures if not each.unit]
        money = [each for each in figures if each.unit == "£"]
        if len(money) != 2:
            continue
        one, total = money
        each, about = _pattern("each", language), _pattern("about", language)
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
    total, end = totals[0], second[-1].end + _CLOSE
    whole = _pattern("nothing_else", language).search(text, begin, end) is not None
    if parts is some[0]:
        whole = whole or _is_called_total(text, begin, total, language)
        goes_on = _pattern("so_far", language).search(text, begin, end) is not None
    else:
        last = text[parts[-2].end : parts[-1].start]
        others = _pattern("others", language).search(last)
        whole = whole or bool(others and not last[others.end() :].strip())
        goes_on = parts[0].start - begin >= _START or len(parts) < len(second)
    if whole and not goes_on and not _has_subset(total, parts):
        return Mismatch(total.start, total.end, add_up(parts))
    return None


def _is_called_total(text: str, begin: int, total: Figure, language: str) -> bool:
    """Return whether the words around a figure say that it is a total."""
    near = max(begin, total.start - _CLOSE)
    found = (
        _pattern("in_all", language).match(text, total.end),
        _pattern("a_total_of", language).search(text, near, total.start),
        _pattern("together", language).match(text, begin, total.start),
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
            is_some = bool(_pattern("at_most", language).search(text, total.end, end))
            if _is_of(text, begin, total, parts, language):
                is_some = not _pattern("nothing_else", language).search(text, total.end)
            is_wrong = _differs(total, parts) and not _has_subset(total, parts)
            if is_wrong and not (is_some and added < total.value):
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
        or _pattern("at_most", language).search(gap)
        or _pattern("consists_of", language).search(gap)
        or _pattern("others", language).search(last)
        or _is_of(text, begin, total, after, language)
        or (gap.endswith(", ") and _is_close(text, total, after))
    )
    return after if is_whole else ()


def _is_of(
    text: str, begin: int, total: Figure, after: Sequence[Figure], language: str
) -> bool:
    """Return whether a sentence starts with “Of 58 referrals” and has nobody in two parts."""
    before = _pattern("of_the", language).match(text, begin, total.start)
    both = _pattern("in_two_parts", language)
    return before is not None and not both.search(
        text, total.end, after[-1].end + _CLOSE
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
    joins = [_pattern("joins", language).search(gap) is not None for gap in gaps]
    return joins[-1] and all(
        len(gap) <= _CLOSE and (join or "," in gap or ";" in gap)
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
    is_aside = len(gap) <= _CLOSE and any(s in gap for s in ("(", ",", "–", " or "))
    if not is_aside:
        return None
    if move := find_move(text, a, b, language):
        is_up = _last_move(gap, language)
        is_other = is_up is not None and is_up is not (move[1] > move[0])
        is_next = is_other or _pattern("joins", language).search(gap)
        return None if is_next else _change(*move)
    if _pattern("of", language).fullmatch(text, a.end, b.start):
        return _share(a, b) if _last_move(gap, language) is None else None
    share = _share(b, a)
    if gap.endswith((", or ", "(")) and _pattern("of_the", language).search(
        text, max(0, a.start - _CLOSE), a.start
    ):
        return share
    is_own = share is not None and abs(share - one.value) < _SLIP
    is_count = _last_move(text[a.end : b.start], language) is None
    return share if is_own and is_count and gap.endswith("(") else None


def _share_after(
    text: str, one: Figure, after: Sequence[Figure], language: str
) -> Decimal | None:
    """Return the percentage of "84% (22 of 26)" or "up 22% from 9 to 11"."""
    if len(after) < 2 or "%" in {each.unit for each in after}:
        return None
    a, b = after
    gap = text[one.end : a.start]
    if len(gap) > _CLOSE:
        return None
    if _pattern("from", language).search(gap):
        move = find_move(text, a, b, language)
        return _change(*move) if move else None
    is_of = _pattern("of", language).fullmatch(text, a.end, b.start)
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
    is_of = _pattern("of", language).fullmatch(text, one.end, after[0].start)
    return _share(before[0], after[0]) if is_or and is_of else None


def _share(part: Figure, whole: Figure) -> Decimal | None:
    same = part.unit == whole.unit and 0 < whole.value >= part.value
    return part.value * 100 / whole.value if same else None


def _change(old: Decimal, new: Decimal) -> Decimal | None:
    return abs(new - old) * 100 / old if old else None


def find_move(
    text: str, a: Figure, b: Figure, language: str
) -> tuple[Decimal, Decimal] | None:
    """Return the old and the new value of "from 9 to 7" or "7, against 9", or None."""
    gap = text[a.end : b.start]
    if a.unit != b.unit or len(gap) > _FAR or ";" in gap:
        return None
    before = max(0, a.start - _CLOSE)
    if _pattern("from", language).search(text, before, a.start):
        # “from 1.2 to 1.5 million”
        scale = (
            b.scale if not a.scale and a.value < b.value.scaleb(-b.scale) * 10 else 0
        )
        is_to = _pattern("to", language).search(gap)
        return (a.value.scaleb(scale), b.value) if is_to else None
    is_to = _pattern("to", language).search(text, before, a.start)
    if _pattern("from" if is_to else "against", language).search(gap):
        return b.value, a.value
    return None


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Return one of the patterns, compiled when a text first needs it."""
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
        "so_far": rf"(?<!\w){words}(?!\w)",
        "at_most": rf"(?<!\w){words}(?!\w)",
        "others": rf"(?<!\w){words}(?!\w)",
        "explained": rf"(?<!\w){words}(?!\w)",
        "nothing_else": rf"(?<!\w){words}(?!\w)",
        "in_two_parts": rf"(?<!\w){words}(?!\w)",
        "of_the": rf"(?<!\w){words}{GAP}\Z",
    }
    return re.compile(around[name], re.IGNORECASE)
