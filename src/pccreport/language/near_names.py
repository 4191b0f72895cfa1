"""Names that nearly agree within one text: one of the two is mistyped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import load_wordlists

_NAME = re.compile(r"(?:(?<=\w )|(?<=\w\n))[A-Z][a-z]{4,}(?![\w-])")
"""A name within a sentence: a word that starts one may be no name."""
_TITLED = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{3,})(?![\w-])")
_SAME = 4
"""Letters with which two names of one title both begin."""
_SHORTEST = 6


def texts_with_near_names(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have two such names."""
    alike = defaultdict[tuple[str, str], list[str]](list)
    words = {edge(word, 0) for word in index.strings}
    for word in words:
        if len(word) >= _SHORTEST - 1:
            alike[word[:2], word[-1]].append(word)
    pairs = [
        p for some in alike.values() for p in combinations(some, 2) if _is_slip(*p)
    ]
    pairs += [(w, f"{w}e") for w in words if f"{w}e" in words]
    found = index.with_any(load_wordlists(language, "near_names")["titles"])
    for a, b in pairs:
        found |= index.with_words([a]) & index.with_words([b])
    return found


def find_near_names(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int, str]]:
    """Yield each name that is nearly an earlier one, and that: “Inspector Moorhouse”, “Moorcroft”."""
    seen: dict[str, tuple[int, int]] = {}
    for found in _NAME.finditer(text):
        seen.setdefault(found[0], found.span())
    pairs = {(a, b) for a, b in combinations(seen, 2) if _is_slip(a, b)}
    titles = load_wordlists(language, "near_names")["titles"]
    titled = [each for each in _TITLED.finditer(text) if each[1] in titles]
    for one, other in combinations(titled, 2):
        a, b = one[2], other[2]
        is_like = a[:_SAME] == b[:_SAME] or (a[:3], a[-2:]) == (b[:3], b[-2:])
        if one[1] == other[1] and a != b and is_like:
            seen.setdefault(a, one.span(2))
            seen[b] = other.span(2)
            pairs |= {(a, b)} if (b, a) not in pairs else set()
    for a, b in sorted(pairs):
        yield *max(seen[a], seen[b]), min((seen[a], a), (seen[b], b))[1]


def _is_slip(a: str, b: str) -> bool:
    """Return whether two names are one letter apart, which is neither at the start nor at the end."""
    if (
        a[:2] != b[:2]
        or abs(len(a) - len(b)) > 1
        or min(len(a), len(b)) < _SHORTEST - 1
    ):
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), -1)
    if start < 0 or max(len(a), len(b)) < _SHORTEST:
        return start < 0 and max(a, b)[-1] == "e"
    rest, other = a[start:], b[start:]
    swapped = rest[1::-1] + rest[2:] == other
    return (
        a[-1] == b[-1]
        and (  # not Police and Policy
            swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]
        )
    )
