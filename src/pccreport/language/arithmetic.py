"""Figures that do not agree: parts and their total, a share and its percentage.

Only slips are found, in which a figure is near to the right one; figures that are far apart are
about different things.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.figure_words import CLOSE, figured_sentences, pattern
from pccreport.language.figures import (
    Figure,
    add_up,
    make_up,
    number_words,
    starting_numbers,
)
from pccreport.language.moves import find_move, last_move
from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import (
    GAP,
    load_wordlists,
    may_match,
    search_likely,
)

_NEAR = Decimal("0.6"), Decimal("1.7")
"""The least and greatest sum of parts as a share of a total; others are not its parts."""
_START_LENGTH = 24
"""Characters at the start of a sentence, or after a figure."""
_NOUN = rf"{GAP}(?:[a-z-]+{GAP})?([a-z]+s)(?!\w)"
_OF_TOTALS = ("in_all", "a_total_of", "together", "at_most", "others", "nothing_else")
"""The lists of words that are with a total, or with its parts."""
_BEFORE_PARTS = re.compile(r"[(–—](?!http)|:(?!//)")
_LISTED = re.compile(r", \W*+(\w+)")
_EXPLANATION_LENGTH = 160
"""Characters after a list in which the difference may be explained."""
_PARTS = "at_most", "consists_of"
"""The patterns of the words between a total and its parts."""


class Mismatch(NamedTuple):
    """A figure that does not agree with others."""

    start: int
    end: int
    right: Decimal
    """The value that would agree."""


def find_sum_mismatches(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each total that is not the sum of its parts, at the total."""
    for begin, figures in figured_sentences(text, language, 3):
        for unit in ("", "£"):
            alike = [f for f in figures if f.unit == unit]
            if len(alike) >= 3 and (
                wrong := _wrong_total(text, begin, alike, language)
            ):
                end = alike[-1].end
                explained = pattern("explained", language)
                if not explained.search(text, end, end + _EXPLANATION_LENGTH):
                    yield wrong
    if "£" in text:
        yield from _wrong_products(text, language)
    for first, second in pairwise(figured_sentences(text, language, 1)):
        for unit in ("", "£"):
            if wrong := _wrong_split(text, unit, first, second, language):
                yield wrong


def texts_with_sums(index: WordIndex, texts: int, language: str = "en-GB") -> int:
    """Return those of some texts that may have a list and its total, or a price and a count."""
    table, spelt = load_wordlists(language, "arithmetic"), number_words(language)
    words = [word for name in _OF_TOTALS for word in table[name]]
    before = [edge(word, -1) for word in (*table["of_the"], *table["again"])]
    found = (
        index.with_any(words)
        | index.with_substrings(("£", *table["consists_of"]))
        | index.with_match(_BEFORE_PARTS)
        | index.with_pair(before, starting_numbers(index, language))
    )
    for number in index.numbers(texts & ~found):
        listed = _LISTED.findall(index.texts[number].casefold())
        if any(word[0].isdigit() or word in spelt for word in listed):
            found |= 1 << number
    return texts & found


def find_percentage_mismatches(
    text: str, language: str = "en-GB"
) -> Iterator[Mismatch]:
    """Yield each percentage that does not agree with the two figures beside it."""
    for begin, figures in figured_sentences(text, language, 3):
        for i, share in enumerate(figures):
            near, about = max(begin, share.start - CLOSE), pattern("about", language)
            if share.unit != "%" or about.search(text, near, share.start):
                continue
            before, after = figures[max(i - 2, 0) : i], figures[i + 1 : i + 3]
            candidates = (
                _share_after(text, share, after, language),
                _share_before(text, before, share, language),
                _share_between(text, before[-1:], share, after[:1], language),
            )
            right = next((c for c in candidates if c is not None), share.value)
            if abs(right - abs(share.value)) * 2 > share.step:
                yield Mismatch(share.start, share.end, right.quantize(share.step))


def _wrong_products(text: str, language: str) -> Iterator[Mismatch]:
    """Yield each wrong total of a price and a count: "12 grants of £500 each, £6,500 in all"."""
    for begin, figures in figured_sentences(text, language, 3):
        counts = [f.value for f in figures if not f.unit]
        money = [f for f in figures if f.unit == "£"]
        if len(money) != 2:
            continue
        price, total = money
        each, shared = pattern("each", language), pattern("shared", language)
        is_shared = each.match(text, total.end) and shared.search(
            text, begin, total.start
        )
        if is_shared:  # “the vans cost £90,000, or £9,000 each”
            price, total = total, price
        is_price = each.match(text, price.end)
        is_rough = pattern("about", language).search(text, begin, price.start)
        if not is_price or is_rough:
            continue
        if is_shared or _is_called_total(text, begin, total, language):
            products = sorted(price.value * n for n in counts)
            low, high = _NEAR
            near = [p for p in products if p * low <= total.value <= p * high]
            if near and total.value not in products:
                yield Mismatch(total.start, total.end, near[-1])


