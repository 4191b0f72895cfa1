"""Names of the police forces of England and Wales, their commissioners and panels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pccreport.language.wordlists import GAP, load_wordlists, word_patterns

_NEAR = 60
"""Characters around a name in which the words are that make it a partner's."""


def find_forces(
    own: frozenset[str], text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int]]:
    """Yield each force that is not `own`, unless words near it show that it is a partner."""
    names, beside, together = _patterns(language)
    for found in names.finditer(text):
        area = found["area"] or found["of"] or found["other"]
        if " ".join(area.split()) in own:
            continue
        near = max(0, found.start() - _NEAR)
        ahead = min(len(text), found.end() + _NEAR)
        is_beside = beside.search(text, near, found.start())
        if not (is_beside or together.search(text, near, ahead)):
            yield found.span()


def other_areas(own: frozenset[str], language: str = "en-GB") -> list[str]:
    """Return the areas that are not `own`, without their "and", which may be a sign."""
    lists = load_wordlists(language, "police_forces")
    areas = (*lists["areas"], *lists["of_london"])
    return [area.replace(" and ", " ") for area in areas if area not in own]


def force_areas(names: str, language: str = "en-GB") -> frozenset[str]:
    """Return the areas of forces that are in the names of an office, its area and its force."""
    lists = load_wordlists(language, "police_forces")
    areas = (*lists["areas"], *lists["of_london"])
    return frozenset(area for area in areas if area in names)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    some = word_patterns(language, "police_forces")
    areas = some["areas"].replace("and", "(?:and|&)")
    return (
        re.compile(
            rf"(?<!\w)(?:(?P<area>{areas}){GAP}{some['bodies']}"
            rf"|{some['offices']}{GAP}(?P<of>{areas})|(?P<other>{some['of_london']}))(?!\w)"
        ),
        re.compile(
            rf"(?<![\w-]){some['beside']}{GAP}(?:[\w’'-]+{GAP}){{0,3}}?\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-]){some['together']}(?![\w-])", re.IGNORECASE),
    )
