"""What can be read, but hardly means what was meant: a sentence that became a name.

`source/composer.py` sees that something is odd and where; here it is decided what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
from pccreport.source.lines import iter_lines, line_end, line_start, written_lines
from pccreport.source.suspicions import STUCK_DASH
from pccreport.source.yaml_messages import end_excerpt, excerpt

_MANY_WORDS = 4
"""Spaces in a quotation: a sentence may be meant to be quoted, and a name or date in curly
quotes hardly is. With two, “Police Property Act Fund” would only be warned of.
"""

_OF_TERMS = re.compile(
    r"^ *(?:terms|glossary): *(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*\Z", re.M
)
"""The lines above a first term: there a key is words of the office."""
_FAR_ABOVE = 1_000
"""Characters that are looked at above a key: notes may be between."""


def explain_suspicions(
    source: Source, found: Iterable[tuple[str, int, int]]
) -> list[Explanation]:
    """Return the errors among the suspicions, each with its patch."""
    explanations = (
        _BY_KIND[kind](context_at(source, start), end) for kind, start, end in found
    )
    return [explanation for explanation in explanations if explanation is not None]


def _sentence(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a key with spaces in it that has its mapping to itself."""
    text, start = context.text, context.at
    found = quotes.CURLY.match(text, start)
    if found:
        return quotes.curly_quote_finding(context, found)
    at = text.find(":", end, line_end(text, end))
    line = line_start(text, start)
    if at < 0 or _OF_TERMS.search(text, max(0, line - _FAR_ABOVE), line):
        return None
    return colons.colon_finding(context, at, end_excerpt(text[start:end]))


def _stuck_dash(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a list whose first dashes touch their texts."""
    text, start = context.text, context.at
    found = colons.dash_finding(context, start)
    column = start - context.line
    below = (stuck.start(1) for stuck in STUCK_DASH.finditer(text, start + 1, end))
    patches = (
        *found.patches,
        *(
            Patch(at + 1, at + 1, " ")
            for at in below
            if at - line_start(text, at) == column
        ),
    )
    return Explanation(found.finding._replace(fix=context.edits(patches)), patches)


def _bullet(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a list whose points start with another sign than a dash."""
    return colons.bullet_finding(context, context.at, end)


def _stuck_colon(context: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
    """Return the finding for a known field whose colon touches its value."""
    name = context.text[context.at : context.text.index(":", context.at)]
    quote = context.text[context.at + len(name) + 1] in {'"', "'"}
    if not quote and not is_known_key(context.text, name, context.line):
        return None
    return colons.colon_space_finding(context, context.at)


def _swallowed(context: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
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


def _quoted(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a quoted text over lines that are fields and points: it was never closed."""
    return quotes.late_quote_finding(context, context.at, end)


def _deep(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a field or point that is indented so far that it is read as text."""
    text = context.text
    if bare := colons.key_without_colon(context, context.at):
        return bare
    before = text[context.line : context.line_end].rstrip()
    for below in written_lines(text, context.line_end, end):
        here, line = below.shape, below.start
        is_point = bool(here.dashes) and below.is_structure
        is_field = bool(here.name) and below.is_structure
        if (is_field and is_known_key(text, here.name, line)) or (
            is_point and here.is_header
        ):
            template = yaml_messages.READ_AS_TEXT
            return misplaced_lines.misplaced_line(context, line, template, "")
        if is_point and before.endswith((".", "!", "?")) and here.value[:1].isupper():
            place = (line + here.indent, below.end)
            return context.explain(yaml_messages.MAY_BE_READ_AS_TEXT, place)
        before = below.words
    return None


def _ragged(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a line of a folded text that is indented more than the first."""
    lines = [*written_lines(context.text, context.line_end, end)]
    ragged = next((line for line in lines if line.indent > lines[0].indent), None)
    if ragged is None:
        return None
    place = (ragged.start + ragged.indent, ragged.end)
    return context.explain(yaml_messages.RAGGED_TEXT, place)


def _curly(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a text in curly quotes used as if they were straight."""
    found = quotes.CURLY.match(context.text, context.at)
    if found is None or found.end(1) != end:
        return None
    words = found[1][1:-1].rstrip()
    if words.count(" ") >= _MANY_WORDS or words.endswith((".", "!", "?")):
        place = (context.at, context.at + 1)
        return context.explain(yaml_messages.CURLY_ROUND_TEXT, place)
    return quotes.curly_quote_finding(context, found)


def _document(context: ErrorContext, end: int) -> Explanation | None:
    """Return the finding for a line of dashes between the parts of one document."""
    text = context.text
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


def _no_anchor(context: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
    """Return the finding for a text that starts with “&”."""
    return quotes.indicator_finding(context, context.at)


_BY_KIND = {
    "anchor": _no_anchor,
    "document": _document,
    "sentence": _sentence,
    "stuck-dash": _stuck_dash,
    "bullet": _bullet,
    "stuck-colon": _stuck_colon,
    "hash": _swallowed,
    "quoted": _quoted,
    "deep": _deep,
    "ragged": _ragged,
    "curly": _curly,
}
