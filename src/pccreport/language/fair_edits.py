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

from pccreport.language.dates import find_dates
from pccreport.language.figures import changed_figures, find_figures
from pccreport.language.locale_data import load_locale
from pccreport.language.word_diff import is_word, tokenise
from pccreport.language.wordlists import any_word_pattern, load_wordlists

_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")
_SHORTEST, _FOR_PLACES = 4, 7
"""Letters of a word that may be misspelt, and of one with two that change places."""


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
    text = re.sub(rf"(\d)\s*(?:{signs})(?!\w)", r"\1%", text)
    return [word for word in tokenise(text) if is_word(word)]


def normal_word(word: str) -> str:
    """Return what words have in common that differ in case, hyphens or quotation marks only.

    A sum with pence is the same as one without: “£12.50”, “12.5”.
    """
    if any(map(str.isdigit, word)):
        figure = re.sub(r"(?<=\d),(?=\d{3})", "", word.casefold()).strip(".,-/£$€")
        return re.sub(r"(?<=\d)(\.\d*?)0+\Z", r"\1", figure).rstrip(".")
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
    spellings: list[tuple[str, str]] = []
    changed: tuple[list[str], list[str]] = [], []
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
            changed[0].extend(gone)
            changed[1].extend(come)
    weight = _weight((old, new), changed, known, language) if any(changed) else None
    if has_other_signs(old, new, language):
        weight = Weight.FIGURE
    return JudgedEdit(weight, tuple(spellings))


def has_other_signs(old: str, new: str, language: str = "en-GB") -> bool:
    """Return whether figures have another currency, or are below zero in one text only."""
    gone, come = changed_figures(old, new, language)
    return any(figure.value < 0 for figure in (*gone, *come)) or any(
        one.value == other.value and one.unit and other.unit
        for one in gone
        for other in come
    )


def _weight(
    texts: tuple[str, str],
    changed: tuple[Sequence[str], Sequence[str]],
    known: Container[str],
    language: str,
) -> Weight | None:
    """Return what words that became others are about, or None for figures in other forms: “7”, “seven”."""
    old, new = map(Counter, changed)
    sides = old - new, new - old
    words = [*sides[0], *sides[1]]
    numbers = [word for word in words if find_figures(word, language)]
    gone, come = changed_figures(*texts, language)
    if numbers and not all(figure.is_year for figure in (*gone, *come)):
        return Weight.FIGURE
    if any(_plain(word) in _list("negations", language) for word in words):
        return Weight.NEGATION
    months = {month.casefold() for month in load_locale(language).months}
    days, days_now = ({d[2:] for d in find_dates(text, language)} for text in texts)
    named = any(_YEAR.fullmatch(word) or word.casefold() in months for word in words)
    if named or days != days_now:
        return Weight.DATE
    if numbers and len(numbers) == len(words):
        return None
    if all(any(_is_name(word, known) for word in side) for side in sides):
        return Weight.NAME
    return Weight.WORDING


def _is_name(word: str, known: Container[str]) -> bool:
    return word[:1].isupper() and word.casefold() not in known


def _is_spelling(old: str, new: str, known: Container[str], language: str) -> bool:
    one, other = normal_word(old), normal_word(new)
    if one == other:
        return True
    both = f"{old} {new}"
    if re.search(r"\d", both) or find_figures(both, language):
        return False
    if not _list("negations", language).isdisjoint(map(_plain, (old, new))):
        return False
    if any(_is_name(word, known) for word in (old, new)) or one[:1] != other[:1]:
        return False
    are_words = (one in known and other in known) or _are_confused(one, other, language)
    if are_words or min(len(one), len(other)) < _SHORTEST:
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
        is_put_right = right in known and wrong not in known
        return is_put_right and any(
            wrong[:i] + wrong[i + 1] + wrong[i] + wrong[i + 2 :] == right
            for i in range(len(wrong) - 1)
            if len(wrong) >= _FOR_PLACES
        )
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _are_confused(one: str, other: str, language: str) -> bool:
    pairs = _list("confused", language)
    return f"{one} {other}" in pairs or f"{other} {one}" in pairs


@cache
def _list(name: str, language: str) -> frozenset[str]:
    return frozenset(load_wordlists(language, "fair_edits")[name])
