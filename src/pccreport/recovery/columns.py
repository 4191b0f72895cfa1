"""Lines in the wrong column: where each could belong, the likeliest first."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.advice import indent_advice
from pccreport.recovery.outline import STEP, Outline, OutlineLine
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import Line, iter_lines
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
        here, below = at.shape.indent, outline.lines[number + 1 : number + 2]
        usual = _usual(outline, at, Counter([here]))
        if not usual and below and below[0].is_structure:
            # A name that is nowhere else may fit the line below.
            usual[below[0].shape.indent - STEP * at.shape.is_opener] = 1
        for column in _possible(outline, at) - {here}:
            cost = abs(column - here) + (number < index)
            cost += _UNUSUAL * ((usual[here] > 0) + (usual[column] <= 0))
            found += Move(cost, number, column), Move(cost + 1, number, column, True)
    return sorted(found)


def _possible(outline: Outline, at: OutlineLine) -> set[int]:
    """Return the columns in which a line could start below the lines above it."""
    columns = _starts(outline, at)
    if at.opener is not None:
        columns.add(at.opener + STEP)
    return columns if at.above else {0}


def _starts(outline: Outline, at: OutlineLine) -> set[int]:
    """Return the columns in which the open dashes, or the fields that belong with it, above a line start."""
    above = [outline.lines[number] for number in at.above]
    if at.shape.dashes:
        return {each.shape.indent for each in above if each.shape.dashes}
    names = _relatives(at) or {each.shape.name for each in above} - {""}
    return {each.inner for each in above if each.shape.name in names}


def _relatives(at: OutlineLine) -> set[str]:
    """Return the fields that belong with the field of a line, if it is one of an update."""
    groups = [group for group in (OF_ENTRY, OF_AWARD) if at.kind in group]
    return set().union(*groups)


def _usual(outline: Outline, at: OutlineLine, own: Counter[int]) -> Counter[int]:
    """Return how many lines like one start in each column, without its own.

    Of a name that is nowhere else, how many of the fields that belong with it.
    """
    found = outline.columns[at.kind] - own
    for name in set() if found else _relatives(at) - {at.kind}:
        found += outline.columns[name]
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
    text, typed = patched.text, patched.source.text
    lines = [*iter_lines(text, 1 if text.startswith("\ufeff") else 0)]
    indents = [typed[line.start : line.start + line.indent] for line in lines]
    sound, outline = Outline(text), Outline(text)
    for line, indent in zip(lines, indents, strict=True):
        if not indent.strip(" "):
            sound.read(line)
    patches: list[Patch] = []
    for line, indent in zip(lines, indents, strict=True):
        spaces = indent
        if indent.strip(" ") and line.content:
            spaces = " " * _column_of_tabs(sound, outline, line, indent)
            patches.append(Patch(line.start, line.start + line.indent, spaces))
        outline.read(line._replace(typed=spaces + line.typed[line.indent :]))
    return patches, tuple(_with_fixes(patched, found, patches))


def _column_of_tabs(sound: Outline, outline: Outline, line: Line, indent: str) -> int:
    """Return the column that was meant by an indent that is not all spaces."""
    at, widths = outline.placed(line), [len(indent.expandtabs(n)) for n in _TAB_WIDTHS]
    starts = _starts(outline, at)
    is_exact = "\t" not in indent and widths[0] in starts
    if is_exact or not line.is_content:
        return widths[0]
    if at.text and not at.is_structure:
        return at.text.column
    if at.opener is not None:
        return at.opener + STEP
    usual = _usual(sound, at, Counter())
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
