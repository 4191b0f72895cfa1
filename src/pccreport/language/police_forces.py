"""Names of the police forces of England and Wales, their commissioners and panels."""

from __future__ import annotations

import re
from functools import partial

from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

_MAX_DISTANCE = 60
"""Characters around a name in which words can show that it is a partner."""
_pattern = partial(find_pattern, "police_forces")


def find_forces(own_areas: frozenset[str], text: str, language: str = "en-GB") -> Spans:
    """Yield each force that is not `own`, unless words near it show that it is a partner."""
    for found in _pattern("known", language).finditer(text):
        area = found["area"] or found["of"] or found["other"]
        if " ".join(area.split()) in own_areas:
            continue
        if not _is_partner(text, *found.span(), language):
            yield found.span()


def find_unlisted_forces(names: str, text: str, language: str = "en-GB") -> Spans:
    """Yield each force that is neither in `names` nor listed, and each "As a fire authority".

    The force has its commissioner or chief constable before it, or is the subject of a verb.
    """
    known = " ".join((names, *load_wordlists(language, "police_forces")["areas"]))
    for found in _pattern("unlisted", language).finditer(text):
        name = (found["place"] or found["force"] or found["we"]).split()[-1]
        is_known = re.sub("['’]s$", "", name) in known
        if not (is_known or _is_partner(text, *found.span(), language)):
            yield found.span()


def _is_partner(text: str, start: int, end: int, language: str) -> bool:
    """Return whether the words near a force show that it is a partner."""
    near, ahead = max(0, start - _MAX_DISTANCE), min(len(text), end + _MAX_DISTANCE)
    is_beside = _pattern("beside", language).search(text, near, start)
    return bool(is_beside or _pattern("together", language).search(text, near, ahead))


def texts_with_unlisted_forces(
    index: WordIndex, names: str, language: str = "en-GB"
) -> int:
    """Return the texts that may have an unlisted force."""
    table = load_wordlists(language, "police_forces")
    forces = [force.casefold() for force in table["forces"]]
    heads = index.with_any(table["heads"])
    heads |= index.with_substrings(table["as_a_fire_authority"])
    known = {*names.casefold().split(), *map(str.casefold, table["no_places"])}
    places = {edge(word, -1) for word in index.strings if len(word) > 3} - known
    acting = index.with_pair(forces, table["acts"]) & index.with_pair(places, forces)
    return heads | acting


def other_areas(own_areas: frozenset[str], language: str = "en-GB") -> list[str]:
    """Return the areas that are not `own_areas`, without their "and", which may be "&" in a text."""
    lists = load_wordlists(language, "police_forces")
    areas = (*lists["areas"], *lists["of_london"])
    return [area.replace(" and ", " ") for area in areas if area not in own_areas]


def force_areas(names: str, language: str = "en-GB") -> frozenset[str]:
    """Return the areas of forces in the names of an office, its area and its force."""
    lists = load_wordlists(language, "police_forces")
    areas = (*lists["areas"], *lists["of_london"])
    mayor, deputy = lists["mayors"]
    has_deputies = mayor in names
    return frozenset(
        area
        for area in areas
        if area in names or (has_deputies and area.startswith(deputy))
    )
