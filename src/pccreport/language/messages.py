"""What surrounds the updates in a message: greetings, signatures, earlier messages."""

from __future__ import annotations

import re

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_MOST_OF_GREETING, _MOST_OF_REMARK = 60, 160
"""Characters: a longer line tells something, however it begins."""
_NAME = r"[A-Z][\w'’.-]*"


def is_greeting(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is nothing but a greeting: “Hi Sam,”, “Dear all”."""
    words = _any("greetings", language)
    greeted = (
        rf"\s*(?i:{words})(?:[\s,/&]+(?:{_NAME}|(?i:{words})|(?i:and)))*[\s,!.–-]*"
    )
    return len(line) <= _MOST_OF_GREETING and bool(re.fullmatch(greeted, line))


def is_closing(line: str, language: str = "en-GB") -> bool:
    """Return whether a line begins the signature of a message: “Kind regards”."""
    if re.fullmatch(r"\s*--\s*", line):
        return True
    # “Thanks, Sam”, not “Thanks to Sam”
    ending = rf"(?i:{_any('closings', language)})(?:[\s,!.–-]+{_NAME}){{0,3}}\W*"
    return bool(re.fullmatch(rf"\s*{ending}", line))


def is_remark(line: str, language: str = "en-GB") -> bool:
    """Return whether a line speaks to its reader: “Please let me know if you need more.”."""
    begins = re.match(rf"\s*{_any('remarks', language)}\b", line, re.IGNORECASE)
    # What has a figure in it may tell something after all.
    return bool(begins) and len(line) <= _MOST_OF_REMARK and not re.search(r"\d", line)


def is_header(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is one of a message's header: “Subject: Quarter 2”."""
    fields = _any("header_fields", language)
    return bool(re.match(rf"\s*\*?{fields}\*?:", line, re.IGNORECASE))


def begins_reply(line: str, language: str = "en-GB") -> bool:
    """Return whether an earlier message is quoted from here on: “On 3 July Sam Reed wrote:”."""
    quoted, verbs = _any("quoted_replies", language), _any("reply_verbs", language)
    pattern = rf"[\s>_*-]*{quoted}[\s:_*-]*\Z|.*\d.*\b{verbs}:\s*\Z"
    return bool(re.match(pattern, line, re.IGNORECASE))


def _any(name: str, language: str) -> str:
    return any_word_pattern(load_wordlists(language, "messages")[name])
