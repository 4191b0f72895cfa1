"""Lines in the wrong column: where each could belong, the likeliest first."""

from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.recovery.advice import indent_advice
from pccreport.recovery.outline import STEP, Outline, OutlineLine
from pccreport.recovery.patched_source import PatchedSource, TextPatch
from pccreport.source.characters import character_name
from pccreport.source.lines import Line, iter_lines
from pccreport.source.update_fields import OF_AWARD, OF_ENTRY
from pccreport.source.yaml_messages import first_of_each_rule, template

_UNUSUAL = 4
"""What a column that no such line has elsewhere costs, in spaces."""
_TAB_WIDTHS = (2, 4, 8)
"""Columns of a tab in editors; two first, the indent of our files."""


class Reindent(NamedTuple):
    """A line that may belong in another column."""

    cost: float
    number: int
    """The line, in the outline."""
    column: int
    with_block: bool = False
    """True if the lines that belong to it are moved with it."""


def possible_reindents(outline: Outline, index: int) -> list[Reindent]:
    """Return the moves that could explain an error on a line, the likeliest first.

    The line itself may be wrong, or one above it. A line is likely to be wrong if no other such
    line is in its column, and to belong where others are.
    """
    at = outline.lines[index]
    if not at.is_structure:
        return [Reindent(0, index, at.text.column)] if at.text else []
    found: list[Reindent] = []
    for number in (*at.above, index):
        at = outline.lines[number]
        here, usual = at.line.indent, outline.columns[at.field_name]
        usual = usual if usual.total() > 1 else outline.columns[""]
        for column in _possible_columns(outline, at) - {here}:
            cost = abs(column - here)
            cost += _UNUSUAL * ((usual[here] > 1) + (not usual[column]))
            found += (
                Reindent(cost, number, column),
                Reindent(cost + 1, number, column, True),
            )
    return sorted(found)


def _possible_columns(outline: Outline, line: OutlineLine) -> set[int]:
    """Return the columns in which a line could start below the lines above it."""
    above = [outline.lines[number] for number in line.above]
    fields = [fields for fields in (OF_ENTRY, OF_AWARD) if line.name in fields]
    names = set().union(*fields) or {each.name for each in above} - {""}
    columns = {each.inner_column for each in above if each.name in names}
    if line.dashes:
        columns = {each.line.indent for each in above if each.dashes}
    if line.opener is not None:
        columns = {*columns, line.opener + STEP}
    return columns if line.above else {0}


def reindent_patches(outline: Outline, move: Reindent) -> list[TextPatch]:
    """Return the patches of a move."""
    first, *below = outline.lines[move.number :]
    here = first.line.indent
    block = [first.line]
    for at in below:
        belongs = at.line.indent == here and not at.is_structure
        if first.is_structure:
            belongs = move.with_block and at.line.indent >= here
        if not belongs:
            break
        block.append(at.line)
    return [_indent_patch(line, line.indent + move.column - here) for line in block]


def _indent_patch(line: Line, column: int) -> TextPatch:
    return TextPatch(line.start, line.start + line.indent, " " * max(column, 0))


def fix_indentation(patched: PatchedSource) -> tuple[list[TextPatch], list[Diagnostic]]:
    """Return the patches that indent lines with spaces only, and the findings with their fixes."""
    text, typed = patched.text, patched.source.text
    outline, patches = Outline(text), list[TextPatch]()
    findings: list[Diagnostic] = []
    if text == typed:
        return [], []
    for line in iter_lines(text):
        indent = typed[line.start : line.start + line.indent]
        column = line.indent
        if indent.strip(" ") and line.is_content:
            column = _column_of_tabs(outline, line, indent)
        if indent.strip(" ") and line.content:
            findings.append(_indent_finding(patched.source, line, indent, column))
            patches.append(_indent_patch(line, column))
        outline.read_line(line._replace(typed=" " * column + line.typed[line.indent :]))
    return patches, first_of_each_rule(findings)


def _indent_finding(source: Source, line: Line, indent: str, column: int) -> Diagnostic:
    """Return the finding about an indent that is not all spaces."""
    odd, end = indent.lstrip(" "), line.start + line.indent
    name = "TAB_INDENT" if "\t" in indent else "HARD_SPACE_INDENT"
    span = end - len(odd), end
    found = template(name).found_at(source, span, character_name(odd[0]))
    fix = (Edit(Span(source, line.start, end), " " * column),)
    return found._replace(help=indent_advice(line.content, column), fix=fix)


def _column_of_tabs(outline: Outline, line: Line, indent: str) -> int:
    """Return the column that was meant by an indent that is not all spaces."""
    at = outline.place_line(line)
    if at.text and not at.is_structure:
        return at.text.column
    if at.opener is not None:
        return at.opener + STEP
    widths = [len(indent.expandtabs(width)) for width in _TAB_WIDTHS]
    possible = _possible_columns(outline, at)
    likely = [width for width in widths if width in possible]
    likely = likely or [max(possible, default=widths[0])]
    return max(likely, key=outline.columns[at.field_name].__getitem__)
