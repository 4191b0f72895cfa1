"""The sentences of a text."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern

# A full stop, closing brackets or quotation marks, a gap, and the start of a sentence: no “2.”.
_START = r"\s{1,4}(?:£|[(\['\"]{0,2})(?!\d+[.)]\s)([^\W_])"
_STOP = rf"[.!?][)\]'\"]{{0,2}}(?={_START})|\n[ \t]{{0,4}}\n"
_QUOTES = str.maketrans("‘’“”", "()()")
_TYPED = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_GAP = re.compile(r"[\s(\[\"]")
_MAX_ABBREVIATION = 12


class Sentence(NamedTuple):
    """The offsets of a sentence, without the white space around it."""

    start: int
    end: int


# Several rules ask for the sentences of the same texts.
@lru_cache(maxsize=10_000)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, in order; "Mr. Smith" and "Qtr. 4" do not end one."""
    ends = [
        stop.end()
        for stop in re.finditer(_STOP, text.translate(_QUOTES))
        if not stop[1] or not (stop[1].islower() or _is_abbreviation(text, stop))
    ]
    typed = (_TYPED.search(text, *part) for part in pairwise((0, *ends, len(text))))
    return tuple(Sentence(*found.span()) for found in typed if found)


def sentences(text: str) -> list[str]:
    """Return the words of each sentence of a text."""
    return [text[start:end] for start, end in split_sentences(text)]


def sentence_at(text: str, at: int) -> Sentence | None:
    """Return the sentence with an offset, or None."""
    sentences = split_sentences(text)
    number = bisect_right(sentences, at, key=itemgetter(0)) - 1
    return sentences[number] if number >= 0 and at < sentences[number].end else None


def is_personal(text: str) -> bool:
    """Return whether a text speaks of its writer or its reader: “I”, “your”."""
    return bool(find_pattern("sentences", "addressed").search(text))


def has_verb(text: str) -> bool:
    """Return whether a text has a word in small letters that may be the verb of a sentence."""
    return find_pattern("sentences", "verb").search(text) is not None


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    before = text[max(0, stop.start() - _MAX_ABBREVIATION) : stop.start()]
    word = _GAP.split(before.translate(_QUOTES))[-1]
    name = "before_figure" if stop[1].isdigit() else "before_word"
    is_known = find_pattern("sentences", name).fullmatch(word) is not None
    return is_known and text[stop.start()] == "."
