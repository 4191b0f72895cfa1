"""Protective markings, and words by which a text is not for publication: the rows of `marks.txt`."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pccreport.language.patterns import TextWords, Vocabulary, read_lines
from pccreport.language.text_index import TextIndex
from pccreport.language.wordlists import Phrase


def find_markings(text: str) -> tuple[Phrase, ...]:
    """Return the markings in a text, in order; "a confidential helpline" is not one.

    OFFICIAL alone is not one either, because published texts have it too.
    """
    words, by_word = TextWords.of(text), _rows_by_word()
    likely = {row for word in by_word.keys() & words.words for row in by_word[word]}
    found = (
        match.span()
        for row in likely
        if words.may_have(_vocabulary().needs(row))
        for match in _vocabulary().compiled(row).finditer(text)
    )
    return tuple(Phrase.of(text, *span) for span in _apart(found))


def markings_in(index: TextIndex) -> dict[int, list[tuple[int, int]]]:
    """Return the offsets of the markings in the texts that have any, by the number of the text."""
    found = defaultdict[int, list[tuple[int, int]]](list)
    vocabulary = _vocabulary().within(index.words)
    for row in mark_rows():
        for number in index.having(vocabulary.needs(row)):
            matches = vocabulary.compiled(row).finditer(index.texts[number])
            found[number] += (match.span() for match in matches)
    return {number: _apart(spans) for number, spans in found.items() if spans}


def _apart(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, without those that overlap an earlier one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def is_reported(words: str) -> bool:
    """Return whether a marking says what somebody asked, which may be an update: “asked us not to”."""
    pattern = _vocabulary().compiled(r"(?i)<mark.requests_reported>(?!\w)")
    return pattern.match(words) is not None


@cache
def mark_rows() -> tuple[str, ...]:
    """Return the pattern of each marking."""
    lines = read_lines("marks")
    return tuple(
        line.removeprefix("find ") for line in lines if line.startswith("find ")
    )


@cache
def _rows_by_word() -> dict[str, list[str]]:
    """Return the rows by the words of which a text must have one; each row has some."""
    rows = defaultdict[str, list[str]](list)
    for row in mark_rows():
        needs = _vocabulary().needs(row)
        for word in min(needs, key=lambda need: len(need.words)).words:
            rows[word].append(row)
    return rows


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(read_lines("marks"), {})
