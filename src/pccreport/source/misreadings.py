"""What can be read, but hardly means what was meant: a sentence that became a name.

`construct` sees that something is odd and where; here it is decided what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pccreport.findings.text import Source
from pccreport.source import (
    colons,
    indicators,
    misplaced_lines,
    outline,
    quotes,
    yaml_messages,
)
from pccreport.source.error_context import (
    ErrorContext,
    Explanation,
    intended_text,
    is_known_key,
    line_end,
    line_start,
    quote_advice,
)
from pccreport.source.outline import is_structure, iter_lines, parse_line
from pccreport.source.patched_source import Patch, stand_in
from pccreport.source.yaml_messages import end_excerpt, excerpt

_BUILT_LINE = re.compile(r"[\r\n] *(?:- |[a-z][a-z0-9_]* *:(?:[ \r\n]|\Z))")
_STUCK_LINE = re.compile(r"[\r\n] *(-)(?=[^\W\d]|[>|][-+]?[ \r\n])")
_MANY_WORDS = 4


def explain_suspicions(
    source: Source, found: Iterable[tuple[str, int, int]]
) -> list[Explanation]:
    """The mistakes among the doubts, each with its mend."""
    result = []
    for kind, start, end in found:
        line = line_start(source.text, start)
        here = ErrorContext(
            source,
            source.text,
            start,
            None,
            None,
            line,
            start,
            line_end(source.text, start),
            False,
        )
        explanation = _BY_KIND[kind](here, end)
        if explanation is not None:
            result.append(explanation)
    return result


def _sentence(scene: ErrorContext, end: int) -> Explanation | None:
    """A name with spaces in it that has its mapping to itself."""
    text, start = scene.text, scene.at
    found = quotes.CURLY.match(text, start)
    if found:
        return quotes.curly_quote_finding(scene, found)
    at = text.find(":", end, line_end(text, end))
    if at < 0:
        return None
    return colons.colon_finding(scene, at, end_excerpt(text[start:end]))


def _stuck_dash(scene: ErrorContext, end: int) -> Explanation | None:
    """A list whose first dashes touch their texts."""
    text, start = scene.text, scene.at
    found = colons.dash_finding(scene, start)
    column = start - scene.line
    mends = [*found.patches]
    edits = [*found.finding.fix]
    for stuck in _STUCK_LINE.finditer(text, start + 1, end):
        at = stuck.start(1)
        if at - line_start(text, at) == column:
            mends.append(Patch(at + 1, at + 1, " "))
            edits.append(scene.edit(at + 1, at + 1, " "))
    return Explanation(found.finding._replace(fix=tuple(edits)), tuple(mends))


def _stuck_colon(scene: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
    """A name of the file's whose colon touches its value."""
    name = scene.text[scene.at : scene.text.index(":", scene.at)]
    quote = scene.text[scene.at + len(name) + 1] in {'"', "'"}
    if not quote and not is_known_key(scene.text, name, scene.line):
        return None
    return colons.colon_space_finding(scene, scene.at)


def _swallowed(scene: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
    """A text that begins with a hash, and so is a note."""
    finding = yaml_messages.HASH_IN_TEXT.at(
        scene.source,
        (scene.at, scene.line_end),
        excerpt(scene.text[scene.at : scene.line_end]),
    )
    words = intended_text(scene.text, scene.at)
    advice, edits = quote_advice(scene, words)
    mend = Patch(scene.at, scene.at + 1, stand_in("#"))
    return Explanation(finding._replace(help=advice, fix=edits), (mend,))


def _quoted(scene: ErrorContext, end: int) -> Explanation | None:
    """A quoted text over lines that are names and points: it was never closed."""
    if not _BUILT_LINE.search(scene.text, scene.line_end, end):
        return None
    return quotes.late_quote_finding(scene, scene.at, end)


def _deep(scene: ErrorContext, end: int) -> Explanation | None:
    """A name or point that stands so far in that it is read as text."""
    text = scene.text
    if bare := colons.key_without_colon(scene, scene.at):
        return bare
    before = text[scene.line : scene.line_end].rstrip()
    for found in iter_lines(text, scene.line_end, end):
        body = found[1].strip(" \t")
        if not body:
            continue
        if is_structure(body) and (
            explanation := _deep_line(scene, found, before.rstrip(" \t"))
        ):
            return explanation
        before = body
    return None


def _deep_line(
    scene: ErrorContext, found: re.Match[str], before: str
) -> Explanation | None:
    text, line = scene.text, found.start()
    here = parse_line(found[1])
    # The way from the text to the line is not part of what is open above it.
    if here.name and is_known_key(text, here.name, line):
        return _far_in(scene, line)
    if here.dashes and here.is_header:
        return _far_in(scene, line)
    if here.dashes and before.endswith((".", "!", "?")) and here.value[:1].isupper():
        start = line + here.indent
        place = (start, line_end(text, line))
        return Explanation(yaml_messages.MAY_BE_READ_AS_TEXT.at(scene.source, place))
    return None


def _far_in(scene: ErrorContext, line: int) -> Explanation:
    return misplaced_lines.misplaced_line(scene, line, yaml_messages.READ_AS_TEXT, "")


def _ragged(scene: ErrorContext, end: int) -> Explanation | None:
    """A line of a folded text that stands further in than the first."""
    first: int | None = None
    for found in iter_lines(scene.text, scene.line_end, end):
        if not found[1].strip():
            continue
        indent = len(found[1]) - len(found[1].lstrip(" "))
        first = indent if first is None else first
        if indent > first:
            start = found.start() + indent
            finding = yaml_messages.RAGGED_TEXT.at(scene.source, (start, found.end(1)))
            return Explanation(finding)
    return None


def _curly(scene: ErrorContext, end: int) -> Explanation | None:
    """A text that stands in curly quotes as if they were straight."""
    found = quotes.CURLY.match(scene.text, scene.at)
    if found is None or found.end(1) != end:
        return None
    words = found[1][1:-1].rstrip()
    if words.count(" ") >= _MANY_WORDS or words.endswith((".", "!", "?")):
        place = (scene.at, scene.at + 1)
        return Explanation(yaml_messages.CURLY_ROUND_TEXT.at(scene.source, place))
    return quotes.curly_quote_finding(scene, found)


def _document(scene: ErrorContext, end: int) -> Explanation | None:
    """A line of dashes between the parts of one document."""
    text = scene.text
    if text[scene.at : end] != "---" or text[end : scene.line_end].strip():
        return None
    below = next(
        (x for x in iter_lines(text, scene.line_end) if is_structure(x[1].strip())),
        None,
    )
    levels = outline.outline_above(text, scene.line).levels
    if below is None or not levels:
        return None
    first = parse_line(below[1])
    if not first.indent and (first.dashes or first.name in levels[0].names):
        return None
    finding = yaml_messages.SECOND_DOCUMENT.at(scene.source, (scene.at, end))
    return Explanation(finding, (Patch(scene.at, scene.at + 1, "#"),))


def _no_anchor(scene: ErrorContext, end: int) -> Explanation | None:  # noqa: ARG001
    """A text that begins with “&”."""
    return indicators.indicator_finding(scene, scene.at)


_BY_KIND = {
    "anchor": _no_anchor,
    "document": _document,
    "sentence": _sentence,
    "stuck-dash": _stuck_dash,
    "stuck-colon": _stuck_colon,
    "hash": _swallowed,
    "quoted": _quoted,
    "deep": _deep,
    "ragged": _ragged,
    "curly": _curly,
}
