"""Impossible shares: 126% of the callers, "fell by half" to two thirds, "Two-thirds (18 out of 30)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise

from pccreport.language.arithmetic import Mismatch
from pccreport.language.figure_words import figured_sentences, pattern
from pccreport.language.figures import Figure, add_up, find_counts
from pccreport.language.impossible_figures import NEAR, count_pattern
from pccreport.language.locale_data import load_locale
from pccreport.language.moves import find_move, move_words
from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import find_pattern, load_wordlists, may_match

_pattern = partial(find_pattern, "impossible_shares")
_WHOLE = Decimal(100)
_TOLERANCE = Decimal("0.1")
"""The difference allowed between a fraction in words and that of the figures."""


def find_large_percentages(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each percentage of a whole above 100, and each fall by more than 100%."""
    for share in find_counts(text, language):
        if share.unit != "%" or share.value <= _WHOLE:
            continue
        nearby = max(0, share.start - NEAR)
        whole = _pattern("of_people", language).match(text, share.end)
        is_of_whole = whole and not _pattern("other_whole", language).search(
            text, whole.end(), whole.end() + NEAR // 2
        )
        if (
            is_of_whole
            or _pattern("fall_by", language).search(text, nearby, share.start)
            or _pattern("fall_after", language).match(text, share.end)
            or _pattern("rate", language).search(text, nearby, share.start)
        ):
            yield Mismatch(share.start, share.end, _WHOLE)


