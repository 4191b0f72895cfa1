"""What a reader must not miss where one text became another.

In this order: figures that are others, a "not" that came or went, a promise that was dropped, and
a name or a year that is another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pccreport.language.dates import find_dates
from pccreport.language.figures import Figure, changed_figures, find_figures
from pccreport.language.sentences import split_sentences
from pccreport.language.word_overlap import share_of_words
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_SAME_SENTENCE = 0.5
"""From this share of words on, a sentence is still there."""
_NAME = r"(?<![\w'’])[A-Z][\w'’-]+"


Amounts = frozenset[tuple[Decimal, str]]
"""The values and units of figures."""


class Telling(StrEnum):
    """What kind of a change it is."""

    FIGURES = "figures"
    NEGATION = "negation"
    PROMISE = "promise"
    NAME = "name"


class TellingChange(NamedTuple):
    """A change that a reader must not miss, with the words that went and those that came."""

    kind: Telling
    old: tuple[str, ...]
    new: tuple[str, ...]
    is_grave: bool = False
    """True of figures that are about deaths or money."""


def telling_changes(
    old: str,
    new: str,
    language: str = "en-GB",
    elsewhere: Callable[[], tuple[Amounts, Amounts]] | None = None,
) -> Iterator[TellingChange]:
    """Yield what is telling in a change from one text to another, in the order above.

    Of figures that only went, or only came, those about deaths or money count, but not if they are
    `elsewhere`: among what else went, and what else came.
    """
    old_figures, new_figures = changed_figures(old, new, language)
    removed, added = (
        [f for f in figures if not f.is_year] for figures in (old_figures, new_figures)
    )
    if elsewhere and bool(removed) != bool(added):
        removed = [f for f in removed if f.amount not in elsewhere()[1]]
        added = [f for f in added if f.amount not in elsewhere()[0]]
    is_grave = any(_is_grave(f, old, language) for f in removed)
    is_grave = is_grave or any(_is_grave(f, new, language) for f in added)
    if is_grave or (removed and added):
        old_words, new_words = (
            tuple(f.words for f in figures) for figures in (removed, added)
        )
        yield TellingChange(Telling.FIGURES, old_words, new_words, is_grave)
    old_words, new_words = _only(_negations(old, language), _negations(new, language))
    if old_words or new_words:
        yield TellingChange(Telling.NEGATION, old_words, new_words)
    if dropped := tuple(_dropped_promises(old, new, language)):
        yield TellingChange(Telling.PROMISE, dropped, ())
    years, years_now = (
        [f.words for f in figures if f.is_year]
        for figures in (old_figures, new_figures)
    )
    for figures in (_names(old, new, language), (years, years_now)):
        old_words, new_words = _only(*figures)
        if old_words and new_words:
            yield TellingChange(Telling.NAME, old_words, new_words)
            return


def amounts_in(texts: Iterable[str], language: str = "en-GB") -> Amounts:
    """Return the amounts of the figures in some texts."""
    return frozenset(f.amount for text in texts for f in find_figures(text, language))


def _is_grave(figure: Figure, text: str, language: str) -> bool:
    around = (
        s for s in split_sentences(text, language) if s.start <= figure.start < s.end
    )
    deaths = _pattern(language, "deaths")
    is_money = figure.unit not in ("", "%")
    return is_money or any(deaths.search(text, s.start, s.end) for s in around)


def _negations(text: str, language: str) -> list[str]:
    ends = any_word_pattern(load_wordlists(language, "telling_changes")["negated"])
    plain = text.replace("’", "'")
    words = _pattern(language, "negations").findall(plain)
    return [*map(str.casefold, words), *re.findall(rf"\w+{ends}\b", plain)]


def _dropped_promises(old: str, new: str, language: str) -> Iterator[str]:
    sentences = [new[s.start : s.end] for s in split_sentences(new, language)]
    for span in split_sentences(old, language):
        sentence = old[span.start : span.end]
        if sentence in new:
            continue
        has_date = _has_deadline(sentence, language)
        if has_date or _pattern(language, "promises").search(sentence):
            same = [
                s for s in sentences if share_of_words(sentence, s) >= _SAME_SENTENCE
            ]
            if not same or (
                has_date and not any(_has_deadline(s, language) for s in same)
            ):
                yield sentence


def _has_deadline(sentence: str, language: str) -> bool:
    """Return whether a sentence has a date by which something is to be done."""
    if not _pattern(language, "by").search(sentence):
        return False
    by = _pattern(language, "by", after=rf"{GAP}(?:\w+{GAP}){{0,3}}$")
    return any(by.search(sentence, 0, d.start) for d in find_dates(sentence, language))


def _names(old: str, new: str, language: str) -> tuple[list[str], list[str]]:
    """Return the words of two texts with a capital that do not start a sentence."""
    found = [[*re.finditer(_NAME, text)] for text in (old, new)]
    old_names, new_names = ([name[0] for name in names] for names in found)
    if old_names == new_names:
        return [], []
    for text, names, words in ((old, found[0], old_names), (new, found[1], new_names)):
        starts = {sentence.start for sentence in split_sentences(text, language)}
        words[:] = [name[0] for name in names if name.start() not in starts]
    return old_names, new_names


def _only(
    old: Sequence[str], new: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that only the one and only the other has."""
    old_counts, new_counts = Counter(old), Counter(new)
    return tuple((old_counts - new_counts).elements()), tuple(
        (new_counts - old_counts).elements()
    )


@cache
def _pattern(language: str, name: str, after: str = r"\b") -> re.Pattern[str]:
    words = load_wordlists(language, "telling_changes")[name]
    return re.compile(rf"\b{any_word_pattern(words)}{after}", re.IGNORECASE)
