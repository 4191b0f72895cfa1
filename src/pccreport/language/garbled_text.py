"""Damaged texts: an unmatched bracket, a number with misplaced characters, half a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pccreport.language.sentences import split_sentences
from pccreport.language.word_index import FIGURE, WordIndex, edge
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

_pattern = partial(find_pattern, "garbled_text")
# "a)" and "12)" start the points of a list.
_LIST_LABEL = r"(?<!\S)(?:\d{1,2}|[a-z]|[ivx]{2,4})\)"
_BRACKETS = '()[]“”"'
_PAIRS = {
    "(": re.compile(r"\([^()]*\)"),
    "[": re.compile(r"\[[^][]*\]"),
    "“": re.compile(r"“[^“”]*”"),
    '"': re.compile(r"\"[^\"]*\""),
}
"""The pattern of each pair of brackets or quotation marks, by the first of them."""
_MAX_DEPTH = 3
"""Levels of brackets within brackets."""
_MIN_GAPS = 3
_MISREAD_LETTERS = re.compile(
    "[ÃÂÄÅ][\u00a0-\u00bf]|â(?:€.?|„¢)|ï»¿|ï¿½|ðŸ|(?<=[a-z])\\?(?=s\\b)|_x00[0-9A-F]{2}_"
)
# Not £12,500, with full groups of three.
_MAY_BE_ODD = re.compile(
    r"\A(?![^\w%£]*£?\d{1,3}(?:,\d{3})+[^\w%£]*\Z).*?(?:\d[,.]+\d|££|%%|£.*%|%\d|\d£|\d[oil]+\d|\de[+-]?\d)"
)
# The last is an address that ends after "www." or "://".
_MAY_BE_STRAY = re.compile(
    r"\d-[a-z]{3}|l\d|#\d|[$€]|[a-z][,#~^][a-z]{2}|(?://|www)\.?(?:[,;)]|\Z)"
)
_STARTS_MID_SENTENCE = re.compile(
    r"\s*([a-z]{2,20}),?\s[^.!?]+[.!?]\s+[A-Z].*\.\s*\Z", re.DOTALL
)
_ENDS = ("", *".!?:;…\"'”’)]*>")


def find_unmatched_mark(text: str) -> Spans:
    """Yield the first unmatched bracket or quotation mark of a text."""
    rest = text
    for opening, pair in _PAIRS.items():
        depth = _MAX_DEPTH if opening in rest else 0
        while depth and (blank := pair.sub(_blank, rest)) != rest:
            rest, depth = blank, depth - 1
    if any(sign in rest for sign in _BRACKETS):
        unlabelled = re.sub(_LIST_LABEL, _blank, rest)
        if found := re.search(f"[{re.escape(_BRACKETS)}]", unlabelled):
            yield found.span()


def find_misread_letters(text: str) -> Spans:
    """Yield each character in a wrong encoding."""
    if "?" in text or "_x00" in text or not text.isascii():
        yield from (found.span() for found in _MISREAD_LETTERS.finditer(text))


def find_odd_numbers(text: str, language: str = "en-GB") -> Spans:
    """Yield each number in a form that is not used: 48.120 calls, £1.2.3."""
    return (found.span() for found in _pattern("odd_number", language).finditer(text))


def find_stray_numbers(text: str, language: str = "en-GB") -> Spans:
    """Yield two adjacent numbers, counts with a pound sign, dates as Excel stores them, and dollars."""
    yield from (
        found.span() for found in _pattern("stray_number", language).finditer(text)
    )
    if ("$" in text or "€" in text) and not _pattern("foreign", language).search(text):
        foreign_money = _pattern("foreign_money", language)
        yield from (found.span() for found in foreign_money.finditer(text))


def texts_with_odd_numbers(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a number in a form that is not used."""
    table = load_wordlists(language, "garbled_text")
    scales = index.with_words(map(str.casefold, table["scales"]))
    units = index.with_substrings(map(str.casefold, table["no_units"]))
    return index.with_match(_MAY_BE_ODD) | scales | units


def texts_with_stray_numbers(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have two numbers side by side, or another number of that kind."""
    table, typed = (
        load_wordlists(language, "garbled_text"),
        index.strings_with([FIGURE]),
    )
    first, last = ({edge(word, at) for word in typed} for at in (0, -1))
    pounds = {edge(word, -1) for word in typed if "£" in word}
    counted = {words.split()[0] for words in table["counted"]}
    days = {word for word in first if word.startswith("4")}
    return (
        index.with_pair(last, {*first, *table["twice"]})
        | index.with_substrings(table["doubled"])
        | (index.with_pair(pounds, counted) & index.with_substrings(["£"]))
        | index.with_pair(table["before_a_day"], days)
        | index.with_match(_MAY_BE_STRAY)
    )


def find_broken_end(
    text: str, phrases: Sequence[tuple[int, int]], language: str = "en-GB"
) -> Spans:
    """Yield where a text of four words or more starts or ends in the middle of a sentence.

    `phrases` are the spans of phrases that show it. A missing full stop shows it too, if the
    sentence before has one.
    """
    if text.count(" ") < _MIN_GAPS:
        return
    yield from phrases
    typed = text.rstrip()
    if begun := _STARTS_MID_SENTENCE.match(text):
        yield begun.span(1)
    if not (phrases or typed[-1:] in _ENDS or "](" in text or "://" in text):
        *earlier, last = split_sentences(typed, language)
        if earlier and typed[earlier[-1].end - 1] in ".!?":
            yield max(last.start, typed.rfind(" ") + 1), len(typed)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
