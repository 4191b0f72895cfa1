"""Mistakes of place: a line that begins in the wrong column, a dash on the wrong line."""

from __future__ import annotations

import re

from pccreport.findings.finding import Diagnostic, Label
from pccreport.findings.text import Span
from pccreport.source import faults, outline, rewrite
from pccreport.source.columns import column_of, first_to_blame, moved, out_of_line
from pccreport.source.draft import Mend
from pccreport.source.faults import Fault, excerpt
from pccreport.source.outline import STEP, Outline, lines, looks_built, shape
from pccreport.source.scene import Explanation, Scene, end_of, line_of

_WORD = re.compile(" *")


def wrong_indent(scene: Scene) -> Explanation | None:
    """A line that begins in a column where nothing above it begins."""
    if scene.at != scene.word:
        return None
    return misplaced(scene, scene.line, faults.WRONG_INDENT, "")


def too_far_in(scene: Scene, name: str, above: Span) -> Explanation:
    """A name below a text that it cannot belong to."""
    label = Label(above, "the text above starts here")
    end = scene.word + len(name)
    found = misplaced(scene, scene.line, faults.NAME_TOO_FAR_IN, excerpt(name))
    finding = found.finding
    if finding.at.span.start == scene.word:
        place = Span(scene.source, scene.word, end)
        finding = finding._replace(at=Label(place), related=(label,))
    return found._replace(finding=finding)


def too_far_out(scene: Scene, since: int, words: str) -> Explanation | None:
    """A line of a text that begins further out than the text may."""
    text = scene.text
    line = line_of(text, since)
    above = outline.above(text, line)
    if above.text is None or looks_built(words):
        return None
    if not above.text.kind and " " not in text[above.text.line : line].strip(" -"):
        return None
    before = text[max(line - 200, 0) : line].rstrip().rpartition("\n")[2].strip()
    if not above.text.kind and before.count(" ") < 3:
        return None
    return misplaced(scene, line, faults.TEXT_TOO_FAR_OUT, "")


def fallen_out(scene: Scene, start: int) -> Explanation | None:
    """A line above that begins further out than the text it belongs to."""
    text, line = scene.text, line_of(scene.text, start)
    above = outline.above(text, line).text
    if above is None or above.kind not in {"|", ">"} or above.column is None:
        return None
    if not start - line < above.column or text[line:start].strip(" "):
        return None
    return misplaced(scene, line, faults.TEXT_TOO_FAR_OUT, "")


def misplaced(scene: Scene, line: int, fault: Fault, words: str) -> Explanation:
    """The finding for a line in the wrong column, or for the one above it that is."""
    text = scene.text
    above = outline.above(text, line)
    found = next(lines(text, line), None)
    if found is None:
        return Explanation(_finding(scene, line, fault, words))
    here = shape(found[1])
    blamed = _first_line_of_text(above, here.indent, looks_built(found[1].strip()))
    if (
        blamed is None
        and fault is not faults.READ_AS_TEXT
        and looks_built(found[1].strip())
    ):
        outer = out_of_line(text, line, here.indent)
        if outer is not None:
            finding = _finding(scene, outer, faults.WRONG_INDENT, "")
            mend = Mend(outer, outer + _indent(text, outer), " " * here.indent)
            return Explanation(_advised(scene, finding, outer, here.indent), (mend,))
    if blamed is None:
        blamed = first_to_blame(above, here.indent, bool(here.dashes))
    if blamed is not None:
        return _blame(scene, blamed, line)
    column_ = column_of(above, text, found, (here.indent,))
    if column_ is None or column_ == here.indent:
        return Explanation(_finding(scene, line, fault, words))
    return _put(scene, line, column_, above, _finding(scene, line, fault, words))


def _blame(scene: Scene, blamed: int, line: int) -> Explanation:
    """The first line of what the one at `line` goes on with stands wrong."""
    text = scene.text
    above = outline.above(text, line)
    was = _indent(text, blamed)
    new = above.parent(blamed) + STEP
    if above.text is not None and above.text.line == blamed and above.text.kind:
        new = above.text.parent + STEP
    finding = _finding(scene, blamed, faults.WRONG_INDENT, "")
    mend = Mend(blamed, blamed + was, " " * new)
    return Explanation(_advised(scene, finding, blamed, new), (mend,))


def _put(
    scene: Scene, line: int, column: int, above: Outline, finding: Diagnostic
) -> Explanation:
    fitting = {level.column for level in above.levels}
    mends = moved(scene.text, line, column, fitting)
    finding = _advised(scene, finding, line, column)
    if abs(column - _indent(scene.text, line)) == 1 and len(mends) == 1:
        edits = [scene.edit(mend.start, mend.end, mend.text) for mend in mends]
        finding = finding._replace(fix=tuple(edits))
    return Explanation(finding, mends)


def _advised(scene: Scene, finding: Diagnostic, line: int, column: int) -> Diagnostic:
    """The finding with the line as it ought to be."""
    start = line + _indent(scene.text, line)
    advice = rewrite.indented(scene.text[start : end_of(scene.text, line)], column)
    return finding._replace(help=advice)


def _finding(scene: Scene, line: int, fault: Fault, words: str) -> Diagnostic:
    start = line + _indent(scene.text, line)
    return fault.at(scene.source, (start, end_of(scene.text, line)), words)


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


def list_beside_name(scene: Scene) -> Explanation | None:
    """A dash on the line of the name that it belongs to."""
    text = scene.text
    if text[scene.at : scene.at + 1] != "-" or scene.at == scene.word:
        return None
    before = text[scene.line : scene.at]
    if not before.rstrip().endswith(":"):
        return None
    finding = faults.LIST_BESIDE_NAME.at(scene.source, (scene.at, scene.at + 1))
    name = len(before) - len(before.lstrip(" -"))
    column = name + STEP
    for found in lines(text, min(scene.line_end + 1, len(text))):
        below = shape(found[1])
        if below.dashes and below.indent > name:
            column = below.indent
        if found[1].strip():
            break
    start = scene.line + len(before.rstrip())
    return Explanation(finding, (Mend(start, scene.at, "\n" + " " * column),))
