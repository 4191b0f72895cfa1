"""Unfilled placeholders: "TBC", "XX officers", "[insert figure]", "(Rob to confirm)"."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.wordlists import (
    GAP,
    Spans,
    any_word_pattern,
    load_wordlists,
    word_patterns,
)

_MAX_DISTANCE = 12
"""Characters before a Roman numeral in which a word can show that it is one."""
_PERSON = re.compile(
    r"(?:\([^()]{0,60}|[A-Z]{2}\s{1,3}|[-–—]\s[A-Z][a-z]{1,15}\s{1,3})\Z"
)
_MAX_PERSON = 64
"""Characters before an action in which the person is."""


def find_placeholders(text: str, language: str = "en-GB") -> Spans:
    """Yield each placeholder in a text, in order, but not those in square brackets.

    "??" at the end of a question and a size XXL are not placeholders.
    """
    return _placeholders(_pattern(language), text, language)


def find_in_brackets(text: str, language: str = "en-GB") -> Spans:
    """Yield each placeholder in square brackets, in order; the text of a link is not one."""
    if text.count("]") == text.count("]("):
        return iter(())
    return _placeholders(_in_brackets(language), text, language)


def action_phrases(language: str = "en-GB") -> list[str]:
    """Return the phrases that are a placeholder after a person: "Rob to confirm"."""
    words = load_wordlists(language, "placeholders")["somebody_to"]
    return [phrase for phrase in words if " " in phrase]


def may_assign_action(text: str, language: str = "en-GB") -> bool:
    """Return whether an action phrase may be in brackets, or after initials or a dash and a name."""
    cues = any_word_pattern({phrase.split()[0] for phrase in action_phrases(language)})
    return any(
        _PERSON.search(text, max(0, cue.start() - _MAX_PERSON), cue.start())
        for cue in re.finditer(cues, text, re.IGNORECASE)
    )


def _placeholders(pattern: re.Pattern[str], text: str, language: str) -> Spans:
    @cache
    def is_name(letters: str) -> bool:
        return bool(re.search(r"\b" + r"[\w'’]+[ -]".join(letters), text))

    for match in pattern.finditer(text):
        if _numeral(language).search(
            text, max(0, match.start() - _MAX_DISTANCE), match.start()
        ):
            continue  # "Year XX" is a numeral
        if match[0].strip("()").isupper() and is_name(match[0].strip("()")):
            continue  # “Tranmoor Boxing Club (TBC)”
        if not (match.lastgroup == "attached" and "](" in text):
            yield match.span()


@cache
def _in_brackets(language: str) -> re.Pattern[str]:
    some = word_patterns(language, "placeholders")
    return re.compile(
        rf"\[(?i:{some['in_brackets']}|[^][]{{0,60}}(?<!\w){some['somebody_to']})(?!\w)[^][]{{0,80}}\](?!\()"
    )


@cache
def _numeral(language: str) -> re.Pattern[str]:
    words = word_patterns(language, "placeholders")["not_roman_after"]
    return re.compile(rf"(?<!\w){words}{GAP}\Z")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    some = word_patterns(language, "placeholders")
    return re.compile(
        rf"(?<![\w.,-])(?<!named )(?<!called ){some['capitals']}(?![\w-])"
        rf"|(?<!\w)£\s?[XY?]+(?![\w])|(?<![\w-])[XY]{{1,3}}%"
        rf"|(?<![\w?!])\?{{2,}}|_{{3,}}|(?<!\.)\.{{5,}}"
        rf"|(?i:(?<!\w){some['words']}(?!\w))"
        rf"|<(?i:{some['in_brackets']})(?!\w)[^<>]{{0,80}}>"
        rf"|\((?i:[^()]{{0,60}}(?<!\w){some['somebody_to']})(?!\w)[^()]{{0,40}}\)"
        rf"|(?<![\w.])[A-Z]{{2}}{GAP}{some['somebody_to']}(?!\w)"
        rf"|(?<=[-–—]\s)[A-Z][a-z]{{1,15}}{GAP}{some['somebody_to']}(?!\w)"
        rf"|(?i:(?<![\w’']){some['notes']}(?!\w))"
        rf"|(?P<attached>(?i:(?<!\w){some['attached']})(?!\w))"
    )