def find_overfull_wholes(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield the percentages of a sentence that are of one whole by their words, and do not add up to 100."""
    for start, figures in figured_sentences(text, language, 2):
        parts = [f for f in figures if f.unit == "%"]
        if len(parts) < 2:
            continue
        total, slack = add_up(parts), sum(f.step / 2 for f in parts)
        last = text[parts[-2].end : parts[-1].start]
        is_rest = _pattern("rest", language).search(last)
        is_once = _pattern("once", language).search(text, start, parts[-1].end + NEAR)
        is_once = is_once or _pattern("unsure", language).match(text, parts[-1].end)
        is_whole = is_rest or is_once or _is_list(text, start, parts, language)
        answer = len(parts) > 2 and _pattern("last_answer", language)
        is_whole = is_whole or bool(answer and answer.match(text, parts[-1].end))
        if (is_rest and total < _WHOLE - slack and total > _WHOLE * 3 / 4) or (
            is_whole and total > _WHOLE + slack
        ):
            yield Mismatch(parts[0].start, parts[-1].end, total)


def _is_list(text: str, start: int, parts: list[Figure], language: str) -> bool:
    """Return whether parts are of one whole: "Of these 48% came by post, 37% by telephone and 25% by e-mail"."""
    after = {(*text[f.end : f.end + NEAR].split()[:1],) for f in parts[1:]}
    is_list = len(parts) > 2 and len(after) == 1 and add_up(parts) < _WHOLE * 5 / 4
    if not is_list or not {*after.pop()} & {*_lists(language)["by_which"]}:
        return False
    end = parts[-1].end + NEAR
    return bool(
        _pattern("of_one_whole", language).search(text, start, end)
    ) and not _pattern("several", language).search(text, start, end)


def find_wrong_shares(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each percentage in brackets that is wrong for the count before it and its whole.

    "30 of them (57%)" is wrong of 40; without "of them" only a nearly right or mistyped one is found.
    """
    figures, moves = find_counts(text, language), {*move_words(language)}
    for i, (part, share) in enumerate(pairwise(figures)):
        gap, nearby = text[part.end : share.start], max(0, part.start - NEAR)
        is_share = share.unit == "%" and gap.endswith(" (") and len(gap) < NEAR
        if part.unit or not is_share or text[share.end : share.end + 1] != ")":
            continue
        counts = [f.value for f in figures[max(i - 3, 0) : i] if not f.unit]
        wholes = [w for w in counts if w > part.value]
        pairs = [(part.value, w) for w in wholes]
        pairs += ((part.value, part.value + w) for w in counts[-1:])
        pairs += ((w, part.value) for w in counts[-1:])
        fits = (abs(a * 100 / b - share.value) * 2 <= share.step for a, b in pairs)
        words = text[nearby : part.start].casefold().split()
        if not wholes or not moves.isdisjoint(words) or any(fits):
            continue
        right = (part.value * 100 / wholes[-1]).quantize(share.step)
        of_all, whole = count_pattern("of_all", language), figures[i - 1]
        is_of = count_pattern("of_them_after", language).match(text, part.end)
        is_of = is_of or of_all.search(text, max(0, whole.start - NEAR), whole.start)
        if (is_of and len(wholes) == 1) or _is_mistyped(share.value, right):
            yield Mismatch(share.start, share.end, right)


def _is_mistyped(figure: Decimal, right: Decimal) -> bool:
    """Return whether a figure has the same digits as the right one, or is nearly or ten times as much."""
    is_tenth = figure * 10 == right or figure == right * 10
    has_same_digits = sorted(str(figure)) == sorted(str(right))
    return is_tenth or has_same_digits or abs(figure - right) < 8


def find_wrong_fractions(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each fraction in words that is wrong for the two figures after it: "by half, from 84 to 61"."""
    figures, worth = find_counts(text, language), _worth(language)
    lists = "fractions", "multiplied"
    if len(figures) < 2 or not may_match(
        text, "impossible_shares", *lists, language=language
    ):
        return
    starts = [figure.start for figure in figures]
    for found in _pattern("fraction", language).finditer(text):
        i = bisect_left(starts, found.end())
        first, second = figures[i : i + 1], figures[i + 1 : i + 2]
        is_near = second and first[0].start - found.end() <= NEAR
        move = find_move(text, first[0], second[0], language) if is_near else None
        if not move or not move[0] or "." in text[found.end() : first[0].start]:
            continue
        change = abs(move[1] - move[0]) / move[0]
        stated = worth[" ".join(found["share"].casefold().split())]
        tolerance = _TOLERANCE * max(stated, Decimal(1))
        is_less = change < stated - tolerance * (2 if found["under"] else 1)
        if is_less or (change > stated + tolerance and not found["over"]):
            yield Mismatch(*found.span("share"), (change * 100).quantize(Decimal(1)))


def find_wrong_fractions_of(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each fraction in words that is wrong for the counts in brackets: "Two-thirds (18 out of 30)"."""
    for found in _pattern("share_aside", language).finditer(text):
        part, whole = (Decimal(found[n].replace(",", "")) for n in ("part", "whole"))
        stated = _fraction(found, language)
        tolerance = _TOLERANCE / (1 if found["over"] or found["under"] else 2)
        if part <= whole and abs(part / whole - stated) > tolerance:
            right = (part * 100 / whole).quantize(Decimal(1))
            yield Mismatch(*found.span("share"), right)


def _fraction(found: re.Match[str], language: str) -> Decimal:
    """Return what a fraction in words is worth: "one in three", "a third"."""
    if not found["some"]:
        return _worth(language)[" ".join(found["share"].casefold().split())]
    numbers = load_locale(language).numbers
    some, every = (numbers.index(found[n].casefold()) + 1 for n in ("some", "all"))
    return Decimal(some) / every


def find_wrong_rates(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each share that is wrong for figures further away: "Of these, 372 …, which is 87%"."""
    figures = find_counts(text, language)
    starts = [figure.start for figure in figures]
    for found in _pattern("stated_rate", language).finditer(text):
        i = bisect_left(starts, found.start())
        before = figures[max(i - 4, 0) : i]
        if len(before) < 2 or found.start() - before[-1].end > 2 * NEAR:
            continue
        share = figures[i] if found["percent"] else None
        stated = share.value / 100 if share else _fraction(found, language)
        slack = share.step / 200 if share else _TOLERANCE / 2
        rights = _rates(text, found, before, language)
        right = min(rights, key=lambda right: abs(right - stated), default=stated)
        if abs(right - stated) > slack:
            step = share.step if share else Decimal(1)
            yield Mismatch(*found.span("share"), (right * 100).quantize(step))


def _rates(
    text: str, found: re.Match[str], before: Sequence[Figure], language: str
) -> Iterator[Decimal]:
    """Yield the change of two figures, or the shares of the last in others, as the words say."""
    *wholes, part = before
    if found["change"]:
        gap = text[part.end : found.start()]
        joins = pattern("joins", language).search(gap)
        is_points = part.unit == "%" and gap.endswith(", ") and not joins
        is_next = gap.rstrip().endswith(".") if found["this"] else is_points
        move = find_move(text, wholes[-1], part, language) if is_next else None
        if move and move[0]:
            yield abs(move[1] - move[0]) / move[0]
        return
    is_part = count_pattern("of_them_after", language).match(text, part.end) or (
        _pattern("a_part", language).search(text, max(0, part.start - 200), part.start)
    )
    for whole in wholes if is_part else ():
        if whole.unit == part.unit != "%" and part.value <= whole.value > 0:
            yield part.value / whole.value


def texts_with_rates(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a share after its words: “which is”, “an increase of”."""
    table = _lists(language)
    nouns = (*table["before_is_or_of"], *move_words(language))
    return index.with_pair(nouns, table["is_or_of"])


def texts_with_shares(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a share in brackets: "(18 out of 30)"."""
    counts = [edge(w, -1) for w in index.strings if w[0] == "(" and w[1:2].isdigit()]
    return index.with_pair(counts, {w.split()[0] for w in _lists(language)["out_of"]})


def _lists(language: str) -> dict[str, tuple[str, ...]]:
    return load_wordlists(language, "impossible_shares")


@cache
def _worth(language: str) -> dict[str, Decimal]:
    """Return the change of each word as a share: 0.5 for "half", 1 for "doubled"."""
    table = _lists(language)
    words = (*table["fractions"], *table["multiplied"])
    return dict(zip(words, map(Decimal, table["worth"]), strict=True))
