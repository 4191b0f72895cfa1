"""The names by which messages call key aims, and those whose work an update is about."""

import re
from collections.abc import Iterable
from functools import cache, partial

from pccreport.language.wordlists import (
    any_word_pattern,
    expand_pattern,
    find_pattern,
    load_wordlists,
)

_find = partial(find_pattern, "aim_headings")


def _word_list(name: str) -> tuple[str, ...]:
    return load_wordlists("aim_headings")[name]


@cache
def _aim_pattern(name: str, label: str, *, others: bool = False) -> re.Pattern[str]:
    """Return a pattern in which NAMES are those of a key aim; `others`, those for what it may be."""
    names = (*aim_names(label), *(_word_list("aim_heads") if others else ()))
    typed = expand_pattern("aim_headings", name)
    return re.compile(typed.replace("NAMES", any_word_pattern(names)), re.IGNORECASE)


def office_names(titles: Iterable[str]) -> list[str]:
    """Return the names of the office of who has one of some titles: “Mayor's office”."""
    return [x.format(title) for title in titles for x in _word_list("offices_of")]


def without_article(name: str) -> str:
    """Return a name without its article: “The Constabulary”."""
    return _find("article").sub("", name)


def aim_names(label: str) -> tuple[str, ...]:
    """Return the names for a key aim in a message: that of the house format, and abbreviations."""
    return (label, *_word_list("aim_abbreviations"))


def is_aim_name(words: str, label: str) -> bool:
    """Return whether the heading of a column is a name for a key aim."""
    return _plain_heading(words) in {name.casefold() for name in aim_names(label)}


def may_head_aims(words: str) -> bool:
    """Return whether the heading of a column may be another name for key aims: “Priority”."""
    return _plain_heading(words) in _word_list("aim_heads")


def _plain_heading(words: str) -> str:
    return re.sub(r"(?<!\W)\W*(?:no|number|\(s\)|#)?\W*\Z", "", words.casefold())


def names_aim_of_all(line: str, label: str) -> bool:
    """Return whether a line names the key aim of all that is sent: “All are for Aim 2”."""
    line = line.replace("’", "'")
    # “Everything for Aim 2 is in our sheet.”
    is_elsewhere = _aim_pattern("aim_elsewhere", label).search(line)
    return bool(_aim_pattern("aim_of_all", label).search(line)) and not is_elsewhere


aim_mention_pattern = partial(_aim_pattern, "aim_mention")
"""Return a pattern for the number of a key aim anywhere in a line: “Roads (KA 2)”."""
aim_heading_pattern = partial(_aim_pattern, "aim_heading")
"""Return a pattern for a line that begins with the number of a key aim: “For KA1: …”, “Aim Two”.

Its groups are the number, the punctuation after it, and the rest. With `others`, the line can begin
with other names for a key aim: “Priority 2”.
"""


def aim_number(words: str) -> str:
    """Return the number of a key aim in figures: “2” for “Two”."""
    names, word = _word_list("number_names"), words.casefold()
    return str(names.index(word) + 1) if word in names else words.lstrip("0")


def strip_heading_start(line: str) -> str:
    """Return a heading without its number and preposition: “3. Roads”, “Priority 3: Roads”, “Re: Roads”."""
    return _find("preposition").sub("", _find("heading_number").sub("", line))


@cache
def is_small_word(word: str) -> bool:
    """Return whether a word of a title has no meaning by itself: “of”."""
    return word in _word_list("small_words")


def is_filler(word: str) -> bool:
    """Return whether a word is of no use in the name of something: “what”, “of”, “did”."""
    return is_small_word(word) or word in _word_list("fillers")
