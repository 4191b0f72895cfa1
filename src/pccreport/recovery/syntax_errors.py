"""Explanations of why a text cannot be parsed as YAML, from the structure of its lines.

The messages of the parsers are for programmers, and differ; the offsets at which they stop do not.
Each recogniser knows one error.
"""

from collections.abc import Callable

from pccreport.findings.text import Source
from pccreport.recovery import colons, misplaced_lines, quotes
from pccreport.recovery.error_context import ErrorContext, Explanation, error_context
from pccreport.source import yaml_messages
from pccreport.source.composer import ParseError


def explain_parse_error(source: Source, error: ParseError) -> Explanation:
    """Return the explanation of a parse error; `source` is the text as the parser read it."""
    context = error_context(source, error)
    for recognise in RECOGNISERS:
        found = recognise(context)
        if found is not None:
            return found
    return context.explain(yaml_messages.YAML_SYNTAX, (context.at, context.at + 1))


# The more specific recognisers first.
RECOGNISERS: tuple[Callable[[ErrorContext], Explanation | None], ...] = (
    quotes.backslash,
    quotes.curly_quote,
    quotes.unclosed_quote,
    quotes.text_after_quote,
    quotes.colour_in_brackets,
    quotes.hash_in_text,
    colons.bullet_character,
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
