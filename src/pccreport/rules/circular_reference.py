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
    for circle in _circles(only):
        yield _finding(circle, only)


def _only_references(section: StreamSection) -> tuple[Reference, ...]:
    """A cell's references when it holds nothing else, else ()."""
    found = tuple(e for e in section.entries() if isinstance(e, Reference))
    return found if len(found) == len(tuple(section.entries())) else ()


def _circles(only: dict[Cell, tuple[Reference, ...]]) -> Iterator[list[Cell]]:
    """Each circle once: a walk into the depth that meets its own trail."""
    done: set[Cell] = set()
    for start in only:
        trail: list[Cell] = []
        steps = [iter([start])]
        while steps:
            cell = next(steps[-1], None)
            if cell is None:
                steps.pop()
                if trail:
                    done.add(trail.pop())
            elif cell in trail:
                if cell != trail[-1]:  # a reference to its own place is told above
                    yield trail[trail.index(cell) :]
            elif cell in only and cell not in done:
                trail.append(cell)
                steps.append(iter([(r.aim, cell[1]) for r in only[cell]]))


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
