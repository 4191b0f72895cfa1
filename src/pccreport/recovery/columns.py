"""Lines in the wrong column: where each could belong, the likeliest first."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.advice import indent_advice
from pccreport.recovery.outline import STEP, Outline, OutlineLine
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import Line, iter_lines, nonblank_lines
from pccreport.source.update_fields import OF_AWARD, OF_ENTRY
from pccreport.source.yaml import INDENT_RULES
from pccreport.source.yaml_messages import MORE

_MAX_ABOVE = 12
"""Lines above an error that may be the wrong one: more than most updates have."""
_UNUSUAL = 4
"""What a column that no such line has elsewhere costs, in spaces."""
_MAX_SHOWN = 200
"""Characters of a line read for its advice, which shows fewer."""
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_INDENT = re.compile(rf"[^\S\r\n{_INVISIBLE}]*(?:[{_INVISIBLE}]+[^\S\r\n]*)*")
_STUCK = re.compile("-[^ \\W]|[a-z_]+:[^ /]")
"""A dash or a field without its space."""
_TAB_WIDTHS = (2, 4, 8)
"""Columns of a tab in editors; two first, the indent of our files."""


class Move(NamedTuple):
    """A line that may belong in another column."""

    cost: float
    number: int
    """The line, in the outline."""
    column: int
    with_block: bool
    """True if the lines that belong to it are moved with it."""


def moves(outline: Outline, index: int) -> list[Move]:
    """Return the moves that could explain an error on a line, the likeliest first.

    The line itself may be wrong, or one above it. A line is likely to be wrong if no other such
    line is in its column, and to belong where others are.
    """
    at = outline.lines[index]
    if not at.is_structure:
        targets = _text_columns(outline, index)
        return [Move(0, *target, with_block=False) for target in targets]
    found: list[Move] = []
    above_it: set[int] = {*range(max(index - _MAX_ABOVE, 0), index + 1)}
    for level in at.levels:
        members = [line for line in level.members.values() if line < index]
        above_it.update((*members[:1], *members[-1:]))
    for above in above_it:
        at = outline.lines[above]
        if above < index and (at.inside or not at.is_structure):
            continue
        here = at.shape.indent
        usual = _usual(outline, at, *outline.lines[above + 1 : above + 2])
        for column in _allowed_columns(at) - {here}:
            cost = abs(column - here) + (above < index)
            cost += _UNUSUAL * ((usual[here] > 0) + (usual[column] <= 0))
            cost -= STEP * (at.opener is not None and column == at.opener + STEP)
            found += (
                Move(cost, above, column, with_block=False),
                Move(cost + 1, above, column, with_block=True),
            )
    return sorted(found)


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


def _allowed_columns(at: OutlineLine) -> set[int]:
    """Return the columns in which a field or a dash could start."""
    if not at.levels:
        return {0}
    inner = set() if at.opener is None else {at.opener + STEP}
    if at.shape.dashes:
        return inner.union(level.column for level in at.levels if level.is_list)
    related = _with_relatives(at)
    return inner.union(
        level.column
        for level in at.levels
        if not level.is_list
        and at.shape.name not in level.members
        and (not related or level.column in related)
    )


def _text_columns(outline: Outline, index: int) -> Iterator[tuple[int, int]]:
    """Yield a line of a text and its column, for a line that is not indented enough."""
    at = outline.lines[index]
    if at.text is None:
        return
    first, inner = at.text.column, at.text.parent + STEP
    is_second = not outline.lines[index - 2].inside
    if first and is_second and at.shape.indent == inner < first:
        yield index - 1, inner  # the first line of the text is too far in
    yield index, first or inner


def _usual(
    outline: Outline, at: OutlineLine, below: OutlineLine | None = None
) -> Counter[int]:
    """Return how many other lines like this one start in each column.

    Of a name that is nowhere else, the column of fields that belong with it, or one that fits
    the line below, or one step below what is open above.
    """
    found = Counter(outline.columns.get(at.kind))
    if at.is_structure:
        found[at.shape.indent] -= 1
    if at.shape.dashes and at.shape.name:
        found += outline.columns.get("-", Counter())
    if not +found:
        found.update(_with_relatives(at))
    if not +found and at.kind and below and below.is_structure:
        own = below.shape.indent - (at.shape.dashes if at.shape.name else 0)
        found[own - STEP if at.shape.is_opener else own] = 1
    if not +found:
        parents = [x.column for x in at.levels if x.column < at.shape.indent]
        found[parents[-1] + STEP if parents else 0] = 1
    return found


def _with_relatives(at: OutlineLine) -> list[int]:
    """Return the columns of the open fields that belong with the field of a line."""
    groups = [group for group in (OF_ENTRY, OF_AWARD) if at.shape.name in group]
    levels = [level for level in at.levels if not level.is_list]
    return [
        x.column for x in levels for group in groups if next(iter(x.members)) in group
    ]


def fix_indentation(
    patched: PatchedSource, found: tuple[Diagnostic, ...]
) -> tuple[list[Patch], tuple[Diagnostic, ...]]:
    """Return the patches that indent lines with spaces, not tabs, and the findings with their fixes."""
    if not any(finding.rule in INDENT_RULES for finding in found):
        return [], found
    text, original = patched.text, patched.source.text
    outline = Outline(text)
    patches: list[Patch] = []
    for line in iter_lines(text, 1 if text.startswith("\ufeff") else 0):
        typed = _typed_indent(original, line)
        if typed.strip(" ") and line.content:
            below = next(nonblank_lines(original, line.next), None)
            is_sound = below and not _typed_indent(original, below).strip(" ")
            after = outline.placed(below) if below and is_sound else None
            column = _column_of_tabs(outline, line, typed, after)
            patches.append(Patch(line.start, line.start + line.indent, " " * column))
            typed = " " * column + line.typed[line.indent :]
            outline.read(line._replace(typed=typed))
        else:
            outline.read(line)
    return patches, tuple(_with_fixes(patched, found, patches))


def _typed_indent(original: str, line: Line) -> str:
    found = _INDENT.match(original, line.start, line.end)
    return found[0] if found else ""


def _column_of_tabs(
    outline: Outline, line: Line, typed: str, below: OutlineLine | None
) -> int:
    at = outline.placed(line)
    if below and line.content.startswith("#"):
        return below.shape.indent
    if at.text and not (at.is_structure or _STUCK.match(line.content)):
        return at.text.column or at.text.parent + STEP
    seen = "".join(c for c in typed if c not in _INVISIBLE)
    widths = [len(seen.expandtabs(width)) for width in _TAB_WIDTHS]
    if at.opener is not None:
        return at.opener + STEP
    allowed = _allowed_columns(at)
    usual = +_usual(outline, at, below)
    fitting = allowed.intersection(usual) or allowed or {widths[0]}
    nearest = min(fitting, key=lambda column: abs(column - widths[0]))
    return next((width for width in widths if width in fitting), nearest)


def _with_fixes(
    patched: PatchedSource, found: Iterable[Diagnostic], patches: list[Patch]
) -> Iterable[Diagnostic]:
    source = patched.source
    edits = [Edit(Span(source, p.start, p.end), p.text) for p in patches]
    starts = [patch.start for patch in patches]
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
