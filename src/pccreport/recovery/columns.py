"""Lines in the wrong column: where each could belong, the likeliest first."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.advice import indent_advice
from pccreport.recovery.outline import STEP, Outline, OutlineLine, outline_of
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import iter_lines
from pccreport.source.update_fields import OF_AWARD, OF_ENTRY
from pccreport.source.yaml import INDENT_RULES
from pccreport.source.yaml_messages import MORE

_UNUSUAL = 4
"""What a column that no such line has elsewhere costs, in spaces."""
_MAX_SHOWN = 200
"""Characters of a line read for its advice, which shows fewer."""
_TAB_WIDTHS = (2, 4, 8)
"""Columns of a tab in editors; two first, the indent of our files."""


class Move(NamedTuple):
    """A line that may belong in another column."""

    cost: float
    number: int
    """The line, in the outline."""
    column: int
    with_block: bool = False
    """True if the lines that belong to it are moved with it."""


def moves(outline: Outline, index: int) -> list[Move]:
    """Return the moves that could explain an error on a line, the likeliest first.

    The line itself may be wrong, or one above it. A line is likely to be wrong if no other such
    line is in its column, and to belong where others are.
    """
    at = outline.lines[index]
    if not at.is_structure:
        return [Move(0, index, at.text.column)] if at.text else []
    found: list[Move] = []
    for number in (*at.above, index):
        at = outline.lines[number]
        here, usual = at.shape.indent, _usual(outline, number)
        for column in _possible(outline, at, usual) - {here}:
            cost = abs(column - here) + (number < index)
            cost += _UNUSUAL * ((usual[here] > 0) + (usual[column] <= 0))
            found += Move(cost, number, column), Move(cost + 1, number, column, True)
    return sorted(found)


def _possible(outline: Outline, at: OutlineLine, usual: Counter[int]) -> set[int]:
    """Return the columns in which a line could start below the lines above it."""
    columns = _starts(outline, at)
    if at.kind in OF_ENTRY:
        columns &= (+usual).keys()
    if at.opener is not None:
        columns.add(at.opener + STEP)
    return columns if at.above else {0}


def _starts(outline: Outline, at: OutlineLine) -> set[int]:
    """Return the columns in which the open dashes, or fields, above a line start."""
    above = [outline.lines[number] for number in at.above]
    if at.shape.dashes:
        return {each.shape.indent for each in above if each.shape.dashes}
    return {each.inner for each in above if each.shape.name}


def _usual(outline: Outline, number: int) -> Counter[int]:
    """Return how many other lines like one start in each column.

    Of a name that is nowhere else, the columns of the fields that belong with it, or the one
    that fits the line below.
    """
    at, below = outline.lines[number], outline.lines[number + 1 : number + 2]
    found = Counter(outline.columns[at.kind])
    if at.is_structure:
        found[at.shape.indent] -= 1
    if not +found:
        groups = [group for group in (OF_ENTRY, OF_AWARD) if at.kind in group]
        for name in groups[0] if groups else ():
            found += outline.columns[name] if name != at.kind else Counter()
    if not +found and below and below[0].is_structure:
        found[below[0].shape.indent - STEP * at.shape.is_opener] = 1
    return found


def move_patches(outline: Outline, move: Move) -> list[Patch]:
    """Return the patches of a move."""
    first, *below = outline.lines[move.number :]
    here = first.shape.indent
    block = [first.line]
    for at in below:
        belongs = at.shape.indent == here and not at.is_structure
        if first.is_structure:
            belongs = move.with_block and at.shape.indent >= here
        if not belongs:
            break
        block.append(at.line)
    shift = move.column - here
    return [
        Patch(line.start, line.start + line.indent, " " * max(line.indent + shift, 0))
        for line in block
    ]


def fix_indentation(
    patched: PatchedSource, found: tuple[Diagnostic, ...]
) -> tuple[list[Patch], tuple[Diagnostic, ...]]:
    """Return the patches that indent lines with spaces, not tabs, and the findings with their fixes."""
    if not any(finding.rule in INDENT_RULES for finding in found):
        return [], found
    columns, outline = outline_of(patched.text).columns, Outline(patched.text)
    patches: list[Patch] = []
    for line in iter_lines(patched.text, 1 if patched.text.startswith("\ufeff") else 0):
        end = line.start + line.indent
        typed = patched.source.text[line.start : end]
        if typed.strip(" ") and line.content:
            at = outline.placed(line)
            indent = " " * _column_of_tabs(outline, at, typed, columns[at.kind])
            patches.append(Patch(line.start, end, indent))
            outline.read(line._replace(typed=indent + line.typed[line.indent :]))
        else:
            outline.read(line)
    return patches, tuple(_with_fixes(patched, found, patches))


def _column_of_tabs(
    outline: Outline, at: OutlineLine, typed: str, usual: Container[int]
) -> int:
    """Return the column that was meant by an indent that is not all spaces."""
    widths = [len(typed.expandtabs(width)) for width in _TAB_WIDTHS]
    starts = _starts(outline, at)
    is_exact = "\t" not in typed and widths[0] in starts
    if is_exact or not at.line.is_content:
        return widths[0]
    if at.text and not at.is_structure:
        return at.text.column
    if at.opener is not None:
        return at.opener + STEP
    fitting = {column for column in starts if column in usual} or starts or {widths[0]}
    nearest = min(fitting, key=lambda column: abs(column - widths[0]))
    return next((width for width in widths if width in fitting), nearest)


def _with_fixes(
    patched: PatchedSource, found: tuple[Diagnostic, ...], patches: list[Patch]
) -> Iterator[Diagnostic]:
    source, starts = patched.source, [patch.start for patch in patches]
    edits = [Edit(Span(source, p.start, p.end), p.text) for p in patches]
    for finding in found:
        index = bisect_right(starts, finding.at.span.start) - 1
        if finding.rule not in INDENT_RULES or index < 0:
            yield finding
            continue
        end = edits[index].span.end
        line = source.text[end : end + _MAX_SHOWN].splitlines() or [""]
        advice = indent_advice(line[0], len(edits[index].text))
        _, more, count = finding.help.partition(MORE)
        # The last finding counts the remaining lines, and fixes them.
        fix = edits[index:] if more else edits[index : index + 1]
        yield finding._replace(help=f"{advice}{more}{count}", fix=tuple(fix))
