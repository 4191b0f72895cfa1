"""Errors of layout: a line in the wrong column, a dash on the wrong line."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.text import Span
from pccreport.recovery import outline, suggested_line
from pccreport.recovery.column_inference import (
    find_outdented_key,
    find_wrong_line_above,
    infer_column,
    move_lines,
)
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    line_above,
    line_end,
    line_start,
)
from pccreport.recovery.outline import (
    STEP,
    Outline,
    is_structure,
    iter_lines,
    parse_line,
)
from pccreport.recovery.patched_source import Patch
from pccreport.source import yaml_messages
from pccreport.source.yaml_messages import DiagnosticTemplate, excerpt

_WORD = re.compile(" *")
_FEWEST = 3
"""Spaces in a line that another line of text goes on from: “a: 1” is a value that is complete.

With none, words that could be anything are put under the value above them.
"""


def wrong_indent(context: ErrorContext) -> Explanation | None:
    """Return the finding for a line that starts in a column where nothing above it starts."""
    if context.at != context.word:
        return None
    return misplaced_line(context, context.line, yaml_messages.WRONG_INDENT, "")


def over_indented(context: ErrorContext, name: str, above: Span) -> Explanation:
    """Return the finding for a field below a text that it cannot belong to."""
    label = Annotation(above, "the text above starts here")
    end = context.word + len(name)
    found = misplaced_line(
        context, context.line, yaml_messages.NAME_TOO_FAR_IN, excerpt(name)
    )
    finding = found.finding
    if finding.at.span.start == context.word:
        place = Span(context.source, context.word, end)
        finding = finding._replace(at=Annotation(place), related=(label,))
    return found._replace(finding=finding)


def under_indented(context: ErrorContext, since: int, words: str) -> Explanation | None:
    """Return the finding for a line of a text that is not indented enough."""
    text = context.text
    line = line_start(text, since)
    above = outline.outline_above(text, line)
    if above.text is None or is_structure(words):
        return None
    if not above.text.kind and " " not in text[above.text.line : line].strip(" -"):
        return None
    if not above.text.kind and line_above(text, line).strip().count(" ") < _FEWEST:
        return None
    return misplaced_line(context, line, yaml_messages.TEXT_TOO_FAR_OUT, "")


def outdented_line(context: ErrorContext, start: int) -> Explanation | None:
    """Return the finding for a line above that is indented less than the text it belongs to."""
    text, line = context.text, line_start(context.text, start)
    above = outline.outline_above(text, line).text
    if above is None or above.kind not in {"|", ">"} or above.column is None:
        return None
    if not start - line < above.column or text[line:start].strip(" "):
        return None
    return misplaced_line(context, line, yaml_messages.TEXT_TOO_FAR_OUT, "")


def misplaced_line(
    context: ErrorContext, line: int, fault: DiagnosticTemplate, words: str
) -> Explanation:
    """Return the finding for a line in the wrong column, or for the one above it that is."""
    text = context.text
    above = outline.outline_above(text, line)
    found = next(iter_lines(text, line), None)
    if found is None:
        return Explanation(_finding(context, line, fault, words))
    here = parse_line(found[1])
    blamed = _first_line_of_text(above, here.indent, is_structure(found[1].strip()))
    if (
        blamed is None
        and fault is not yaml_messages.READ_AS_TEXT
        and is_structure(found[1].strip())
    ):
        outer = find_outdented_key(text, line, here.indent)
        if outer is not None:
            finding = _finding(context, outer, yaml_messages.WRONG_INDENT, "")
            patch = Patch(outer, outer + _indent(text, outer), " " * here.indent)
            return Explanation(_advised(context, finding, outer, here.indent), (patch,))
    if blamed is None:
        blamed = find_wrong_line_above(above, here.indent, bool(here.dashes))
    if blamed is not None:
        return _first_wrong_line(context, blamed, line)
    column_ = infer_column(above, text, found, (here.indent,))
    if column_ is None or column_ == here.indent:
        return Explanation(_finding(context, line, fault, words))
    return _put(context, line, column_, above, _finding(context, line, fault, words))


def _first_wrong_line(context: ErrorContext, blamed: int, line: int) -> Explanation:
    """Return the first line of the value that the one at `line` continues, if that is wrong."""
    text = context.text
    above = outline.outline_above(text, line)
    was = _indent(text, blamed)
    new = above.parent(blamed) + STEP
    if above.text is not None and above.text.line == blamed and above.text.kind:
        new = above.text.parent + STEP
    finding = _finding(context, blamed, yaml_messages.WRONG_INDENT, "")
    patch = Patch(blamed, blamed + was, " " * new)
    return Explanation(_advised(context, finding, blamed, new), (patch,))


def _put(
    context: ErrorContext, line: int, column: int, above: Outline, finding: Diagnostic
) -> Explanation:
    fitting = {level.column for level in above.levels}
    patches = move_lines(context.text, line, column, fitting)
    finding = _advised(context, finding, line, column)
    if abs(column - _indent(context.text, line)) == 1 and len(patches) == 1:
        edits = [context.edit(patch.start, patch.end, patch.text) for patch in patches]
        finding = finding._replace(fix=tuple(edits))
    return Explanation(finding, patches)


def _advised(
    context: ErrorContext, finding: Diagnostic, line: int, column: int
) -> Diagnostic:
    """Return the finding with the line as it should be."""
    start = line + _indent(context.text, line)
    advice = suggested_line.indent_advice(
        context.text[start : line_end(context.text, line)], column
    )
    return finding._replace(help=advice)


def _finding(
    context: ErrorContext, line: int, fault: DiagnosticTemplate, words: str
) -> Diagnostic:
    start = line + _indent(context.text, line)
    return fault.at(context.source, (start, line_end(context.text, line)), words)


def _first_line_of_text(above: Outline, indent: int, is_built: bool) -> int | None:
    """Return the first line of a text, if it alone is indented too far."""
    text = above.text
    if is_built or text is None or text.lines != 1 or text.column is None:
        return None
    if text.kind in {"|", ">"} and text.parent + STEP == indent < text.column:
        return text.line
    return None


def _indent(text: str, line: int) -> int:
    found = _WORD.match(text, line)
    return found.end() - line if found else 0


def list_beside_key(context: ErrorContext) -> Explanation | None:
    """Return the finding for a dash on the same line as its field name."""
    text = context.text
    if text[context.at : context.at + 1] != "-" or context.at == context.word:
        return None
    before = text[context.line : context.at]
    if not before.rstrip().endswith(":"):
        return None
    finding = yaml_messages.LIST_BESIDE_NAME.at(
        context.source, (context.at, context.at + 1)
    )
    name = len(before) - len(before.lstrip(" -"))
    column = name + STEP
    for found in iter_lines(text, min(context.line_end + 1, len(text))):
        below = parse_line(found[1])
        if below.dashes and below.indent > name:
            column = below.indent
        if found[1].strip():
            break
    start = context.line + len(before.rstrip())
    return Explanation(finding, (Patch(start, context.at, "\n" + " " * column),))
