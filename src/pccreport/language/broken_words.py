"""Words that a hyphen parts at the end of a line: “com-” and “munity”."""

import re
from typing import NamedTuple

from pccreport.language.wordlists import load_wordlists


class JoinedWords(NamedTuple):
    """Two pieces of a text joined, of which the first ended in a hyphen."""

    text: str
    word: str
    """The word from which the hyphen was removed, or ""."""
    known: bool
    """True if the project has the word elsewhere, or if no hyphen was removed."""


def _list(name: str) -> tuple[str, ...]:
    return load_wordlists("broken_words")[name]


def join_broken(before: str, after: str, known: frozenset[str]) -> JoinedWords:
    """Return two pieces joined, without the hyphen if it was added at the end of a line.

    “com-” and “munity” are one word; “follow-” and “up”, and words with a hyphen in the project, are not.
    """
    first = re.search(r"([^\W\d_]+)-\Z", before)
    second = re.match(r"[^\W\d_]+", after)
    if not first or not second or not second[0].islower():
        return JoinedWords(before + after, "", known=True)
    start, end = first[1], second[0]
    word = (start + end).casefold()
    keeps = word not in known and (
        f"{start}-{end}".casefold() in known
        or {start.casefold(), end} <= known
        or start.casefold() in _list("hyphened_beginnings")
        or end in _list("hyphened_ends")
    )
    if keeps:
        return JoinedWords(before + after, "", known=True)
    return JoinedWords(before[:-1] + after, start + end, word in known)
