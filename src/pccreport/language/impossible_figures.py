"""Impossible figures: a part above its whole, “all three” of two, an average outside its range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

from pccreport.language.arithmetic import Mismatch
from pccreport.language.figure_words import figured_sentences, pattern
from pccreport.language.figures import Figure, find_counts, starting_numbers
from pccreport.language.moves import find_move, measured
from pccreport.language.word_index import START, WordIndex
from pccreport.language.wordlists import (
    GAP,
    Spans,
    find_pattern,
    load_wordlists,
    search_likely,
)

NEAR = 60
"""Characters before or after a figure in which the words about it are."""
count_pattern = partial(find_pattern, "impossible_figures")
_MAX_EARLIER = 12
"""Figures before a sentence that it may repeat."""


def find_larger_parts(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each part that is more than its whole: "Of the 45 cases, 53 led to a plan"."""
    earlier: list[Figure] = []
    for start, figures in figured_sentences(text, language, 1):
        counts = [f for f in figures if f.unit in ("", "£")]
        for i, part in enumerate(counts):
            last, out_of = counts[max(i - 1, 0)], count_pattern("out_of", language)
            is_less = last.value > part.value
            if is_less and out_of.fullmatch(text, last.end, part.start):
                yield Mismatch(last.start, last.end, part.value)
            same_unit = [f.value for f in counts[:i] or earlier if f.unit == part.unit]
            bound = max if i else min
            if not same_unit or part.value <= bound(same_unit):
                continue  # as most are, whose words are then not searched
            if count_pattern("in", language).fullmatch(text, last.end, part.start):
                continue  # “Two in three of those asked”
            if pattern("in_all", language).match(text, part.end):
                continue  # “a fine of £120, £1,940 in total”
            wholes = _wholes(text, start, counts[:i], part, earlier, language)
            values = [f.value for f in wholes if f.unit == part.unit]
            if values and part.value > max(values):
                yield Mismatch(part.start, part.end, max(values))
        earlier = counts or earlier


def _wholes(  # noqa: PLR0913, PLR0917
    text: str,
    start: int,
    before: list[Figure],
    part: Figure,
    earlier: list[Figure],
    language: str,
) -> list[Figure]:
    """Return the figures of which one may be the whole of a part, by the words around the part."""
    nearby = max(start, part.start - NEAR)
    if before and (
        search_likely(
            text, (nearby, part.start), "impossible_figures", "of_whom", language
        )
        or (
            text[part.start - 2 : part.start] in {", ", " ("}
            and count_pattern("of_whom_after", language).match(text, part.end)
        )
    ):
        return before
    of_them = count_pattern("of_them_after", language).match(text, part.end)
    if of_them or not count_pattern("after_a_part", language).match(text, part.end):
        comparable = [f for f in before or earlier if part.value < f.value * 2]
        return comparable if of_them else []
    if before:
        of_those = count_pattern("of_all", language).search(
            text, nearby, before[-1].start
        )
        soon = count_pattern("soon", language)
        if of_those and soon.fullmatch(text, before[-1].end, part.start):
            return before[-1:]
        starts = count_pattern("of_all", language).fullmatch(
            text, start, before[0].start
        )
        return before if len(before) == 1 and starts else []
    of = count_pattern("of_them", language).match(text, start, part.start)
    if not of or not count_pattern("soon", language).fullmatch(
        text, of.end(), part.start
    ):
        return []
    noun = re.escape(of["noun"] or "")
    counted = re.compile(rf"{GAP}(?:[\w-]+{GAP}){{0,2}}?{noun}(?!\w)")
    return [f for f in earlier if not noun or counted.match(text, f.end)]


