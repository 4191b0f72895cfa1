"""Valid YAML that was probably not intended, such as a sentence that became a key.

`source/suspicions.py` finds candidates; here it is decided which are errors.
"""

import re
from collections.abc import Callable, Iterable

from pccreport.findings.text import Source
from pccreport.recovery import colons, misplaced_lines, outline, quotes
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    context_at,
    intended_text,
    is_known_key,
    quote_advice,
)
from pccreport.recovery.patched_source import Patch, stand_in
from pccreport.source import yaml_messages
from pccreport.source.lines import iter_lines, line_end, line_start, nonblank_lines
from pccreport.source.suspicions import STUCK_DASH
from pccreport.source.yaml_messages import end_excerpt, excerpt

_MIN_QUOTED_SPACES = 4
"""Fewest spaces in a text whose curly quotes may be intended: it is a sentence, not a name or
a date. With two, “Police Property Act Fund” would have only a warning.
"""

_TERMS_ABOVE = re.compile(
    r"^ *(?:terms|glossary): *(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*\Z", re.M
)
"""The lines above a first term: a key there is any text."""
_MAX_LOOKBACK = 1_000
"""Characters searched above a key: comments may be between."""


def explain_suspicions(
    source: Source, found: Iterable[tuple[str, int, int]]
) -> list[Explanation]:
    """Return the explanations of those suspicions that are errors."""
    explanations = (
        _BY_KIND[kind](context_at(source, start, end)) for kind, start, end in found
    )
    return [explanation for explanation in explanations if explanation is not None]


def _sentence(context: ErrorContext) -> Explanation | None:
    """Return the finding for a sentence that was read as a key."""
    text, start = context.text, context.at
    found = quotes.CURLY.match(text, start)
    if found:
        return quotes.curly_quote_finding(context, found)
    at = text.find(":", context.end, line_end(text, context.end))
    line = line_start(text, start)
    if at < 0 or _TERMS_ABOVE.search(text, max(0, line - _MAX_LOOKBACK), line):
        return None
    return colons.colon_finding(context, at, end_excerpt(text[start : context.end]))


def _stuck_dash(context: ErrorContext) -> Explanation | None:
    """Return the finding for a list whose dashes have no space after them."""
    text, start = context.text, context.at
    stuck = re.compile(STUCK_DASH).finditer(text, start + 1, context.end)
    below = (
        each.start(1)
        for each in stuck
        if each.start(1) - line_start(text, each.start(1)) == start - context.line
    )
    return colons.dash_finding(context, start, *below)


def _stuck_colon(context: ErrorContext) -> Explanation | None:
    """Return the finding for a known field whose colon touches its value."""
    name = context.text[context.at : context.text.index(":", context.at)]
    quote = context.text[context.at + len(name) + 1] in {'"', "'"}
    if not quote and not is_known_key(context.text, name, context.line):
        return None
    return colons.colon_space_finding(context, context.at)


def _swallowed(context: ErrorContext) -> Explanation | None:
    """Return the finding for a text that starts with a hash, and so is a note."""
    advice, fix = quote_advice(context, intended_text(context.text, context.at))
    return context.explain(
        yaml_messages.HASH_IN_TEXT,
        (context.at, context.line_end),
        excerpt(context.text[context.at : context.line_end]),
        help=advice,
        patches=[Patch(context.at, context.at + 1, stand_in("#"))],
        fix=fix,
    )


def _deep(context: ErrorContext) -> Explanation | None:
    """Return the finding for a field or point that is indented so far that it is read as text."""
    text = context.text
    if bare := colons.key_without_colon(context, context.at):
        return bare
    before = text[context.line : context.line_end].rstrip()
    for below in nonblank_lines(text, context.line_end, context.end):
        here, line = below.shape, below.start
        is_point = bool(here.dashes) and below.is_structure
        is_field = bool(here.name) and below.is_structure
        if (is_field and is_known_key(text, here.name, line)) or (
            is_point and here.is_header
        ):
            template = yaml_messages.READ_AS_TEXT
            return misplaced_lines.misplaced_line(context, line, template)
        if is_point and before.endswith((".", "!", "?")) and here.value[:1].isupper():
            span = (line + here.indent, below.end)
            return context.explain(yaml_messages.MAY_BE_READ_AS_TEXT, span)
        before = below.content
    return None


def _ragged(context: ErrorContext) -> Explanation | None:
    """Return the finding for a line of a folded text that is indented more than the first."""
    lines = [*nonblank_lines(context.text, context.line_end, context.end)]
    ragged = next((line for line in lines if line.indent > lines[0].indent), None)
    if ragged is None:
        return None
    span = (ragged.start + ragged.indent, ragged.end)
    return context.explain(yaml_messages.RAGGED_TEXT, span)


def _curly(context: ErrorContext) -> Explanation | None:
    """Return the finding for a text in curly quotes used as if they were straight."""
    found = quotes.CURLY.match(context.text, context.at)
    if found is None or found.end(1) != context.end:
        return None
    words = found[1][1:-1].rstrip()
    if words.count(" ") >= _MIN_QUOTED_SPACES or words.endswith((".", "!", "?")):
        span = (context.at, context.at + 1)
        return context.explain(yaml_messages.CURLY_ROUND_TEXT, span)
    return quotes.curly_quote_finding(context, found)


def _document(context: ErrorContext) -> Explanation | None:
    """Return the finding for a line of dashes between the parts of one document."""
    text, end = context.text, context.end
    if text[context.at : end] != "---" or text[end : context.line_end].strip():
        return None
    lines = iter_lines(text, context.line_end)
    below = next((line for line in lines if line.is_structure), None)
    levels = outline.outline_above(text, context.line).levels
    if below is None or not levels:
        return None
    first = below.shape
    if not first.indent and (first.dashes or first.name in levels[0].names):
        return None
    return context.explain(
        yaml_messages.SECOND_DOCUMENT,
        (context.at, end),
        patches=[Patch(context.at, context.at + 1, "#")],
    )


_BY_KIND: dict[str, Callable[[ErrorContext], Explanation | None]] = {
    "anchor": quotes.indicator_finding,
    "document": _document,
    "sentence": _sentence,
    "stuck-dash": _stuck_dash,
    "bullet": colons.bullet_finding,
    "stuck-colon": _stuck_colon,
    "hash": _swallowed,
    "quoted": quotes.late_quote_finding,
    "deep": _deep,
    "ragged": _ragged,
    "curly": _curly,
}
