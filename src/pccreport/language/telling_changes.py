"""Changes of a text that a reader must not miss.

In this order: changed figures, an added or removed "not", a dropped promise, a changed name, a
changed date, and words that are gone with nothing in their place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import NamedTuple

from pccreport.language.date_changes import date_changes
from pccreport.language.dates import find_date_names, find_dates
from pccreport.language.fair_edits import turned_words
from pccreport.language.figure_changes import corrected_figures, figure_changes
from pccreport.language.figures import Figure, find_figures
from pccreport.language.sentences import split_sentences
from pccreport.language.word_diff import (
    REWRITTEN,
    changed_share,
    diff_tokens,
    is_word,
    tokenise,
)
from pccreport.language.word_overlap import share_of_words
from pccreport.language.wordlists import find_pattern

_pattern = partial(find_pattern, "telling_changes")
_SAME_SENTENCE = 0.5
"""Least share of words that a sentence has in common with the one it became."""
_MIN_LEFT_OUT = 3
"""Fewest words that are left out; they are at least twice as many as the new words of the text."""
_NAME = r"(?<![\w'’])[A-Z](?:(?!['’]s(?!\w))[\w'’-])*(?<!['’-])\b"
_CONTRARIES = (("up", "down"), ("firm", "weak"), ("accused", "free"))
"""Pairs of lists of words; those of the one list say less than those of the other, or the contrary."""

Amounts = frozenset[tuple[Decimal, str]]
"""The values and units of figures."""


class Telling(StrEnum):
    """The kind of a change."""

    FIGURES = "figures"
    NEGATION = "negation"
    PROMISE = "promise"
    NAME = "name"
    DATE = "date"
    LEFT_OUT = "left out"


class TellingChange(NamedTuple):
    """A change that a reader must not miss, with the removed and the added words."""

    kind: Telling
    old: tuple[str, ...]
    new: tuple[str, ...]
    is_grave: bool = False
    """True for figures about deaths, money or targets, and for those that the new text takes back."""


def telling_changes(
    old: str,
    new: str,
    language: str = "en-GB",
    elsewhere: Callable[[], tuple[Amounts, Amounts]] | None = None,
) -> Iterator[TellingChange]:
    """Yield the changes from one text to another that a reader must not miss, in the order above.

    If figures were only removed, or only added, those about deaths or money count. `elsewhere`
    returns the amounts that other texts lost and gained; figures that only moved do not count.
    """
    removed, added = figure_changes(old, new, language)
    if elsewhere and bool(removed) != bool(added):
        removed = [f for f in removed if f.amount not in elsewhere()[1]]
        added = [f for f in added if f.amount not in elsewhere()[0]]
    corrects = bool(corrected_figures(old, new, language))
    is_grave = corrects or any(_is_grave(f, old, language) for f in removed)
    is_grave = is_grave or any(_is_grave(f, new, language) for f in added)
    if is_grave or (removed and added):
        old_words, new_words = (tuple(f.words for f in s) for s in (removed, added))
        yield TellingChange(Telling.FIGURES, old_words, new_words, is_grave)
    old_words, new_words = _only(_negations(old, language), _negations(new, language))
    if not (old_words or new_words or corrects):
        old_words, new_words = _reversed(old, new, language)
    if old_words or new_words:
        yield TellingChange(Telling.NEGATION, old_words, new_words)
    if dropped := tuple(dropped_promises(old, new, language)):
        yield TellingChange(Telling.PROMISE, dropped, ())
    if share_of_words(old, new) >= _SAME_SENTENCE:
        old_words, new_words = _only(*_names(old, new, language))
        if old_words and new_words:
            yield TellingChange(Telling.NAME, old_words, new_words)
        old_words, new_words = date_changes(old, new, language)
        if old_words and new_words:
            yield TellingChange(Telling.DATE, old_words, new_words)
    if left_out := _left_out(old, new):
        yield TellingChange(Telling.LEFT_OUT, left_out, ())


def amounts_in(texts: Iterable[str], language: str = "en-GB") -> Amounts:
    """Return the amounts of the figures in some texts."""
    return frozenset(f.amount for text in texts for f in find_figures(text, language))


def share_joined(part: str, whole: str, rest: str, language: str = "en-GB") -> float:
    """Return the share of the words of a text that a whole has after its first, besides the rest; 0 if it is no part."""
    part, whole, rest = (text.casefold() for text in (part, whole, rest))
    start = " ".join(part.split()[:2])
    at = whole.find(start)
    if at < 0 or start in rest or not _pattern("joint", language).search(whole, 0, at):
        return 0.0
    words = Counter(filter(is_word, tokenise(part)))
    others = Counter(tokenise(whole)) - Counter(tokenise(rest))
    return (words & others).total() / words.total()


def is_about_deaths(text: str, language: str = "en-GB") -> bool:
    """Return whether a text is about deaths."""
    return bool(_pattern("deaths", language).search(text))


def _is_grave(figure: Figure, text: str, language: str) -> bool:
    before_a_target = _pattern("before_a_target", language)
    if figure.unit not in ("", "%") or before_a_target.search(text, 0, figure.start):
        return True
    deaths = _pattern("deaths", language)
    sentences = split_sentences(text, language)
    around = (s for s in sentences if s.start <= figure.start < s.end)
    return any(deaths.search(text, *sentence) for sentence in around)


def _negations(text: str, language: str) -> list[str]:
    plain = _pattern("bounds", language).sub("", text.replace("’", "'"))
    words = _pattern("negations", language).findall(plain)
    return [*map(str.casefold, words), *_pattern("negated", language).findall(plain)]


def _reversed(
    old: str, new: str, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a word and what it became, if that says less, or the contrary: "rose", "fell".

    In a text that is otherwise kept, words about deaths and about the whole count too if all of them
    are gone, and words that limit what is said: "up to", "provisionally".
    """
    texts = old.casefold(), new.casefold()
    found = {
        name: (*_only(*map(_pattern(name, language).findall, texts)),)
        for pair in _CONTRARIES
        for name in pair
    }
    for name, other in (*_CONTRARIES, *(pair[::-1] for pair in _CONTRARIES)):
        (gone, came), (gone_other, came_other) = found[name], found[other]
        if gone and came_other and not (came or gone_other):
            return gone, came_other
    if turned := next(_turned(old, new, language), None):
        return turned
    if share_of_words(*texts) < _SAME_SENTENCE:
        return (), ()
    for name in ("deaths", "wholes"):
        words, kept = map(_pattern(name, language).findall, texts)
        if words and not kept:
            return tuple(words), ()
    gone, came = _only(*map(_pattern("limited", language).findall, texts))
    clauses = (c for c in _left_out(old, new) if any(w in c.casefold() for w in gone))
    return tuple(clauses) or gone, came


