"""Which changes of words change what is said, and which are spelling or punctuation.

A spelling is put right inside a word: a letter too few or too many, or two that change places.
“Trial” is no spelling of “trail”, nor “adapted” of “adopted”: of two that change places, the right
word must occur elsewhere and the wrong one must not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.numerals import changed_figures
from pccreport.language.word_diff import is_word, tokenise
from pccreport.language.wordlists import any_word_pattern, load_wordlists

_SHORTEST, _FOR_PLACES = 4, 7
"""Letters of a word that may be misspelt, and of one with two that change places."""
_CURRENCIES = "£$€"
_AMOUNT = re.compile(r"([£$€])\s?(\d[\d,.]*\d|\d)")
_BELOW_ZERO = re.compile(r"(?<![\w\d)–-])[-\u2212–](?=[£$€]?\d)[£$€]?(\d[\d,.]*\d|\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")


class Weight(IntEnum):
    """What a change of words is about, the weightiest first."""

    FIGURE = 0
    NEGATION = 1
    NAME = 2
    DATE = 3
    WORDING = 4


class JudgedEdit(NamedTuple):
    """The difference between two texts."""

    weight: Weight | None
    """The weightiest change, or None if what is said is the same."""
    spellings: tuple[tuple[str, str], ...] = ()
    """The words that are only spelt differently."""


def words_of(text: str, language: str = "en-GB") -> list[str]:
    """Return the words of a text; a percentage is one word, whatever its sign."""
    signs = any_word_pattern(load_wordlists(language, "percentages")["signs"])
    text = re.sub(rf"(\d)[\s\u00a0]*(?:{signs})(?!\w)", r"\1%", text)
    return [word for word in tokenise(text) if is_word(word)]


def normal_word(word: str) -> str:
    """Return what words have in common that differ in case, hyphens or quotation marks only."""
    if any(map(str.isdigit, word)):
        return re.sub(r"(?<=\d),(?=\d{3})", "", word.casefold()).strip(".,-/£$€")
    return re.sub(r"[-'’.,/]", "", word.casefold())


def judge_edit(
    old: str,
    new: str,
    known: Container[str],
    *,
    rejoined: bool = False,
    language: str = "en-GB",
) -> JudgedEdit:
    """Return what the change from one text to another is about.

    `known` are the words, in small letters, that occur elsewhere: what is not among them and
    has a capital letter is a name. If a text was split or joined, words that join do not count.
    """
    was, then = words_of(old, language), words_of(new, language)
    rows = [*map(normal_word, was)], [*map(normal_word, then)]
    matcher = SequenceMatcher(None, *rows, autojunk=False)
    weights: set[Weight] = set()
    spellings: list[tuple[str, str]] = []
    joining = load_wordlists(language, "fair_edits")["joining"] if rejoined else ()
    for tag, i, k, j, m in matcher.get_opcodes():
        gone, come = was[i:k], then[j:m]
        one, other = "".join(rows[0][i:k]), "".join(rows[1][j:m])
        # “follow-up” and “follow up”; but “1 25” is not “125”.
        if tag == "equal" or (one == other and not re.search(r"\d", one)):
            continue
        pairs = [*zip(gone, come, strict=False)]
        if len(gone) == len(come) and all(
            _is_spelling(*p, known, language) for p in pairs
        ):
            spellings += [p for p in pairs if normal_word(p[0]) != normal_word(p[1])]
        elif not {*map(normal_word, (*gone, *come))} <= {*joining}:
            weight = _weight(gone, come, known, language)
            weights |= set() if weight is None else {weight}
    if Weight.FIGURE in weights and not any(changed_figures(old, new, language)):
        # The same figures, in another place of the text.
        weights = {*weights} - {Weight.FIGURE} | {Weight.WORDING}
    if has_other_signs(old, new):
        weights.add(Weight.FIGURE)
    return JudgedEdit(min(weights, default=None), tuple(spellings))


def has_other_signs(old: str, new: str) -> bool:
    """Return whether figures have another currency, or are below zero in one text only."""
    currencies = [{*text} & {*_CURRENCIES} for text in (old, new)]
    if all(currencies) and currencies[0] != currencies[1]:
        return True
    signs = [{number: sign for sign, number in _AMOUNT.findall(t)} for t in (old, new)]
    if any(signs[0][each] != signs[1][each] for each in signs[0].keys() & signs[1]):
        return True
    below = [Counter(_BELOW_ZERO.findall(text)) for text in (old, new)]
    both = {number for row in below for number in row}
    return below[0] != below[1] and any(
        re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text)
        for number in both
        for text, row in zip((old, new), below, strict=True)
        if number not in row
    )


def _weight(
    old: Sequence[str], new: Sequence[str], known: Container[str], language: str
) -> Weight | None:
    """Return what words that became others are about, or None for figures in other forms: “7”, “seven”."""
    one, other = Counter(old), Counter(new)
    words = [*(one - other), *(other - one)]
    figures = [w for w in words if _is_figure(w, language) and not _YEAR.fullmatch(w)]
    if figures and any(changed_figures(" ".join(old), " ".join(new), language)):
        return Weight.FIGURE
    words = [word for word in words if word not in figures]
    if figures and not words:
        return None
    if any(_plain(word) in _list("negations", language) for word in words):
        return Weight.NEGATION
    months = {month.casefold() for month in load_locale(language).months}
    if any(_YEAR.fullmatch(word) or word.casefold() in months for word in words):
        return Weight.DATE
    if all(
        any(_is_name(word, known) for word in row) for row in (one - other, other - one)
    ):
        return Weight.NAME
    return Weight.WORDING


def _is_figure(word: str, language: str) -> bool:
    numbers = (*load_locale(language).numbers, *_list("numbers", language))
    parts = word.casefold().split("-")
    return any(map(str.isdigit, word)) or any(part in numbers for part in parts)


def _is_name(word: str, known: Container[str]) -> bool:
    return word[:1].isupper() and word.casefold() not in known


def _is_spelling(old: str, new: str, known: Container[str], language: str) -> bool:
    one, other = normal_word(old), normal_word(new)
    if one == other:
        return True
    counts = (*(w for w in (old, new) if _is_figure(w, language)),)
    if counts or any(
        _plain(word) in _list("negations", language) for word in (old, new)
    ):
        return False
    if " ".join(sorted((one, other))) in _confused(language):
        return False
    if any(_is_name(word, known) for word in (old, new)) or {one[:1]} != {other[:1]}:
        return False
    if min(len(one), len(other)) < _SHORTEST or (one in known and other in known):
        return False
    return _are_variants(one, other, language) or _is_slip(one, other, known)


def _are_variants(one: str, other: str, language: str) -> bool:
    pairs = (pair.split() for pair in _list("variants", language))
    return any(
        one.replace(a, b) == other.replace(a, b)
        for a, b in pairs
        if a in one or a in other
    )


def _is_slip(wrong: str, right: str, known: Container[str]) -> bool:
    """Return whether two words differ as a slip of the fingers does, and not at the end."""
    if len(wrong) == len(right):
        apart = [i for i in range(len(wrong)) if wrong[i] != right[i]]
        changed_places = (
            len(apart) == 2
            and apart[1] - apart[0] == 1
            and wrong[apart[0]] == right[apart[1]]
            and wrong[apart[1]] == right[apart[0]]
        )
        is_put_right = right in known and wrong not in known
        return changed_places and is_put_right and len(wrong) >= _FOR_PLACES
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


@cache
def _confused(language: str) -> frozenset[str]:
    """Return the pairs of words that differ by a letter, each in alphabetical order."""
    return frozenset(
        " ".join(sorted(pair.split())) for pair in _list("confused", language)
    )


@cache
def _list(name: str, language: str) -> frozenset[str]:
    return frozenset(load_wordlists(language, "fair_edits")[name])
