"""Which rows of the table fit which lines of a text."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pccreport.findings.finding import WARNING
from pccreport.recovery.outline import Outline
from pccreport.recovery.repairs import Repair, possible_repairs
from pccreport.recovery.table import MOVED, UNKNOWN, Mistake, mistakes
from pccreport.source.composer import ParseError
from pccreport.source.update_fields import FIELDS
from pccreport.source.yaml_messages import template

_MAX_LINE = 8_000
"""Characters of a line; some rows search all of it several times."""


def repairs_of_error(outline: Outline, error: ParseError) -> Iterator[Repair]:
    """Yield the repairs that could explain an error, in the order of the table."""
    numbers = _suspect_lines(outline, error)
    for row in mistakes():
        for number in numbers:
            at, found = outline.lines[number], _match_row(row, outline, number)
            if found is None or template(row.message).severity is WARNING:
                continue
            mark = at.line.start + found.start("mark")
            is_place = mark in {error.at, error.since, error.last}
            is_here = number == numbers[0] or not at.is_structure
            if (is_place or row.meant != UNKNOWN) and (is_here or row.meant != MOVED):
                yield from possible_repairs(row, outline, number, found)


def _suspect_lines(outline: Outline, error: ParseError) -> list[int]:
    """Return the lines an error can come from, first the one where the parser stopped."""
    starts = [at.line.start for at in outline.lines]
    at = min(error.at, max(len(outline.text.rstrip()) - 1, 0))
    offsets = (at, error.since, error.last)
    numbers = [max(bisect_right(starts, o) - 1, 0) for o in offsets if o is not None]
    above = numbers[0]
    while above and outline.lines[above].inside:
        above -= 1
    numbers += max(numbers[0] - 1, 0), above
    return [*dict.fromkeys(numbers)] if outline.lines else []


def sure_repairs(outline: Outline, most: int) -> list[Repair]:
    """Return what was meant by the first lines that are mistakes even where there is no error.

    Points with the same sign below each other are one mistake.
    """
    found: list[Repair] = []
    last = -2
    for number, at in enumerate(outline.lines):
        repair = next(_sure_repairs_of(outline, number), None)
        if repair is None:
            continue
        is_first = repair.found.start("mark") == at.line.indent
        if is_first and number - 1 == last and found[-1].row is repair.row:
            patches = (*found[-1].patches, *repair.patches)
            found[-1] = found[-1]._replace(patches=patches)
        else:
            found.append(repair)
        last = number
    return found[:most]


def _sure_repairs_of(outline: Outline, number: int) -> Iterator[Repair]:
    is_inside = bool(outline.lines[number].inside)
    for row in mistakes():
        is_sure = "sure" in row.options and ("inside" in row.options) == is_inside
        if is_sure and (found := _match_row(row, outline, number)):
            yield from possible_repairs(row, outline, number, found)
            return


def _match_row(row: Mistake, outline: Outline, number: int) -> re.Match[str] | None:
    """Return how a row describes a line, or None if it does not fit it."""
    at = outline.lines[number]
    found = re.fullmatch(row.line, at.line.typed[: _MAX_LINE + 1].rstrip())
    if (
        found is None
        or found.end() > _MAX_LINE
        or row.options.get("inside", "") not in at.inside
    ):
        return None
    known = found.groupdict().get("known")
    if known and known not in FIELDS and not outline.columns[known]:
        return None
    for name, beside, column in (("above", -1, 0), ("below", 1, at.line.indent)):
        line = _line_from_column(outline, number + beside, column)
        if not re.fullmatch(row.options.get(name, ".*"), line):
            return None
    return found


def _line_from_column(outline: Outline, number: int, column: int) -> str:
    """Return a line from a column on, but with all its words; "" if there is none."""
    if not 0 <= number < len(outline.lines):
        return ""
    at = outline.lines[number]
    return at.line.typed[min(column, at.line.indent) :].rstrip()
