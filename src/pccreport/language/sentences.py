"""Where the sentences of a text start and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import load_wordlists

# A full stop, what may close after it, a gap, and what may start a sentence.
_STOP = r"[.!?][)\]'\"’”]{0,2}(?=\s{1,4}[(\['\"‘“]{0,2}([^\W\d_]))|\n[ \t]{0,4}\n"
_LONGEST_WORD = 12


class Sentence(NamedTuple):
    """The offsets of a sentence, without the space round it."""

    start: int
    end: int


def split_sentences(text: str, language: str = "en-GB") -> Iterator[Sentence]:
    """Return the sentences of a text, in order; "Mr. Smith" and "Qtr. 4" do not end one."""
    start = 0
    for stop in re.finditer(_STOP, text):
        if stop[1] and (not stop[1].isupper() or _abbreviated(text, stop, language)):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _abbreviated(text: str, stop: re.Match[str], language: str) -> bool:
    before = text[max(0, stop.start() - _LONGEST_WORD) : stop.start()]
    word = re.split(r"[\s(]", before)[-1]
    return text[stop.start()] == "." and (
        (len(word) == 1 and word.isupper()) or word in _abbreviations(language)
    )


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(load_wordlists(language, "sentences")["abbreviations"])


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    part = text[start:end]
    if part.strip():
        yield Sentence(
            start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        )
