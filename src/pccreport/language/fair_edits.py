"""The weight of an edit: a changed figure, name or meaning, or only spelling and punctuation.

A corrected spelling differs inside the word, by one letter more or fewer or by two that are swapped.
“Trail” and “trial” are two words, and so are “adapted” and “adopted”: of swapped letters, the right
word must occur elsewhere and the wrong one must not.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import IntEnum, auto
from functools import cache, partial
from typing import NamedTuple

from pccreport.language.dates import find_dates
from pccreport.language.figures import changed_figures, find_figures
from pccreport.language.locale_data import load_locale
from pccreport.language.word_diff import is_word, tokenise
from pccreport.language.wordlists import any_word_pattern, load_wordlists, word_patterns

_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")
_MIN_LENGTH, _MIN_SWAPPED_LENGTH = 4, 7
"""Least letters of a word that may be misspelt, and of one with two swapped letters."""

_MIN_LEFT_OUT = 2
"""Least words that were left out without any in their place, such as “up to”."""
_SIMILAR = 0.55
"""The share of letters that two similar words have in common."""


class Weight(IntEnum):
    """The subject of a change, the weightiest first."""

    FIGURE = auto()
    SWAPPED_FIGURES = auto()
    NEGATION = auto()
    DIRECTION = auto()
    """A word became its opposite: “rose”, “fell”."""
    QUANTITY = auto()
    NAME = auto()
    SWAPPED_NAMES = auto()
    LEFT_OUT = auto()
    DATE = auto()
    WORD = auto()
    """One word that looks like another: “trial”, “trail”."""
    WORDING = auto()


class JudgedEdit(NamedTuple):
    """The difference between two texts."""

    weight: Weight | None
    """The weightiest change, or None if the meaning is the same."""
    spellings: tuple[tuple[str, str], ...] = ()
    """The old and new word of each corrected spelling."""


def words_of(text: str, language: str = "en-GB") -> list[str]:
    """Return the words of a text; a percentage is one word, also in "12 per cent"."""
    signs = any_word_pattern(load_wordlists(language, "percentages")["signs"])
    text = re.sub(
        rf"(\d)\s*(?:{signs})(?!\w)", r"\1%", _apart_from_units(text, language)
    )
    return [word for word in tokenise(text) if is_word(word)]


def _apart_from_units(text: str, language: str) -> str:
    """Return a text with a space between a number and its unit: “57mph”."""
    units = word_patterns(language, "fair_edits")["units"]
    return re.sub(rf"(?<=\d)(?={units}\b)", " ", text)


def holder_titles(language: str) -> Sequence[str]:
    """Return the titles of the holder of the office, such as “PCC”."""
    return load_wordlists(language, "fair_edits")["holders"]


def is_for_officer(text: str, language: str) -> bool:
    """Return whether a sentence in an update speaks to who puts the report together."""
    words = any_word_pattern(load_wordlists(language, "fair_edits")["to_officer"])
    is_question = text.rstrip(" )”").endswith("?")
    return is_question or re.match(rf"(?i){words}\b", text) is not None


def normal_word(word: str) -> str:
    """Return a key that is the same for words that differ only in case, hyphens or quotation marks.

    Figures differ neither by a currency nor by zeros at the end: “£12.50”, “12.5”.
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
    """Return the weight of the change from one text to another, and its corrected spellings.

    `known` are the words, in lower case, that occur elsewhere: another word with a capital letter is
    a name. `rejoined` is True if a text was split or joined: then added conjunctions do not count.
    """
    old, new = (_apart_from_units(text, language) for text in (old, new))
    old_words, new_words = words_of(old, language), words_of(new, language)
    normal = [*map(normal_word, old_words)], [*map(normal_word, new_words)]
    matcher = SequenceMatcher(None, *normal, autojunk=False)
    spellings: list[tuple[str, str]] = []
    changed: tuple[list[str], list[str]] = [], []
    joining = load_wordlists(language, "fair_edits")["joining"] if rejoined else ()
    for tag, i, k, j, m in matcher.get_opcodes():
        removed, added = old_words[i:k], new_words[j:m]
        # “follow-up” and “follow up”; but “1 25” is not “125”.
        joined = "".join(normal[0][i:k])
        is_same = joined == "".join(normal[1][j:m]) and not re.search(r"\d", joined)
        if tag == "equal" or is_same:
            continue
        pairs = [*zip(removed, added, strict=False)]
        are_pairs = len(removed) == len(added)
        if are_pairs and all(_is_spelling(*p, known, language) for p in pairs):
            spellings += [p for p in pairs if normal_word(p[0]) != normal_word(p[1])]
        elif not {*map(normal_word, (*removed, *added))} <= {*joining}:
            changed[0].extend(removed)
            changed[1].extend(added)
    weight = _weight((old, new), changed, known, language) if any(changed) else None
    swapped = _swapped((old_words, new_words), known, language) if weight else None
    weight = swapped if swapped and not (weight and weight < swapped) else weight
    if has_other_signs(old, new, language):
        weight = Weight.FIGURE
    return JudgedEdit(weight, tuple(spellings))


