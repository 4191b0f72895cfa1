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
    figures, figures_now = changed_figures(old, new, language)
    gone, come = ([f for f in row if not f.is_year] for row in (figures, figures_now))
    if elsewhere and bool(gone) != bool(come):
        gone = [f for f in gone if f.amount not in elsewhere()[1]]
        come = [f for f in come if f.amount not in elsewhere()[0]]
    is_grave = any(_is_grave(f, old, language) for f in gone)
    is_grave = is_grave or any(_is_grave(f, new, language) for f in come)
    if is_grave or (gone and come):
        words, words_now = (tuple(f.words for f in row) for row in (gone, come))
        yield TellingChange(Telling.FIGURES, words, words_now, is_grave)
    words, words_now = _only(_negations(old, language), _negations(new, language))
    if words or words_now:
        yield TellingChange(Telling.NEGATION, words, words_now)
    if dropped := tuple(_dropped_promises(old, new, language)):
        yield TellingChange(Telling.PROMISE, dropped, ())
    years, years_now = (
        [f.words for f in row if f.is_year] for row in (figures, figures_now)
    )
    for row in (_names(old, new, language), (years, years_now)):
        words, words_now = _only(*row)
        if words and words_now:
            yield TellingChange(Telling.NAME, words, words_now)
            return


def amounts_in(texts: Iterable[str], language: str = "en-GB") -> Amounts:
    """Return the amounts of the figures in some texts."""
    return frozenset(f.amount for text in texts for f in find_figures(text, language))


def _is_grave(figure: Figure, text: str, language: str) -> bool:
    around = (
        s for s in split_sentences(text, language) if s.start <= figure.start < s.end
    )
    deaths = _words(language, "deaths")
    is_money = figure.unit not in ("", "%")
    return is_money or any(deaths.search(text, s.start, s.end) for s in around)


def _negations(text: str, language: str) -> list[str]:
    ends = any_word_pattern(load_wordlists(language, "telling_changes")["negated"])
    plain = text.replace("’", "'")
    words = _words(language, "negations").findall(plain)
    return [*map(str.casefold, words), *re.findall(rf"\w+{ends}\b", plain)]


def _dropped_promises(old: str, new: str, language: str) -> Iterator[str]:
    sentences = [new[s.start : s.end] for s in split_sentences(new, language)]
    for place in split_sentences(old, language):
        sentence = old[place.start : place.end]
        if sentence in new:
            continue
        has_date = _has_deadline(sentence, language)
        if has_date or _words(language, "promises").search(sentence):
            same = [
                s for s in sentences if share_of_words(sentence, s) >= _SAME_SENTENCE
            ]
            if not same or (
                has_date and not any(_has_deadline(s, language) for s in same)
            ):
                yield sentence


def _has_deadline(sentence: str, language: str) -> bool:
    """Return whether a sentence has a date by which something is to be done."""
    if not _words(language, "by").search(sentence):
        return False
    by = _words(language, "by", after=rf"{GAP}(?:\w+{GAP}){{0,3}}$")
    return any(by.search(sentence, 0, d.start) for d in find_dates(sentence, language))


def _names(old: str, new: str, language: str) -> tuple[list[str], list[str]]:
    """Return the words of two texts with a capital that do not start a sentence."""
    found = [[*re.finditer(_NAME, text)] for text in (old, new)]
    was, present = ([name[0] for name in row] for row in found)
    if was == present:
        return [], []
    for text, row, words in ((old, found[0], was), (new, found[1], present)):
        starts = {place.start for place in split_sentences(text, language)}
        words[:] = [name[0] for name in row if name.start() not in starts]
    return was, present


def _only(
    old: Sequence[str], new: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that only the one and only the other has."""
    was, present = Counter(old), Counter(new)
    return tuple((was - present).elements()), tuple((present - was).elements())


@cache
def _words(language: str, name: str, after: str = r"\b") -> re.Pattern[str]:
    words = load_wordlists(language, "telling_changes")[name]
    return re.compile(rf"\b{any_word_pattern(words)}{after}", re.IGNORECASE)
