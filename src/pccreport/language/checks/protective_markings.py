"""Protective markings, and words by which a text is not for publication: the rows of `marks.txt`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from pccreport.language.index.patterns import Need, Vocabulary, read_row_lines
from pccreport.language.index.text_index import START, TextIndex, phrases_by_word

Span = tuple[int, int]


@lru_cache(maxsize=10_000)
def find_markings(text: str) -> Sequence[Span]:
    """Return the markings in a text, in order; "a confidential helpline" is not one.

    OFFICIAL alone is not one either, because published texts have it too.
    """
    return markings_in(TextIndex.of(text.replace("’", "'")))[0]


def markings_in(index: TextIndex) -> dict[int, list[Span]]:
    """Return the offsets of the markings in the texts that have any, by the number of the text."""
    vocabulary = _vocabulary().limited_to(index.all_words)
    found = defaultdict[int, list[Span]](list)
    rows = _rows_by_word()
    for row in {row for word in rows.keys() & index.known for row in rows[word]}:
        for number in index.texts_having(vocabulary.needs(row)):
            matches = vocabulary.compile(row).finditer(index.texts[number])
            found[number] += (match.span() for match in matches)
    return defaultdict(list, {n: _apart(spans) for n, spans in found.items() if spans})


def _apart(found: Iterable[Span]) -> list[Span]:
    """Return spans in order, without those that overlap an earlier one."""
    spans: list[Span] = []
    for start, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def reports_request(words: str) -> bool:
    """Return whether a marking says what somebody asked, which may be an update: “asked us not to”."""
    pattern = _vocabulary().compile(r"(?i)<mark.requests_reported>(?!\w)")
    return pattern.match(words) is not None


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.parse_lists("marks", {})


@cache
def _rows_by_word() -> Mapping[str, Sequence[str]]:
    """Return the rows by a word of what they need first, which few texts have."""
    rows = defaultdict[str, list[str]](list)
    lines = read_row_lines("marks")
    for row in (line[5:] for line in lines if line.startswith("find ")):
        for word in phrases_by_word(next(_vocabulary().needs(row), Need([START]))):
            rows[word].append(row)
    return rows
