"""What surrounds the updates in an e-mail or a pasted page: greetings, replies, page numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_MOST_OF_GREETING = 60
"""Characters: a longer line that begins with "Dear" tells something."""


def is_greeting(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is nothing but a greeting: “Hi Sam,”."""
    short = len(line) <= _MOST_OF_GREETING and not line.rstrip().endswith((".", ":"))
    words = any_word_pattern(load_wordlists(language, "pasted_text")["greetings"])
    return short and bool(re.match(rf"\s*{words}\b", line, re.IGNORECASE))


def is_closing(line: str, language: str = "en-GB") -> bool:
    """Return whether a line begins the signature of a message: “Kind regards”."""
    if re.fullmatch(r"\s*--\s*", line):
        return True
    words = any_word_pattern(load_wordlists(language, "pasted_text")["closings"])
    name = r"[\s,!.–-]+(?:[A-Z]|i[A-Z])[\w'’.-]*"  # “Thanks, Sam”, not “Thanks to Sam”
    return bool(re.match(rf"\s*(?i:{words})(?:{name}){{0,3}}\W*\Z", line))


def is_header(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is one of a message's header: “Subject: Quarter 2”."""
    fields = any_word_pattern(load_wordlists(language, "pasted_text")["header_fields"])
    return bool(re.match(rf"\s*\*?{fields}\*?:", line, re.IGNORECASE))


def begins_reply(line: str, language: str = "en-GB") -> bool:
    """Return whether an earlier message is quoted from here on: “On 3 July Sam Reed wrote:”."""
    lists = load_wordlists(language, "pasted_text")
    quoted = any_word_pattern(lists["quoted_replies"])
    verbs = any_word_pattern(lists["reply_verbs"])
    pattern = rf"[\s>-]*{quoted}[\s:-]*\Z|.*\d.*\b{verbs}:\s*\Z"
    return bool(re.match(pattern, line, re.IGNORECASE))


def is_page_number(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is the number of a page: “Page 3 of 7”, or “3” alone."""
    lists = load_wordlists(language, "pasted_text")
    page, total = (any_word_pattern(lists[name]) for name in ("pages", "page_totals"))
    pattern = rf"\s*(?:{page}\s+\d+(?:\s+{total}\s+\d+)?|[-–]?\s*\d{{1,3}}\s*[-–]?)\s*"
    return bool(re.fullmatch(pattern, line, re.IGNORECASE))


def aim_names(label: str, language: str = "en-GB") -> tuple[str, ...]:
    """Return what a key aim is called in a message, beside what the house format calls it."""
    return (label, *load_wordlists(language, "pasted_text")["aim_abbreviations"])


@cache
def aim_heading_pattern(label: str, language: str = "en-GB") -> re.Pattern[str]:
    """Return a pattern of a line that begins with the number of a key aim: “For KA1: …”.

    Its groups are the number, what is between it and the rest, and the rest.
    """
    lists = load_wordlists(language, "pasted_text")
    before = any_word_pattern(lists["before_aims"])
    names = any_word_pattern(aim_names(label, language))
    return re.compile(
        rf"\W*(?:{before}\s+)?{names}\s*\(?(\d{{1,2}})\)?\**\s*([:.)–—-]*)\**\s*(.*)\Z",
        re.IGNORECASE,
    )


class JoinedWords(NamedTuple):
    """Two pieces of a text put together, of which the first ended in a hyphen."""

    text: str
    word: str
    """The word from which a hyphen was taken out, or ""."""
    known: bool
    """Whether the project has the word elsewhere."""


def join_broken(
    before: str, after: str, known: frozenset[str], language: str = "en-GB"
) -> JoinedWords:
    """Return two pieces as one, without the hyphen if a line's end has put it there.

    “com-” and “munity” are one word, “follow-” and “up” are not, nor what the project has with its hyphen.
    """
    first = re.search(r"([^\W\d_]+)-\Z", before)
    second = re.match(r"[^\W\d_]+", after)
    if not first or not second or not second[0].islower():
        return JoinedWords(before + after, "", known=True)
    lists = load_wordlists(language, "pasted_text")
    start, end = first[1], second[0]
    word = (start + end).casefold()
    keeps = word not in known and (
        f"{start}-{end}".casefold() in known
        or {start.casefold(), end} <= known
        or start.casefold() in lists["hyphened_beginnings"]
        or end in lists["hyphened_ends"]
    )
    if keeps:
        return JoinedWords(before + after, "", known=True)
    return JoinedWords(before[:-1] + after, start + end, word in known)


def is_broken_in_line(word_after: str, language: str = "en-GB") -> bool:
    """Return whether “com- munity” is a broken word, and not “pre- and post-war”."""
    words = load_wordlists(language, "pasted_text")["after_hanging_hyphen"]
    return word_after.casefold() not in words
