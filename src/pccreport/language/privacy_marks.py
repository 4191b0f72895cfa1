"""The words of marks that keep something private: “strictly for internal use only”."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pccreport.language.wordlists import any_word_pattern, load_wordlists


class MarkWord(StrEnum):
    """What a word is in a mark; each value is the name of a list of words."""

    PUBLIC = "public"
    PRIVATE = "private"
    YES = "yes"
    NO = "no"
    NOT = "not"
    OTHER = "other"


@cache
def mark_words(language: str = "en-GB") -> dict[str, MarkWord]:
    """Return what each word is in a line that is nothing but a mark."""
    lists = load_wordlists(language, "privacy_marks")
    return {word: kind for kind in MarkWord for word in lists[kind]}


@cache
def note_words(language: str = "en-GB") -> dict[str, MarkWord]:
    """Return what other words are in a note: “# all of this is private”, “# do not print”."""
    lists = load_wordlists(language, "privacy_marks")
    return {
        **dict.fromkeys(lists["of_a_note"], MarkWord.OTHER),
        **mark_words(language),
        **dict.fromkeys(lists["to_publish"], MarkWord.PUBLIC),
    }


@cache
def after_mark_pattern(language: str = "en-GB") -> re.Pattern[str]:
    """Return a pattern for what ends a mark in a note: a sign, or a reason."""
    reasons = any_word_pattern(
        load_wordlists(language, "privacy_marks")["before_a_reason"]
    )
    return re.compile(rf"\s*(?:[,;.!(–—-]|:(?!\s*\d)|\Z|{reasons}\b)")


@cache
def column_words(language: str = "en-GB") -> dict[str, MarkWord]:
    """Return what other words are in the head of a column: “Sensitive?”, “Include in report?”."""
    lists = load_wordlists(language, "privacy_marks")
    return {
        **dict.fromkeys(lists["asks_if_public"], MarkWord.PUBLIC),
        **dict.fromkeys(lists["asks_if_private"], MarkWord.PRIVATE),
    }


def names_private_file(word: str, language: str = "en-GB") -> bool:
    """Return whether a file with a name that ends in a word is private by it."""
    return word.casefold() in load_wordlists(language, "privacy_marks")["of_a_file"]


@cache
def mark_fields(language: str = "en-GB") -> frozenset[str]:
    """Return what a field that keeps an update private may be called by whoever does not know its name."""
    return frozenset(load_wordlists(language, "privacy_marks")["of_a_field"])
