"""The words of privacy marks: “strictly for internal use only”."""

import re
from enum import StrEnum
from functools import cache, partial

from pccreport.language.wordlists import any_word_pattern, load_wordlists, matcher

offers_choice = matcher("privacy_marks", "choice")
"""Return whether the heading of a column has both answers: “Public or exempt”, “Part 1/Part 2”."""
is_open_answer = matcher("privacy_marks", "open_answer")
"""Return whether a cell says that its row may be printed: “Part 1”, “Not restricted”."""
is_hedged = matcher("privacy_marks", "hedge", anywhere=True)
"""Return whether an answer is no clear one: “Yes, but not till May”."""


class MarkWord(StrEnum):
    """The meaning of a word in a mark; each value is the name of a list of words."""

    PUBLIC = "public"
    PRIVATE = "private"
    YES = "yes"
    NO = "no"
    NOT = "not"
    OTHER = "other"


@cache
def mark_words() -> dict[str, MarkWord]:
    """Return the meaning of each word in a line that is only a mark."""
    lists = load_wordlists("privacy_marks")
    return {word: kind for kind in MarkWord for word in lists[kind]}


@cache
def note_words() -> dict[str, MarkWord]:
    """Return the meaning of each word in a note: “# all of this is private”, “# do not print”."""
    lists = load_wordlists("privacy_marks")
    return {
        **dict.fromkeys(lists["of_a_note"], MarkWord.OTHER),
        **mark_words(),
        **dict.fromkeys(lists["to_publish"], MarkWord.PUBLIC),
    }


@cache
def end_of_mark_pattern() -> re.Pattern[str]:
    """Return a pattern for the end of a mark in a note: punctuation, or a word before a reason."""
    reasons = any_word_pattern(load_wordlists("privacy_marks")["before_a_reason"])
    return re.compile(rf"\s*(?:[,;.!(]|–|—|(?<=\s)-|-(?!\w)|:(?!\s*\d)|\Z|{reasons}\b)")


@cache
def column_words() -> dict[str, MarkWord]:
    """Return the meaning of each heading of a column: “Sensitive?”, “Include in report?”."""
    lists = load_wordlists("privacy_marks")
    return {
        **dict.fromkeys(lists["asks_if_public"], MarkWord.PUBLIC),
        **dict.fromkeys(lists["asks_if_private"], MarkWord.PRIVATE),
    }


@cache
def privacy_question_words() -> frozenset[str]:
    """Return the words of a heading that asks if something may be printed: “OK to publish”."""
    own = load_wordlists("privacy_marks")["of_a_head"]
    return frozenset((*own, *note_words(), *column_words()))


def _is_listed(name: str, word: str) -> bool:
    return word.casefold() in load_wordlists("privacy_marks")[name]


heads_publication_day = partial(_is_listed, "with_a_date")
"""Return whether a column says when its rows were printed, if it has dates: “Published”."""
names_private_file = partial(_is_listed, "of_a_file")
"""Return whether a word at the end of a file's name marks the file as private."""
is_mark_field = partial(_is_listed, "of_a_field")
"""Return whether authors may mean the field that makes an update private by a name."""
