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
    pairs = [(w, f"{w}e") for w in words if f"{w}e" in words]
    for group in similar.values():
        pairs += [pair for pair in combinations(group, 2) if _is_slip(*pair)]
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
        is_similar = a[:_SAME_START] == b[:_SAME_START] or a[-2:] == b[-2:]
        is_similar = is_similar and a[:3] == b[:3]
        if first[1] == second[1] and a != b and is_similar:
            seen.setdefault(a, first.span(2))
            seen[b] = second.span(2)
            pairs |= {(a, b)} if (b, a) not in pairs else set()
    for a, b in sorted(pairs):
        yield *max(seen[a], seen[b]), min((seen[a], a), (seen[b], b))[1]


def _is_slip(a: str, b: str) -> bool:
    """Return whether two names differ in one letter, neither at the start nor at the end."""
    shorter, longer = sorted(map(len, (a, b)))
    if a[:2] != b[:2] or longer > shorter + 1 or shorter < _MIN_LENGTH - 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), -1)
    if start < 0 or longer < _MIN_LENGTH:
        return start < 0 and max(a, b)[-1] == "e"
    if a[-1] != b[-1]:
        return False  # Police and Policy
    rest, other = a[start:], b[start:]
    is_swapped = rest[1::-1] + rest[2:] == other
    return is_swapped or rest[1:] in {other, other[1:]} or rest == other[1:]