def _wrong_split(
    text: str,
    unit: str,
    first_sentence: tuple[int, Sequence[Figure]],
    second_sentence: tuple[int, Sequence[Figure]],
    language: str,
) -> Mismatch | None:
    """Return a total that is not the sum of its parts in the next or previous sentence, or None."""
    (_, first), (begin, second) = first_sentence, second_sentence
    alike = [[f for f in figures if f.unit == unit] for figures in (first, second)]
    parts, totals = alike if len(alike[0]) > len(alike[1]) else alike[::-1]
    if (
        len(parts) < 2
        or len(totals) != 1
        or not _differs(totals[0], parts)
        or not _is_list(text, parts, language)
    ):
        return None
    total, end = totals[0], second[-1].end + CLOSE
    is_whole = bool(
        search_likely(text, (begin, end), "arithmetic", "nothing_else", language)
    )
    if parts is alike[0]:
        is_whole = is_whole or _is_called_total(text, begin, total, language)
        is_whole = is_whole or _repeats_noun(text, begin, parts, total, language)
        continues = is_whole and bool(
            pattern("so_far", language).search(text, begin, end)
        )
    else:
        last = text[parts[-2].end : parts[-1].start]
        rest_word = pattern("others", language).search(last)
        is_whole = is_whole or bool(rest_word and not last[rest_word.end() :].strip())
        continues = parts[0].start - begin >= _START_LENGTH or len(parts) < len(second)
    if is_whole and not continues and not _has_subset(total, parts):
        return Mismatch(total.start, total.end, add_up(parts))
    return None


def _repeats_noun(
    text: str, begin: int, parts: Sequence[Figure], total: Figure, language: str
) -> bool:
    """Return whether a sentence starts with nearly the same number of the same noun: "The 46 arrests"."""
    nouns = [re.compile(_NOUN).match(text, f.end) for f in (parts[0], total)]
    is_same = all(nouns) and len({noun[1] for noun in nouns if noun}) == 1
    is_near = abs(add_up(parts) - total.value) * 6 <= total.value
    start = pattern("again", language).fullmatch(text, begin, total.start)
    return is_same and is_near and start is not None


def _is_called_total(text: str, begin: int, total: Figure, language: str) -> bool:
    """Return whether a figure is a total by the words around it."""
    lists = "in_all", "a_total_of", "together"
    if not may_match(text[begin:], "arithmetic", *lists, language=language):
        return False
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
        return None  # as in most sentences, whose words are then not searched
    if any(add_up(figures[:n]) == figures[n].value for n in range(2, len(figures))):
        return None
    for at, total in enumerate(figures):
        parts = _parts(text, begin, figures, at, language)
        if len(parts) > 1 and add_up(parts) == total.value:
            return None
        if parts and not _is_list(text, parts, language):
            parts = parts[:-1]  # what follows a list may have a figure of its own
        if len(parts) > 1 and _is_list(text, parts, language):
            added, end = add_up(parts), parts[0].start
            is_some = bool(pattern("at_most", language).search(text, total.end, end))
            if _is_of(text, begin, total, parts, language):
                is_some = not pattern("nothing_else", language).search(text, total.end)
                last_words = text[parts[-1].end : parts[-1].end + CLOSE]
                is_rest = len(parts) > 2 and added * 10 > total.value * 9
                if is_rest and pattern("unfinished", language).search(last_words):
                    is_some = False  # “41 were upheld, 14 not, 7 are still open”
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
    """Return whether any figure may be a wrong total of those before it or after it."""
    lists = [(figures[0], figures[1:])]
    lists += ((figure, figures[:at]) for at, figure in enumerate(figures))
    # The last of a list may be no part of it.
    lists += [(total, parts[:-1]) for total, parts in lists]
    return any(len(parts) > 1 and _differs(total, parts) for total, parts in lists)


