"""Unfilled placeholders: "TBC", "XX officers", "[insert figure]", "(Rob to confirm)"."""

from __future__ import annotations

import re
from functools import cache, partial

from pccreport.language.wordlists import (
    Spans,
    any_word_pattern,
    find_pattern,
    load_wordlists,
)

_pattern = partial(find_pattern, "placeholders")
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
    return _placeholders("placeholder", text, language)


def find_in_brackets(text: str, language: str = "en-GB") -> Spans:
    """Yield each placeholder in square brackets, in order; the text of a link is not one."""
    if text.count("]") == text.count("]("):
        return iter(())
    return _placeholders("in_square_brackets", text, language)


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


def _placeholders(name: str, text: str, language: str) -> Spans:
    @cache
    def is_name(letters: str) -> bool:
        return bool(
            re.search(r"\b" + r"[\w'’]+[ -]".join(map(re.escape, letters)), text)
        )

    for match in _pattern(name, language).finditer(text):
        if _pattern("before_numeral", language).search(
            text, max(0, match.start() - _MAX_DISTANCE), match.start()
        ):
            continue  # "Year XX" is a numeral
        if match[0].strip("()").isupper() and is_name(match[0].strip("()")):
            continue  # “Tranmoor Boxing Club (TBC)”
        if not (match.lastgroup == "attached" and "](" in text):
            yield match.span()
