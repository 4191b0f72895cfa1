"""Whether a text holds characters that a report cannot hold, or that are misread.

Answers for the many texts that hold none; `odd_characters` deals with the others.
Knows nothing of YAML but that it is indented.
"""

from __future__ import annotations

import re

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.source import odd_characters

# Most texts hold nothing else, and this is ten times as fast as to look for each.
_COMMON = re.compile("[^\n\r -~\xa1-\u024f\u2010-\u2027\u20ac\u25a0-\u25ff]")

# What is read as a space without being one: controls, and the byte order mark.
_BLANK = frozenset(
    map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF))
)


def scan_characters(source: Source) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text as it is to be read, of the same length, and the findings in it."""
    text = source.text
    # Notepad's mark in front of a file is no part of it.
    before = 1 if text.startswith("\ufeff") else 0
    if _COMMON.search(text, before) is None:
        return text, ()
    body, findings = odd_characters.replace_characters(source, before)
    return text[:before] + body, findings


def is_white_space(character: str) -> bool:
    """Whether the character is read as white space."""
    return character.isspace() or character in _BLANK
