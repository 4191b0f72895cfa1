"""Mistakes of place: a line that begins in the wrong column, a dash on the wrong line."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.text import Span
from pccreport.source import outline, suggested_line, yaml_messages
from pccreport.source.column_inference import (
    find_outdented_key,
    find_wrong_line_above,
    infer_column,
    move_lines,
)
from pccreport.source.error_context import (
    ErrorContext,
    Explanation,
    line_end,
    line_start,
)
from pccreport.source.outline import STEP, Outline, is_structure, iter_lines, parse_line
from pccreport.source.patched_source import Patch
from pccreport.source.yaml_messages import DiagnosticTemplate, excerpt

_WORD = re.compile(" *")


def wrong_indent(scene: ErrorContext) -> Explanation | None:
    """A line that begins in a column where nothing above it begins."""
    if scene.at != scene.word:
        return None
    return misplaced_line(scene, scene.line, yaml_messages.WRONG_INDENT, "")


def over_indented(scene: ErrorContext, name: str, above: Span) -> Explanation:
    """A name below a text that it cannot belong to."""
    label = Annotation(above, "the text above starts here")
    end = scene.word + len(name)
    found = misplaced_line(
        scene, scene.line, yaml_messages.NAME_TOO_FAR_IN, excerpt(name)
    )
    finding = found.finding
    if finding.at.span.start == scene.word:
        place = Span(scene.source, scene.word, end)
        finding = finding._replace(at=Annotation(place), related=(label,))
    return found._replace(finding=finding)


def under_indented(scene: ErrorContext, since: int, words: str) -> Explanation | None:
    """A line of a text that begins further out than the text may."""
    text = scene.text
    line = line_start(text, since)
    above = outline.outline_above(text, line)
    if above.text is None or is_structure(words):
        return None
    if not above.text.kind and " " not in text[above.text.line : line].strip(" -"):
        return None
    before = text[max(line - 200, 0) : line].rstrip().rpartition("\n")[2].strip()
    if not above.text.kind and before.count(" ") < 3:
        return None
    return misplaced_line(scene, line, yaml_messages.TEXT_TOO_FAR_OUT, "")


def outdented_line(scene: ErrorContext, start: int) -> Explanation | None:
    """A line above that begins further out than the text it belongs to."""
    text, line = scene.text, line_start(scene.text, start)
    above = outline.outline_above(text, line).text
    if above is None or above.kind not in {"|", ">"} or above.column is None:
        return None
    if not start - line < above.column or text[line:start].strip(" "):
        return None
    return misplaced_line(scene, line, yaml_messages.TEXT_TOO_FAR_OUT, "")


def misplaced_line(
    scene: ErrorContext, line: int, fault: DiagnosticTemplate, words: str
) -> Explanation:
    """The finding for a line in the wrong column, or for the one above it that is."""
    text = scene.text
    above = outline.outline_above(text, line)
    found = next(iter_lines(text, line), None)
    if found is None:
        return Explanation(_finding(scene, line, fault, words))
    here = parse_line(found[1])
    blamed = _first_line_of_text(above, here.indent, is_structure(found[1].strip()))
    if (
        blamed is None
        and fault is not yaml_messages.READ_AS_TEXT
        and is_structure(found[1].strip())
    ):
        outer = find_outdented_key(text, line, here.indent)
        if outer is not None:
            finding = _finding(scene, outer, yaml_messages.WRONG_INDENT, "")
            mend = Patch(outer, outer + _indent(text, outer), " " * here.indent)
            return Explanation(_advised(scene, finding, outer, here.indent), (mend,))
    if blamed is None:
        blamed = find_wrong_line_above(above, here.indent, bool(here.dashes))
    if blamed is not None:
        return _blame(scene, blamed, line)
    column_ = infer_column(above, text, found, (here.indent,))
    if column_ is None or column_ == here.indent:
        return Explanation(_finding(scene, line, fault, words))
    return _put(scene, line, column_, above, _finding(scene, line, fault, words))


def _blame(scene: ErrorContext, blamed: int, line: int) -> Explanation:
    """The first line of what the one at `line` goes on with stands wrong."""
    text = scene.text
    above = outline.outline_above(text, line)
    was = _indent(text, blamed)
    new = above.parent(blamed) + STEP
    if above.text is not None and above.text.line == blamed and above.text.kind:
        new = above.text.parent + STEP
    finding = _finding(scene, blamed, yaml_messages.WRONG_INDENT, "")
    mend = Patch(blamed, blamed + was, " " * new)
    return Explanation(_advised(scene, finding, blamed, new), (mend,))


def _put(
    scene: ErrorContext, line: int, column: int, above: Outline, finding: Diagnostic
) -> Explanation:
    fitting = {level.column for level in above.levels}
    mends = move_lines(scene.text, line, column, fitting)
    finding = _advised(scene, finding, line, column)
    if abs(column - _indent(scene.text, line)) == 1 and len(mends) == 1:
        edits = [scene.edit(mend.start, mend.end, mend.text) for mend in mends]
        finding = finding._replace(fix=tuple(edits))
    return Explanation(finding, mends)


def _advised(
    scene: ErrorContext, finding: Diagnostic, line: int, column: int
) -> Diagnostic:
    """The finding with the line as it ought to be."""
    start = line + _indent(scene.text, line)
    advice = suggested_line.indent_advice(
        scene.text[start : line_end(scene.text, line)], column
    )
    return finding._replace(help=advice)


def _finding(
    scene: ErrorContext, line: int, fault: DiagnosticTemplate, words: str
) -> Diagnostic:
    start = line + _indent(scene.text, line)
    return fault.at(scene.source, (start, line_end(scene.text, line)), words)


def _first_line_of_text(above: Outline, indent: int, is_built: bool) -> int | None:
    """The first line of a text, where it alone stands too far in."""
    text = above.text
    if is_built or text is None or text.lines != 1 or text.column is None:
        return None
    if text.kind in {"|", ">"} and text.parent + STEP == indent < text.column:
        return text.line
    return None


def _indent(text: str, line: int) -> int:
    found = _WORD.match(text, line)
    return found.end() - line if found else 0


def list_beside_key(scene: ErrorContext) -> Explanation | None:
    """A dash on the line of the name that it belongs to."""
    text = scene.text
    if text[scene.at : scene.at + 1] != "-" or scene.at == scene.word:
        return None
    before = text[scene.line : scene.at]
    if not before.rstrip().endswith(":"):
        return None
    finding = yaml_messages.LIST_BESIDE_NAME.at(scene.source, (scene.at, scene.at + 1))
    name = len(before) - len(before.lstrip(" -"))
    column = name + STEP
    for found in iter_lines(text, min(scene.line_end + 1, len(text))):
        below = parse_line(found[1])
        if below.dashes and below.indent > name:
            column = below.indent
        if found[1].strip():
            break
    start = scene.line + len(before.rstrip())
    return Explanation(finding, (Patch(start, scene.at, "\n" + " " * column),))
