"""Words as they are compared, and what is said to the officer."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from pccreport.language.texts.figures import changed_figures
from pccreport.language.texts.word_diff import is_word, tokenise
from pccreport.language.wordlists import find_pattern, load_wordlists

_JOINT = re.compile(r"(?:^|[.!?;,–—-]\s|\band\s)(?:and\s)?$")
"""A text that was joined to another starts after it: “…, and the budget”."""


def words_of(text: str) -> list[str]:
    """Return the words of a text; a percentage is one word, also in "12 per cent"."""
    text = find_pattern("words", "unit_start").sub(" ", text)
    text = find_pattern("words", "percentage").sub(r"\1%", text)
    return [word for word in tokenise(text) if is_word(word)]


def holder_titles() -> Sequence[str]:
    """Return the titles of the holder of the office, such as “PCC”."""
    return load_wordlists("words")["holders"]


def is_for_officer(text: str) -> bool:
    """Return whether a sentence in an update speaks to who puts the report together."""
    is_question = text.rstrip(" )”").endswith("?")
    return is_question or find_pattern("words", "to_officer").match(text) is not None


@cache
def word_key(word: str) -> str:
    """Return a key that is the same for words that differ only in case, hyphens or quotation marks.

    Figures differ neither by a currency nor by zeros at the end: “£12.50”, “12.5”.
    """
    if any(map(str.isdigit, word)):
        figure = re.sub(r"(?<=\d),(?=\d{3})", "", word.casefold()).strip(".,-/£$€")
        return re.sub(r"(?<=\d)(\.\d*?)0+\Z", r"\1", figure).rstrip(".")
    return re.sub(r"[-'’.,/]", "", word.casefold())


@lru_cache(maxsize=10_000)
def compared_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(filter(None, map(word_key, words_of(text))))


def figure_signs_differ(old: str, new: str) -> bool:
    """Return whether a figure has another currency, or is negative in one text only."""
    removed, added = changed_figures(old, new)
    return any(figure.value < 0 for figure in (*removed, *added)) or any(
        a.value == b.value and a.unit and b.unit for a in removed for b in added
    )


def share_within(part: str, whole: str, rest: str) -> float:
    """Return the share of the words of a text that a whole has after its first, besides the rest; 0 if it is no part."""
    part, whole, rest = (text.casefold() for text in (part, whole, rest))
    start = " ".join(part.split()[:2])
    at = whole.find(start)
    if at < 0 or start in rest or not _JOINT.search(whole[:at]):
        return 0.0
    words = Counter(filter(is_word, tokenise(part)))
    others = Counter(tokenise(whole)) - Counter(tokenise(rest))
    return (words & others).total() / words.total()