def without_years(text: str, other: str, years: Sequence[str], language: str) -> str:
    """Return a text without the usual years after its months, if another has no year there."""
    month = any_word_pattern(load_locale(language).months)
    is_dated = re.search(rf"{month}\s+{_YEAR.pattern}", other)
    if is_dated or not years:
        return text
    return re.sub(rf"\b({month})\s+{any_word_pattern(years)}(?![\w/])", r"\1", text)


def _swapped(
    sides: tuple[Sequence[str], Sequence[str]], known: Container[str], language: str
) -> Weight | None:
    """Return the weight of figures, directions or names that changed places, or None."""
    [moves] = load_wordlists(language, "fair_edits")["moves"]
    kinds: dict[Weight, Callable[[str], object]] = {
        Weight.SWAPPED_FIGURES: partial(find_figures, language=language),
        Weight.DIRECTION: lambda word: _ways([word], moves),
        Weight.SWAPPED_NAMES: lambda word: _is_name(word, known, language),
    }
    for weight, is_one in kinds.items():
        own = [[normal_word(x) for x in side if is_one(x)] for side in sides]
        if own[0] != own[1] and sorted(own[0]) == sorted(own[1]):
            old, new = ([*map(normal_word, side)] for side in sides)
            masked = [["" if is_one(x) else normal_word(x) for x in y] for y in sides]
            matcher = SequenceMatcher(None, masked[0], masked[1], autojunk=False)
            for i, j, size in matcher.get_matching_blocks():
                # In the same words, so that this is not only another order of clauses.
                if size > 1 and old[i : i + size] != new[j : j + size]:
                    return weight
    return None


def has_other_signs(old: str, new: str, language: str = "en-GB") -> bool:
    """Return whether a figure has another currency, or is negative in one text only."""
    removed, added = changed_figures(old, new, language)
    return any(figure.value < 0 for figure in (*removed, *added)) or any(
        a.value == b.value and a.unit and b.unit for a in removed for b in added
    )


def _weight(
    texts: tuple[str, str],
    changed: tuple[Sequence[str], Sequence[str]],
    known: Container[str],
    language: str,
) -> Weight | None:
    """Return the weight of changed words, or None for figures in another form: “7”, “seven”."""
    removed_added = _without(*changed), _without(*reversed(changed))
    words = [*removed_added[0], *removed_added[1]]
    numbers = [word for word in words if find_figures(word, language)]
    removed, added = changed_figures(*texts, language)
    if numbers and not all(figure.is_year for figure in (*removed, *added)):
        return Weight.FIGURE
    if turned := _turned(*removed_added, language):
        return turned
    months = {month.casefold() for month in load_locale(language).months}
    days, days_now = ({d[2:] for d in find_dates(text, language)} for text in texts)
    has_date = any(_YEAR.fullmatch(word) or word.casefold() in months for word in words)
    heavy = {*map(str.casefold, removed_added[0])} - _list("joining", language)
    if heavy and len(removed_added[0]) >= _MIN_LEFT_OUT and not removed_added[1]:
        return Weight.LEFT_OUT
    if has_date or days != days_now:
        return Weight.DATE
    if numbers and len(numbers) == len(words):
        return None
    return _weight_of_words(*removed_added, known, language)


