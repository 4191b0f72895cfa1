"""Names that nearly agree within one text, of which one is mistyped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import load_wordlists

_NAME = re.compile(r"(?:(?<=\w )|(?<=\w\n))[A-Z][a-z]{4,}(?![\w-])")
"""A name within a sentence; a word that starts one may not be a name."""
_TITLED = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{3,})(?![\w-])")
_SAME_START = 4
"""Letters that are the same at the start of two names with one title."""
_MIN_LENGTH = 6


def texts_with_near_names(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have two names that nearly agree."""
    similar = defaultdict[tuple[str, str], list[str]](list)
    words = {edge(word, 0) for word in index.strings}
    for word in words:
        if len(word) >= _MIN_LENGTH - 1:
            similar[word[:2], word[-1]].append(word)
    pairs = [
        p for group in similar.values() for p in combinations(group, 2) if _is_slip(*p)
    ]
    pairs += [(w, f"{w}e") for w in words if f"{w}e" in words]
    found = index.with_any(load_wordlists(language, "near_names")["titles"])
    for a, b in pairs:
        found |= index.with_words([a]) & index.with_words([b])
    return found


def find_near_names(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each name that nearly agrees with an earlier one, and that one."""
    seen: dict[str, tuple[int, int]] = {}
    for found in _NAME.finditer(text):
        seen.setdefault(found[0], found.span())
    pairs = {(a, b) for a, b in combinations(seen, 2) if _is_slip(a, b)}
    titles = load_wordlists(language, "near_names")["titles"]
    titled = [match for match in _TITLED.finditer(text) if match[1] in titles]
    for first, second in combinations(titled, 2):
        a, b = first[2], second[2]
        is_similar = a[:_SAME_START] == b[:_SAME_START] or (a[:3], a[-2:]) == (
            b[:3],
            b[-2:],
        )
        if first[1] == second[1] and a != b and is_similar:
            seen.setdefault(a, first.span(2))
            seen[b] = second.span(2)
            pairs |= {(a, b)} if (b, a) not in pairs else set()
    for a, b in sorted(pairs):
        yield *max(seen[a], seen[b]), min((seen[a], a), (seen[b], b))[1]


def _is_slip(first: str, second: str) -> bool:
    """Return whether two names differ in one letter, neither at the start nor at the end."""
    if (
        first[:2] != second[:2]
        or abs(len(first) - len(second)) > 1
        or min(len(first), len(second)) < _MIN_LENGTH - 1
    ):
        return False
    start = next(
        (n for n, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), -1
    )
    if start < 0 or max(len(first), len(second)) < _MIN_LENGTH:
        return start < 0 and max(first, second)[-1] == "e"
    rest, other = first[start:], second[start:]
    swapped = rest[1::-1] + rest[2:] == other
    return (
        first[-1] == second[-1]
        and (  # not Police and Policy
            swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]
        )
    )