def _turned(
    old: str, new: str, language: str
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the words that became their contrary in their place: "slower", "quicker"; "every", "most".

    A word that the other text has as well did not go, or is not new.
    """
    before, after = tokenise(old), tokenise(new)
    found = diff_tokens(before, after, is_word)
    if changed_share(found, before, after, is_word) > REWRITTEN:
        return
    known = [{*map(str.casefold, words)} for words in (before, after)]
    for edit in found:
        removed = [w for w in before[slice(*edit.old)] if w.casefold() not in known[1]]
        added = [w for w in after[slice(*edit.new)] if w.casefold() not in known[0]]
        for _, gone, came in turned_words(removed, added, language):
            yield gone, came


# Each kind of change asks for those of the same two texts.
@lru_cache(maxsize=1)
def _left_out(old: str, new: str) -> tuple[str, ...]:
    """Return the words that are gone with nothing in their place, from a text that is otherwise kept."""
    before, after = tokenise(old), [*map(str.casefold, tokenise(new))]
    small = [*map(str.casefold, before)]
    added = sum(map(str.isalpha, {*after}.difference(small)))
    found = []
    for edit in diff_tokens(small, after, is_word):
        gone = {*filter(is_word, small[slice(*edit.old)])}
        came = {*filter(is_word, after[slice(*edit.new)])}
        lost = len(gone.difference(after))
        if came <= gone and lost >= max(_MIN_LEFT_OUT, 2 * added):
            words = "".join(before[slice(*edit.old)])
            found.append(words.lstrip(" ,;:.–-").rstrip(" ,;:–-"))
    return tuple(found)


def dropped_promises(old: str, new: str, language: str = "en-GB") -> Iterator[str]:
    """Yield the promises that only the old text has, without what is before them in their sentences."""
    promises = _pattern("promises", language)
    sentences = [*_sentences(new, language)]
    for sentence in _sentences(old, language):
        if sentence.rstrip(".") in new:
            continue
        deadlines = _deadlines(sentence, language)
        if deadlines or promises.search(sentence):
            same = [
                s for s in sentences if share_of_words(sentence, s) >= _SAME_SENTENCE
            ]
            days = {day[3:] for s in same for day in find_dates(s, language)}
            if deadlines and deadlines.isdisjoint(days):
                same = [s for s in same if _deadlines(s, language)]
            if not same:
                clause = _pattern("promised", language).search(sentence)
                if clause and not promises.search(sentence, 0, clause.start()):
                    yield sentence[clause.start() :].rstrip(".")
                    continue
                clauses = (c for c in _left_out(old, new) if c in sentence)
                yield next(filter(promises.search, clauses), sentence)


def _sentences(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of a text; these can start with a figure too."""
    for start, end in split_sentences(text, language):
        yield from re.split(r"(?<=[a-z\d]{3}[.!?])\s+(?=[\d£])", text[start:end])


def _deadlines(sentence: str, language: str) -> set[tuple[int | None, ...]]:
    """Return the dates of a sentence that are deadlines."""
    if not _pattern("by", language).search(sentence):
        return set()
    by = _pattern("before_a_date", language)
    dates = find_dates(sentence, language)
    return {day[3:] for day in dates if by.search(sentence, 0, day.start)}


def _names(old: str, new: str, language: str) -> tuple[list[str], list[str]]:
    """Return the words with a capital that one of two texts lacks, and that start no sentence and are of no date."""
    old, new = (text.replace("’", "'") for text in (old, new))

    def names(text: str, other: str) -> list[str]:
        known = {*re.findall(_NAME, other)}
        others = {sentence.start for sentence in split_sentences(text, language)}
        others |= {name.start() for name in find_date_names(text, language)}
        found = (n for n in re.finditer(_NAME, text) if n.start() not in others)
        return [name[0] for name in found if name[0] not in known]

    return names(old, new), names(new, old)


def _only(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Return the words that only the old text has, and those that only the new one has."""
    a, b = Counter(old), Counter(new)
    return (tuple(counts.elements()) for counts in (a - b, b - a))
