"""Names that nearly agree within one text, of which one is mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pccreport.language.wordlists import find_pattern, load_wordlists

_NAME = r"(?:(?<=\w )|(?<=\w\n))[A-Z][a-z]{4,}(?![\w-])"
"""A name within a sentence; a word that starts one may not be a name."""
_SAME_START = 5
"""Letters that are the same at the start of two names of one person."""
_LIST_GAP = 8
"""Most characters between the names of a list: “Project Harbour and Project Harvest”."""
_MIN_LENGTH = 6


def find_near_names(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each name that nearly agrees with an earlier one, and that one."""
    seen: dict[str, tuple[int, int]] = {}
    for found in re.compile(_NAME).finditer(text):
        seen.setdefault(found[0], found.span())
    pairs = {(a, b) for a, b in combinations(seen, 2) if _is_slip(a, b)}
    table = load_wordlists(language, "near_names")
    codes, is_new = table["codes"], any(w in text for w in table["promoted"])
    ranks = set[str]() if is_new else {*table["ranks"]}
    mentions: dict[tuple[str | None, ...], re.Match[str]] = {}
    for found in find_pattern("near_names", "titled", language).finditer(text):
        mentions.setdefault(found.groups(), found)
    for first, second in combinations(mentions.values(), 2):
        a, b = first["last"], second["last"]
        is_same = a[:3] == b[:3] and (
            first["title"] in codes or a[:4] == b[:4] or a[-2:] == b[-2:]
        )
        is_named = first["first"] or second["first"]
        is_same = is_same and (not is_named or a[:_SAME_START] == b[:_SAME_START])
        # “Councillor Ann Raine … Councillor Paine”, “the Mayor, Ann Delacourt … Mrs Delacroix”
        is_again = first["first"] and not second["first"]
        titles = {first["title"], second["title"]}
        if a == b and is_again and len(titles & ranks) > 1:
            yield *second.span(), first[0]
        elif len(titles) == 1:
            is_slip = is_same or (is_again and _has_other_letter(a, b))
            is_slip = is_slip or (is_again and sorted(a) == sorted(b))
        else:
            is_slip = is_again and a[:_SAME_START] == b[:_SAME_START]
        is_apart = second.start() - first.end() > _LIST_GAP
        if a != b and is_slip and is_apart and text.count(f" {b}") == 1:
            seen.setdefault(a, first.span("last"))
            seen[b] = second.span("last")
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
    return _has_other_letter(a, b)


def _has_other_letter(a: str, b: str) -> bool:
    """Return whether one letter was changed, added or left out, or two were exchanged."""
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), -1)
    if start < 0:
        return abs(len(a) - len(b)) == 1
    rest, other = a[start:], b[start:]
    is_swapped = rest[1::-1] + rest[2:] == other
    return is_swapped or rest[1:] in {other, other[1:]} or rest == other[1:]