def find_wrong_differences(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each stated difference of two figures that is wrong: "1,112, 38 more than the 1,084"."""
    for name, i, words in (
        ("more_than_the", 1, "than_the"),
        ("from_to_by", 2, "points"),
        ("by_from", 1, "points"),
    ):
        is_likely = any(word in text for word in _lists(language)[words])
        for found in count_pattern(name, language).finditer(text) if is_likely else ():
            figures = [Decimal(figure.replace(",", "")) for figure in found.groups()]
            stated = figures.pop(i)
            difference = abs(figures[0] - figures[1])
            is_wrong = stated != difference and name != "more_than_the"
            if is_wrong or _is_slip(stated, difference):
                yield Mismatch(*found.span(i + 1), difference)


def find_figures_twice(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each figure in brackets that differs from the one it repeats: "twelve (14) volunteers"."""
    for first, second in pairwise(find_counts(text, language)):
        is_again = text[first.end : second.start] == " (" and text.startswith(
            ")", second.end
        )
        is_same = first.unit == second.unit and (first.unit or first.words.isalpha())
        is_tenth = first.unit == "£" and first.value == second.value * 10
        if is_again and is_same and (is_tenth or _is_slip(first.value, second.value)):
            yield Mismatch(second.start, second.end, first.value)


def _is_slip(first: Decimal, second: Decimal) -> bool:
    """Return whether two values differ, but by so little that they were meant to be equal."""
    return first != second and first < second * 2 and second < first * 2


def find_wrong_changes(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each stated change of a count that is wrong: "grew by 24, from 310 to 344", "310 to 344, up 24"."""
    for start, figures in figured_sentences(text, language, 3):
        for a, b, c in zip(figures, figures[1:], figures[2:], strict=False):
            if {f.unit for f in (a, b, c)} not in ({""}, {"£"}):
                continue
            near, gap = max(start, a.start - NEAR), text[a.end : b.start]
            is_one = len(gap) <= NEAR and not pattern("joins", language).search(gap)
            # Most are no rise or fall, and the words around them are not searched.
            if is_one and (move := find_move(text, b, c, language)):
                change = a
                is_by = count_pattern("moved_by", language).search(text, near, a.start)
            elif move := find_move(text, a, b, language):
                change = c
                is_by = count_pattern("up_by", language).fullmatch(text, b.end, c.start)
            else:
                continue
            difference = abs(move[1] - move[0])
            is_exact = not any(f.scale for f in (a, b, c))
            if is_by and is_exact and change.value != difference:
                yield Mismatch(change.start, change.end, difference)


def texts_with_parts(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a part and its whole: “of the 45”, “of whom”, “Of the cases”."""
    table, numbers = _lists(language), starting_numbers(index, language)
    of, whom = table["of"], [words.split() for words in table["of_whom"]]
    between = " ".join((*table["out_of"], *table["the"])).split()
    signs = "\n", *map(str.title, of)  # of “Of” at the start of a sentence
    texts = enumerate(index.texts)
    return (
        index.with_pair(of, {*between, *numbers}) & index.with_pair(between, numbers)
        | index.with_pair((first for first, _ in whom), (last for _, last in whom))
        | index.with_pair(of, table["these"])
        | index.with_pair((START,), of)
        | sum(1 << n for n, text in texts if any(sign in text for sign in signs))
    )


def texts_with_repeated_counts(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a number after “all” or “the”."""
    table = _lists(language)
    before = (*table["all"], *table["those"], *table["rest"])
    return index.with_pair(before, starting_numbers(index, language))


def texts_with_figures_twice(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a number in brackets after a space: “(14)”."""
    numbers, words = starting_numbers(index, language), index.first_words
    aside = (w for w in index.strings if w[0] == "(" and words[w] in numbers)
    return index.with_strings(aside)


def find_unlike_counts(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each repeated count that differs: "Two officers joined. All three have …".

    Of two parts of a whole, the second: "We saw 52. Thirty passed, and the 12 that failed …".
    """
    earlier: list[tuple[Figure, str]] = []
    list_of, ended = count_pattern("list", language), 0
    table = _lists(language)
    for start, figures in figured_sentences(text, language, 1):
        counts = [f for f in figures if not f.unit]
        earlier = earlier[-_MAX_EARLIER:]
        before_it = [*earlier]
        for i, count in enumerate(counts):
            after = count_pattern("counted", language).match(text, count.end)
            noun, verb = after.groups("") if after else ("", "")
            nearby = max(start, count.start - NEAR)
            before = count_pattern("again", language).search(text, nearby, count.start)
            candidates = earlier if before and before["all"] else before_it
            same_noun = [e for e in candidates if not noun or e[1] == noun]
            earlier_values = {f.value for f, _ in earlier}
            is_new = count.value > 1 and count.value not in earlier_values
            if before and is_new and len(same_noun) == 1:
                whole, _ = same_noun[0]
                is_all = before["all"] and verb in table["have"]
                is_alone = noun or not list_of.search(text, ended, start)
                part = counts[i - 1].value if i == 1 else 0
                begins = text[start : count.start].strip() in table["begins"]
                is_same = begins and count_pattern("these_now", language).match(
                    text, count.end
                )
                is_rest = part and count_pattern("that", language).match(
                    text, count.end
                )
                if is_rest and part < whole.value > count.value:
                    right = whole.value - part
                    if right != count.value and abs(right - count.value) * 4 < right:
                        yield Mismatch(count.start, count.end, right)
                elif (is_all and is_alone) or (len(before_it) == 1 and is_same):
                    yield Mismatch(count.start, count.end, whole.value)
            earlier.append((count, noun))
        ended = start


def find_wrong_averages(text: str, language: str = "en-GB") -> Iterator[Mismatch]:
    """Yield each average outside its range, or that is wrong: "12 talks to 300 people, an average of 35 at each"."""
    for found in count_pattern("least_most", language).finditer(text):
        minimum, maximum, mean = (Decimal(found[n]) for n in ("least", "most", "mean"))
        units = {*filter(None, (found["unit"], found["other"]))}
        if minimum < maximum and not minimum <= mean <= maximum and len(units) < 2:
            yield Mismatch(*found.span("mean"), max(minimum, min(mean, maximum)))
    rest = _lists(language)["rest"]
    for _, (groups, total, average, *_) in figured_sentences(text, language, 3):
        gap, near = text[groups.end : average.start], max(0, groups.start - NEAR)
        each = count_pattern("each", language).match(text, average.end)
        is_mean = each and count_pattern("an_average_of", language).search(gap)
        is_comparable = total.unit == average.unit and groups.value and not groups.unit
        if each and is_mean and is_comparable:
            right = (total.value / groups.value).quantize(average.step)
            is_near = abs(right - average.value) <= average.step
            is_same = all((each[name] or "") in gap for name in ("noun", "group"))
            is_rest = text[near : groups.start].rstrip().endswith(rest)
            if is_same and not (is_rest or is_near) and _is_slip(right, average.value):
                yield Mismatch(average.start, average.end, right)


def find_missed_targets(text: str, language: str = "en-GB") -> Spans:
    """Yield each figure that does not meet the target it is said to meet: "18 hours, inside 20 minutes"."""
    table = _lists(language)
    for figure, target in pairwise(find_counts(text, language, lengths=True)):
        between = count_pattern("target", language).fullmatch(
            text, figure.end, target.start
        )
        is_named = between and (
            between["named"]
            or count_pattern("named_after", language).match(text, target.end)
        )
        value, goal = (measured(text, f, language) for f in (figure, target))
        if not between or not is_named or value[1] != goal[1]:
            continue
        relation = " ".join(between["how"].casefold().split())
        # "3% above the target" is the distance from the target.
        is_aside = "," in between[0] or between["which"]
        if (
            (relation in table["inside"] and value > goal)
            or (is_aside and relation in table["under"] and value >= goal)
            or (is_aside and relation in table["over"] and value <= goal)
        ):
            yield figure.start, target.end
    if any(words in text for words in table["met"]):
        for found in count_pattern("target_met", language).finditer(text):
            if Decimal(found["value"]) < Decimal(found["goal"]):
                yield found.start("goal"), found.end()


def _lists(language: str) -> dict[str, tuple[str, ...]]:
    return load_wordlists(language, "impossible_figures")
