"""Why a text cannot be read as YAML, told from the shape of its lines.

The parsers' own words differ from each other and speak to programmers; where they
stopped does not differ. Knows shapes, not values. Each recogniser answers for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pccreport.findings.text import Source
from pccreport.source import faults, names, places, quotes, signs
from pccreport.source.frame import Trouble
from pccreport.source.scene import Explanation, Scene, scene

_TOUCHING = re.compile(r"-(?=[\w>|\"'“\[])")


def explain(source: Source, trouble: Trouble) -> Explanation:
    """The finding for a text that cannot be read on from the trouble's place.

    The source holds what the parser was given.
    """
    here = scene(source, trouble)
    for recognise in RECOGNISERS:
        found = recognise(here)
        if found is not None:
            return found
    return Explanation(faults.YAML_SYNTAX.at(source, (here.at, here.at + 1)))


def _dash_without_space(scene: Scene) -> Explanation | None:
    """A point whose dash touches its text."""
    if scene.at == scene.word and _TOUCHING.match(scene.text, scene.word):
        return names.stuck_dash(scene, scene.word)
    return None


# In this order: the more a shape says, the sooner it is tried.
RECOGNISERS: tuple[Callable[[Scene], Explanation | None], ...] = (
    quotes.backslash,
    quotes.curly_quote,
    quotes.unclosed_quote,
    quotes.text_after_quote,
    signs.hash_in_text,
    signs.special_start,
    signs.unclosed_bracket,
    names.missing_name,
    names.colon_in_text,
    names.name_above_note,
    names.missing_colon,
    _dash_without_space,
    places.list_beside_name,
    places.wrong_indent,
)
