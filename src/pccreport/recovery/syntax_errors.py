"""Explains why a text cannot be parsed as YAML, from the structure of its lines.

The parsers' own messages differ from each other and are for programmers; where they stop does
not differ. Knows structure, not values. Each function recognises one error.
"""

from __future__ import annotations

from collections.abc import Callable

from pccreport.findings.text import Source
from pccreport.recovery import colons, misplaced_lines, quotes
from pccreport.recovery.error_context import ErrorContext, Explanation, error_context
from pccreport.source import yaml_messages
from pccreport.source.composer import ParseError


def explain_parse_error(source: Source, trouble: ParseError) -> Explanation:
    """Return the finding for a text that cannot be parsed beyond an offset.

    The source is what the parser was given.
    """
    here = error_context(source, trouble)
    for recognise in RECOGNISERS:
        found = recognise(here)
        if found is not None:
            return found
    return here.explain(yaml_messages.YAML_SYNTAX, (here.at, here.at + 1))


# In this order: the more specific a structure is, the sooner it is tried.
RECOGNISERS: tuple[Callable[[ErrorContext], Explanation | None], ...] = (
    quotes.backslash,
    quotes.curly_quote,
    quotes.unclosed_quote,
    quotes.text_after_quote,
    quotes.colour_in_brackets,
    quotes.hash_in_text,
    colons.bullet_sign,
    quotes.indicator_at_start,
    quotes.unclosed_bracket,
    colons.missing_key,
    colons.colon_in_text,
    colons.lost_colon_above_note,
    colons.missing_colon,
    colons.dash_without_space,
    misplaced_lines.list_beside_key,
    misplaced_lines.wrong_indent,
)
