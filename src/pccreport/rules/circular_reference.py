"""References lead in a circle, or to where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.model.project import references
from pccreport.model.update import Reference
from pccreport.report.tree import Report, StreamSection
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "circular-reference"

Cell = tuple[str, str]


def check(report: Report) -> Iterator[Diagnostic]:
    """A finding for each circle and for each reference to its own place.

    A circle is one of cells that hold nothing but references: whoever follows
    them never comes to an update.
    """
    cells = report.cells()
    for (aim, stream), section in cells.items():
        for reference in references(tuple(section.entries())):
            if reference.aim == aim and reference.origin:
                message = f"this refers to where it stands: “{stream}” under “{aim}”"
                at = Label(reference.origin.span)
                way_out = "name the key aim whose update is meant"
                yield Diagnostic(RULE, ERROR, message, at, help=way_out)
    only = {cell: refs for cell, s in cells.items() if (refs := _only_references(s))}
    told: set[Cell] = set()
    for start in only:
        circle = _circle(start, only)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield _finding(circle, only)


def _only_references(section: StreamSection) -> tuple[Reference, ...]:
    """A cell's references when it holds nothing else, else ()."""
    found = tuple(e for e in section.entries() if isinstance(e, Reference))
    return found if len(found) == len(tuple(section.entries())) else ()


def _circle(start: Cell, only: dict[Cell, tuple[Reference, ...]]) -> list[Cell]:
    """The cells from which a walk over references comes back to its start."""
    trails = [[start]]
    seen: set[Cell] = set()
    while trails:
        trail = trails.pop()
        aim, stream = trail[-1]
        for reference in only.get((aim, stream), ()):
            cell = (reference.aim, stream)
            if cell == start and len(trail) > 1:
                return trail
            if cell in only and cell not in seen and cell != (aim, stream):
                seen.add(cell)
                trails.append([*trail, cell])
    return []


def _finding(circle: list[Cell], only: dict[Cell, tuple[Reference, ...]]) -> Diagnostic:
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    places = [
        Label(reference.origin.span, f"“{cell[0]}” refers to “{reference.aim}”")
        for cell, target in following.items()
        for reference in only[cell]
        if reference.aim == target[0] and reference.origin
    ]
    return Diagnostic(
        RULE,
        ERROR,
        "these references lead in a circle, and none comes to an update",
        places[0],
        tuple(places[1:]),
        "write an update in one of these places",
    )
