"""Rises and falls: two figures, and words for the direction from one to the other."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.figure_words import CLOSE, figured_sentences, pattern
from pccreport.language.figures import Figure, starting_numbers, unit_of_time
from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import load_wordlists, may_match, search_likely

_MAX_DISTANCE = 100
"""Characters between the two figures of a rise or fall, including its dates."""


class WrongDirection(NamedTuple):
    """Two figures that move in the other direction than the words before them."""

    start: int
    end: int
    falls: bool
    """True if the figures fall, and the words are for a rise."""


@cache
def move_words(language: str = "en-GB") -> tuple[str, ...]:
    """Return the words for a rise or a fall."""
    table = load_wordlists(language, "arithmetic")
    names = ("up", "down", "better", "worse", "more")
    return tuple(word for name in names for word in table[name])


def texts_with_moves(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have two figures of a rise or a fall: “from 9 to 7”, “7, against 9”."""
    table = load_wordlists(language, "arithmetic")
    about = {edge(phrase, 0) for phrase in table["about"]}
    after = {*starting_numbers(index, language), *about, "an"}
    moving = index.with_pair(table["from"], after)
    return index.with_any(move_words(language)) & (
        moving | index.with_substrings(table["against"])
    )


def find_direction_mismatches(
    text: str, language: str = "en-GB"
) -> Iterator[WrongDirection]:
    """Yield each "rose from 9 to 7", at the two figures."""
    more = load_wordlists(language, "arithmetic")["more"]
    is_compared = ": " in text
    if not is_compared and last_move(text, language, "%") is None:
        return  # as in most texts, whose figures are then not read
    for begin, figures in figured_sentences(text, language, 2, lengths=True):
        # “93% within ten seconds, compared with 88%”
        shares = [f for f in figures if f.unit == "%"]
        for first, second in dict.fromkeys((*pairwise(figures), *pairwise(shares))):
            nearby = max(begin, first.start - _MAX_DISTANCE)
            unit = unit_of_time(text, second, language)
            is_up = last_move(text[nearby : first.start], language, unit or first.unit)
            opening = text[begin : first.start].casefold() if is_compared else ""
            if opening.startswith(more) and opening.endswith(": "):
                is_up = True  # “More were informed: 79%, compared with 84%”
            move = is_up is not None and find_move(text, first, second, language)
            if move and unit_of_time(text, first, language) not in {"", unit}:
                # From 2 hours to 50 minutes; an hour may be followed by minutes.
                (old, a), (new, b) = (
                    measured(text, f, language) for f in (first, second)
                )
                is_clear = a == b and not old < new * 2 < old * 4
                move = (old, new) if is_clear and move[0] == first.value else None
            if move and move[0] != move[1] and is_up is (move[1] < move[0]):
                yield WrongDirection(first.start, second.end, is_up)


def measured(text: str, figure: Figure, language: str) -> tuple[Decimal, str]:
    """Return the value of a figure and its unit; lengths of time are in seconds."""
    table = load_wordlists(language, "arithmetic")
    seconds = dict(pair.split("/") for pair in table["seconds"])
    factor = seconds.get(unit_of_time(text, figure, language))
    return (figure.value * Decimal(factor), "s") if factor else figure.amount


def last_move(text: str, language: str, unit: str = "") -> bool | None:
    """Return whether the last word for a move in a text is for a rise, or None if there is none.

    With a unit, words for better and worse count too: better is a higher percentage, or a shorter time.
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
    """Return whether each word is for a rise, whether each is for the better, and what is better if less."""
    table = load_wordlists(language, "arithmetic")
    moves, judged = (
        dict.fromkeys(table[no], False) | dict.fromkeys(table[yes], True)
        for no, yes in (("down", "up"), ("worse", "better"))
    )
    return moves, judged, frozenset(table["less_is_better"])


def find_move(
    text: str, first: Figure, second: Figure, language: str
) -> tuple[Decimal, Decimal] | None:
    """Return the old and the new value of "from 9 to 7" or "7, against 9", or None."""
    gap = text[first.end : second.start]
    if first.unit != second.unit or len(gap) > _MAX_DISTANCE or ";" in gap:
        return None

    def is_before(name: str) -> bool:
        nearby = max(0, first.start - CLOSE), first.start
        return search_likely(text, nearby, "arithmetic", name, language) is not None

    if is_before("from"):
        # “from 1.2 to 1.5 million”
        scale = (
            second.scale
            if not first.scale and first.value < second.value.scaleb(-second.scale) * 10
            else 0
        )
        is_to = pattern("to", language).search(gap)
        return (first.value.scaleb(scale), second.value) if is_to else None
    # “to 81%, compared with 77% last year”, not “compared with 77% in other areas”
    names = ["from"] if is_before("to") else ["against"]
    if names == ["from"] and may_match(gap, "arithmetic", "against", language=language):
        names += ["compared"] * bool(pattern("then", language).match(text, second.end))
    if not any(pattern(name, language).search(gap) for name in names):
        return None
    # “aged from 14 to 25, and heard from 90”, “(6 against 8), but thefts went up from 9 to 14”
    is_next = pattern("to_next", language).match(text, second.end)
    return None if is_next or is_before("from_to") else (second.value, first.value)
