"""Names that nearly agree within one text, of which one is mistyped."""

import re
from collections.abc import Iterator
from itertools import combinations

from pccreport.language.wordlists import find_pattern

_NAME = re.compile(r"[A-Z](?<=\w[ \n].)[a-z]{4,}(?![\w-])")
"""A name within a sentence; a word that starts one may not be a name."""
_SAME = 5
"""Letters that are the same at the start of two names of one person."""
_LIST_GAP = 8
"""Most characters between the names of a list: “Project Harbour and Project Harvest”."""
_MIN_LENGTH = 6


def find_near_names(text: str) -> Iterator[int]:
    """Yield the offset of the later one of each two names that nearly agree."""
    seen: dict[str, int] = {}
    for found in _NAME.finditer(text):
        seen.setdefault(found[0], found.start())
    for a, b in combinations(seen, 2):
        is_long = (
            min(len(a), len(b)) >= _MIN_LENGTH - 1 and len(a + b) > 2 * _MIN_LENGTH - 2
        )
        if is_long and a[:2] == b[:2] and a[-1] == b[-1] and _has_other_letter(a, b):
            yield max(seen[a], seen[b])
    titled: dict[tuple[str | None, ...], re.Match[str]] = {}
    for found in find_pattern("near_names", "titled").finditer(text):
        titled.setdefault(found.groups(), found)
    for first, second in combinations(titled.values(), 2):
        a, b = first["last"], second["last"]
        is_one, has_start = first["title"] == second["title"], a[:_SAME] == b[:_SAME]
        is_slip = is_one and a[:3] == b[:3] and a[-2:] == b[-2:]
        if first["first"]:  # “Councillor Ann Raine … Councillor Paine”
            is_slip = has_start or (is_one and _has_other_letter(a, b))
        is_apart = second.start() - first.end() > _LIST_GAP
        if a != b and is_slip and is_apart and not second["first"]:
            yield second.start("last")


def _has_other_letter(a: str, b: str) -> bool:
    """Return whether one letter was changed, added or left out, or two were exchanged."""
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), -1)
    if start < 0:
        return abs(len(a) - len(b)) == 1
    rest, other = a[start:], b[start:]
    is_swapped = rest[1::-1] + rest[2:] == other
    return is_swapped or rest[1:] in {other, other[1:]} or rest == other[1:]