def _turned(
    removed: Sequence[str], added: Sequence[str], language: str
) -> Weight | None:
    """Return the weight of a word that turns a sentence round, or None."""
    if not _list("negations", language).isdisjoint(map(_plain, (*removed, *added))):
        return Weight.NEGATION
    for kind, _, _ in turned_words(removed, added, language):
        return Weight.QUANTITY if kind == "quantities" else Weight.DIRECTION
    return None


def turned_words(
    removed: Sequence[str], added: Sequence[str], language: str
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield the words that became their contrary, or more or fewer, with the name of their list."""
    for kind in ("moves", "opposites", "quantities"):
        for ways in load_wordlists(language, "fair_edits")[kind]:
            old, new = (_ways(side, ways) for side in (removed, added))
            if old and new and old.isdisjoint(new):
                gone, came = (
                    tuple(word for word in side if _ways([word], ways))
                    for side in (removed, added)
                )
                yield kind, gone, came


def _ways(words: Iterable[str], ways: str) -> set[int]:
    """Return which of some ways to go words have: “rose up / fell down”."""
    of_words = {*map(str.casefold, words)}
    return {n for n, way in enumerate(ways.split(" / ")) if of_words & {*way.split()}}


def _without(words: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the words that are not, or not as often, among others."""
    left = Counter(map(normal_word, others))
    found = []
    for word in words:
        left[normal_word(word)] -= 1
        found += [word] if left[normal_word(word)] < 0 else []
    return found


def _weight_of_words(
    removed: Sequence[str], added: Sequence[str], known: Container[str], language: str
) -> Weight:
    sides = (removed, added)
    if all(any(_is_name(word, known, language) for word in side) for side in sides):
        return Weight.NAME
    if len(removed) != 1 or len(added) != 1:
        return Weight.WORDING
    old, new = normal_word(removed[0]), normal_word(added[0])
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio()
    have_digits = old[0].isdigit() and new[0].isdigit()  # “3rd” and “4th”
    return Weight.WORD if ratio > _SIMILAR or have_digits else Weight.WORDING


def _is_name(word: str, known: Container[str], language: str) -> bool:
    small = word.casefold()
    is_word = small in known or small in _list("no_names", language)
    return word[:1].isupper() and not is_word


def _is_spelling(old: str, new: str, known: Container[str], language: str) -> bool:
    wrong, right = normal_word(old), normal_word(new)
    if wrong == right:
        return True
    both = f"{old} {new}"
    if re.search(r"\d", both) or find_figures(both, language):
        return False
    if not _list("negations", language).isdisjoint(map(_plain, (old, new))):
        return False
    has_name = any(_is_name(word, known, language) for word in (old, new))
    if has_name or wrong[:1] != right[:1]:
        return False
    are_words = wrong in known and right in known
    is_short = min(len(wrong), len(right)) < _MIN_LENGTH
    pairs = {f"{wrong} {right}", f"{right} {wrong}"}
    if are_words or is_short or pairs & _list("confused", language):
        return False
    return _are_variants(wrong, right, language) or _is_slip(wrong, right, known)


def _are_variants(old: str, new: str, language: str) -> bool:
    pairs = (pair.split() for pair in _list("variants", language))
    return any(
        old.replace(a, b) == new.replace(a, b) for a, b in pairs if a in old or a in new
    )


def _is_slip(wrong: str, right: str, known: Container[str]) -> bool:
    """Return whether two words differ as by a typing error, but not in the last letter."""
    if len(wrong) == len(right):
        is_put_right = right in known and wrong not in known
        return is_put_right and any(
            wrong[:i] + wrong[i + 1] + wrong[i] + wrong[i + 2 :] == right
            for i in range(len(wrong) - 1)
            if len(wrong) >= _MIN_SWAPPED_LENGTH
        )
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


@cache
def _list(name: str, language: str) -> frozenset[str]:
    return frozenset(load_wordlists(language, "fair_edits")[name])
