"""Why a text cannot be read as YAML, told from the shape of its lines.

The parsers' own words differ from each other and speak to programmers; where they
stopped does not differ. Knows shapes, not values. Each recogniser answers for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pccreport.findings.text import Source
from pccreport.source import colons, indicators, misplaced_lines, quotes, yaml_messages
from pccreport.source.error_context import ErrorContext, Explanation, error_context
from pccreport.source.parser_state import ParseError

_TOUCHING = re.compile(r"-(?=[\w>|\"'“\[])")


def explain_parse_error(source: Source, trouble: ParseError) -> Explanation:
    """The finding for a text that cannot be read on from the trouble's place.

    The source holds what the parser was given.
    """
    here = error_context(source, trouble)
    for recognise in RECOGNISERS:
        found = recognise(here)
        if found is not None:
            return found
    return Explanation(yaml_messages.YAML_SYNTAX.at(source, (here.at, here.at + 1)))


def _dash_without_space(scene: ErrorContext) -> Explanation | None:
    """A point whose dash touches its text."""
    if scene.at == scene.word and _TOUCHING.match(scene.text, scene.word):
        return colons.dash_finding(scene, scene.word)
    return None


# In this order: the more a shape says, the sooner it is tried.
RECOGNISERS: tuple[Callable[[ErrorContext], Explanation | None], ...] = (
    quotes.backslash,
    quotes.curly_quote,
    quotes.unclosed_quote,
    quotes.text_after_quote,
    indicators.hash_in_text,
    indicators.indicator_at_start,
    indicators.unclosed_bracket,
    colons.missing_key,
    colons.colon_in_text,
    colons.name_above_note,
    colons.missing_colon,
    _dash_without_space,
    misplaced_lines.list_beside_key,
    misplaced_lines.wrong_indent,
)
