"""Which rows of the table fit which lines, and the findings of those that do."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.columns import Move
from pccreport.recovery.meant import Meaning, meanings, moved
from pccreport.recovery.outline import PLAIN, STEP, Outline
from pccreport.recovery.patched_source import PatchedSource
from pccreport.recovery.table import MOVED, UNKNOWN, Row, compiled, rows
from pccreport.source import yaml_messages
from pccreport.source.composer import ParseError
from pccreport.source.update_fields import FIELDS
from pccreport.source.yaml_messages import DiagnosticTemplate, end_excerpt, excerpt

_ANY_LINE = Row("WRONG_INDENT", r" *(?P<mark>\S.*)", MOVED)


class Fit(NamedTuple):
    """A row that fits a line."""

    row: Row
    number: int
    """The line, in the outline."""
    found: re.Match[str]


def template(row: Row) -> DiagnosticTemplate:
    """Return the message of a row."""
    found: DiagnosticTemplate = getattr(yaml_messages, row.message)
    return found


def fits_of_error(outline: Outline, text: str, error: ParseError) -> Iterator[Fit]:
    """Yield the rows that could explain an error, in the order of the table."""
    lines = lines_of_error(outline, text, error)
    places = {error.at, error.since, error.last and error.last.start}
    for row in rows():
        for index in lines:
            fit = _fit(row, outline, index)
            if fit is None or template(row).severity is WARNING:
                continue
            start = outline.lines[index].line.start + fit.found.start("mark")
            if row.meant == UNKNOWN and start not in places:
                continue
            is_here = index == lines[0] or not outline.lines[index].is_structure
            if row.meant != MOVED or is_here:
                yield fit


def sure_fits(outline: Outline) -> list[tuple[Fit, Meaning]]:
    """Return the rows that fit a line where there need be no error, and what was meant.

    Points with the same sign below each other are one mistake.
    """
    result = [*_outdented_points(outline)]
    for index, at in enumerate(outline.lines):
        sure = (
            row for row in rows() if row.is_sure and bool(row.inside) == bool(at.inside)
        )
        fit = next(filter(None, (_fit(row, outline, index) for row in sure)), None)
        meaning = fit and next(meanings(fit.row, outline, index, fit.found), None)
        if fit is None or meaning is None:
            continue
        above, known = result[-1] if result else (fit, meaning)
        is_next = above.number + known.lines == index and above.row is fit.row
        if is_next and _sign(above) == _sign(fit):
            patches = (*known.patches, *meaning.patches)
            lines = known.lines + 1
            result[-1] = above, known._replace(patches=patches, lines=lines)
        else:
            result.append((fit, meaning))
    return result


def finding(
    patched: PatchedSource, outline: Outline, fit: Fit, meaning: Meaning
) -> Diagnostic:
    """Return the finding of a row, at its line or, of a line that is moved, at that."""
    row, found = fit.row, fit.found
    if meaning.number != fit.number:
        row = _ANY_LINE
        typed = outline.lines[meaning.number].line.typed.rstrip()
        found = compiled(row.line).fullmatch(typed) or found
    line = outline.lines[meaning.number].line
    start, end = found.span("mark")
    groups = {"words": "", "known": "", **found.groupdict()}
    shown = excerpt(found["mark"])
    if groups["words"] or shown == ":":
        shown = end_excerpt(groups["words"] or groups["known"] or shown)
    span = (line.start + start, line.start + max(end, start + 1))
    result = template(row).at(patched.reading, span, shown)
    edits = (
        Edit(Span(patched.reading, p.start, p.end), p.text) for p in meaning.patches
    )
    fix = tuple(edits) if meaning.is_certain else ()
    help = result.help
    if "{meant}" in help:
        help = help.replace("{meant}", meaning.help)
    elif meaning.help:
        help = meaning.help
    return result._replace(help=help, fix=fix)


def _sign(fit: Fit) -> tuple[str, int]:
    """Return the sign at the start of a line and its column."""
    start = fit.found.start("mark")
    is_first = not fit.found.string[:start].strip()
    return fit.found["mark"], start if is_first else -1 - fit.number


def _fit(row: Row, outline: Outline, index: int) -> Fit | None:
    at = outline.lines[index]
    if row.inside and row.inside not in at.inside.split():
        return None
    found = compiled(row.line).fullmatch(at.line.typed.rstrip())
    if found is None:
        return None
    known = found.groupdict().get("known")
    if known and known not in FIELDS and not outline.has_name(known, index):
        return None
    is_between = _is_beside(row.above, outline, index - 1, 0) and _is_beside(
        row.below, outline, index + 1, at.shape.indent
    )
    return Fit(row, index, found) if is_between else None


def _is_beside(pattern: str, outline: Outline, index: int, column: int) -> bool:
    """Return whether a line, from a column on, fits the pattern for one beside the mistake."""
    typed = ""
    if 0 <= index < len(outline.lines):
        at = outline.lines[index]
        typed = at.line.typed[min(column, at.shape.indent) :].rstrip()
    return not pattern or compiled(pattern).fullmatch(typed) is not None


def lines_of_error(outline: Outline, text: str, error: ParseError) -> list[int]:
    """Return the lines an error can come from, first the one where the parser stopped."""
    starts = [at.line.start for at in outline.lines]
    at = min(error.at, max(len(text.rstrip()) - 1, 0))
    stopped = max(bisect_right(starts, at) - 1, 0)
    offsets = [error.since, error.last and error.last.start]
    begun = [max(bisect_right(starts, o) - 1, 0) for o in offsets if o is not None]
    above = stopped
    while above and outline.lines[above].inside:
        above -= 1
    lines = dict.fromkeys([stopped, *begun, max(stopped - 1, 0), above])
    return [index for index in lines if index < len(outline.lines)]


def _outdented_points(outline: Outline) -> Iterator[tuple[Fit, Meaning]]:
    """Yield each first point that is so far out that the next one is read as its text."""
    lines = outline.lines
    for index, at in enumerate(lines):
        first = lines[index - 1]
        if at.inside != PLAIN or not (at.shape.dashes and first.shape.dashes):
            continue
        if first.opener is None or first.opener + STEP != at.shape.indent:
            continue
        found = compiled(_ANY_LINE.line).fullmatch(first.line.typed.rstrip())
        move = Move(0, index - 1, at.shape.indent, with_block=False)
        if found and first.shape.indent != at.shape.indent:
            yield Fit(_ANY_LINE, index - 1, found), moved(outline, move)
