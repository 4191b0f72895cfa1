"""Names that nearly agree within one text, of which one is mistyped."""

import re
from collections.abc import Iterator
from itertools import combinations, takewhile

from pccreport.language.wordlists import find_pattern

_NAME = re.compile(r"[A-Z](?<=\w[ \n].)[a-z]{4,}(?![\w-])")
"""A name within a sentence; a word that starts one may not be a name."""
_SAME = 5
"""Letters that are the same at the start of two names of one person."""
_MIN_LENGTHS = 11
"""Letters of two names together."""
_LIST_GAP = 8
"""Most characters between the names of a list: “Project Harbour and Project Harvest”."""


def find_near_names(text: str) -> Iterator[int]:
    """Yield the offset of the later one of each two names that nearly agree."""
    seen = {found[0]: found.start() for found in reversed([*_NAME.finditer(text)])}
    for a, b in combinations(seen, 2):
        is_alike = (a[:2], a[-1]) == (b[:2], b[-1]) and len(a + b) >= _MIN_LENGTHS
        if is_alike and _has_other_letter(a, b):
            yield max(seen[a], seen[b])
    titled = find_pattern("near_names", "titled").finditer(text)
    for first, second in combinations(titled, 2):
        a, b = first["last"], second["last"]
        # “Councillor Ann Raine … Councillor Paine”, “Ann Tallis … Mr Tallice”
        has_start = a[:_SAME] == b[:_SAME]
        is_one = first["title"] == second["title"] or (first["first"] and has_start)
        is_slip = has_start or (a[:3], a[-2:]) == (b[:3], b[-2:])
        is_slip = a != b and (is_slip or _has_other_letter(a, b))
        is_apart = second.start() - first.end() > _LIST_GAP
        if is_one and is_slip and is_apart and not second["first"]:
            yield second.start("last")


def _has_other_letter(a: str, b: str) -> bool:
    """Return whether one letter was changed, added or left out, or two were exchanged."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))
    )
    rest, other = a[same:], b[same:]
    is_swapped = rest[1::-1] + rest[2:] == other
    return is_swapped or rest[1:] in {other, other[1:]} or rest == other[1:]