def _differs(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether parts add up to nearly a total, but not to it."""
    low, high = (total.value * share for share in _NEAR)
    is_near = low <= add_up(parts) <= high
    return is_near and not make_up(parts, total.value, total.slack)


def _has_subset(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether some of the parts add up to a total; the others may be parts of those."""
    sums = {Decimal(0)}
    for part in parts:
        sums |= {total_so_far + part.value for total_so_far in sums}
    return total.value in sums


def _parts(
    text: str, begin: int, figures: Sequence[Figure], at: int, language: str
) -> Sequence[Figure]:
    """Return the figures of which one is the total by the words around it, or ()."""
    total, before, after = figures[at], figures[:at], figures[at + 1 :]
    is_called = _is_called_total(text, begin, total, language)
    if is_called and len(before) > 1:
        return before
    if before or len(after) < 2:
        return ()
    if all(text[f.start - 1 : f.start] == "(" for f in figures[:2]):
        return ()  # “thefts (97), fires (64) …; the remaining 207”
    gap, last = text[total.end : after[0].start], text[after[-2].end : after[-1].start]
    is_whole = (
        is_called
        or (
            may_match(gap, "arithmetic", *_PARTS, language=language, signs=":(–—")
            and any(pattern(name, language).search(gap) for name in _PARTS)
        )
        or pattern("others", language).search(last)
        or _is_of(text, begin, total, after, language)
        or (gap.endswith(", ") and _is_close(text, total, after))
    )
    return after if is_whole else ()


def _is_of(
    text: str, begin: int, total: Figure, after: Sequence[Figure], language: str
) -> bool:
    """Return whether a sentence starts with “Of 58 referrals” and its parts do not overlap."""
    return (
        may_match(text[begin : total.start], "arithmetic", "of_the", language=language)
        and pattern("of_the", language).match(text, begin, total.start) is not None
        and not pattern("in_two_parts", language).search(
            text, total.end, after[-1].end + CLOSE
        )
    )


def _is_close(text: str, total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether figures add up to so little more than a total that they must be its parts.

    Two figures must also have the same word after them: "58 to Milltown and 46 to Oldham".
    """
    after = {tuple(text[f.end : f.end + _START_LENGTH].split()[:1]) for f in parts}
    is_list = len(parts) > 2 or len(after) == 1
    return is_list and 0 < (add_up(parts) - total.value) * 20 <= total.value


def _is_list(text: str, parts: Sequence[Figure], language: str) -> bool:
    """Return whether figures are a list: short words between them, the last after "and"."""
    gaps = [text[first.end : second.start] for first, second in pairwise(parts)]
    joins = [pattern("joins", language).search(gap) is not None for gap in gaps]
    return joins[-1] and all(
        len(gap) <= CLOSE and (join or "," in gap or ";" in gap)
        for gap, join in zip(gaps, joins, strict=True)
    )


def _share_before(
    text: str, before: Sequence[Figure], percentage: Figure, language: str
) -> Decimal | None:
    """Return the percentage of "22 of 26 (84%)", "30 asked, 22 came (70%)" or "from 9 to 7 (22%)"."""
    if len(before) < 2 or "%" in {f.unit for f in before}:
        return None
    a, b = before
    gap = text[b.end : percentage.start]
    is_rate = pattern("rates", language).search(gap[-CLOSE // 3 :])
    longest = 2 * CLOSE if is_rate else CLOSE
    is_aside = len(gap) <= longest and any(s in gap for s in ("(", ",", "–", " or "))
    if not is_aside or gap.startswith("), "):
        return None  # “(49 of 500), 14% in the west”
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
    text: str, percentage: Figure, after: Sequence[Figure], language: str
) -> Decimal | None:
    """Return the percentage of "84% (22 of 26)" or "up 22% from 9 to 11"."""
    if len(after) < 2 or "%" in {f.unit for f in after}:
        return None
    a, b = after
    gap = text[percentage.end : a.start]
    if len(gap) > CLOSE:
        return None
    is_other = pattern("joins", language).search(gap)
    if pattern("from", language).search(gap) and not is_other:
        move = find_move(text, a, b, language)
        return _change(*move) if move else None
    is_of = pattern("of", language).fullmatch(text, a.end, b.start)
    return _share(a, b) if is_of and gap.endswith("(") else None


def _share_between(
    text: str,
    before: Sequence[Figure],
    percentage: Figure,
    after: Sequence[Figure],
    language: str,
) -> Decimal | None:
    """Return the percentage of "£180,000, or 5% of the £1.8 million"."""
    if not (before and after):
        return None
    gap = text[before[0].end : percentage.start]
    is_or = gap.endswith("(") or (gap[:1] == "," and len(gap.split()) == 2)
    is_of = pattern("of", language).fullmatch(text, percentage.end, after[0].start)
    return _share(before[0], after[0]) if is_or and is_of else None


def _share(part: Figure, whole: Figure) -> Decimal | None:
    is_comparable = part.unit == whole.unit and 0 < whole.value >= part.value
    return part.value * 100 / whole.value if is_comparable else None


def _change(old: Decimal, new: Decimal) -> Decimal | None:
    return abs(new - old) * 100 / old if old else None
