"""References go round in a circle, or lead to themselves."""

from collections.abc import Iterator

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import FinancialYear
from pccreport.model.project import walk_references
from pccreport.model.update import Reference, UpdateItem
from pccreport.report.references import (
    ReferenceTarget,
    ReportPosition,
    positions,
    printed_references,
)
from pccreport.rules.context import ReportContext

RULE = rule("circular-reference")

YearCell = tuple[str, str, FinancialYear]
"""A key aim, a stream and a year."""
ReferenceEdges = list[tuple[Reference, YearCell]]
"""References, each with its target."""


def check(context: ReportContext) -> Findings:
    """Yield a finding for each circle and for each reference to itself.

    A circle is made of cells with references only: a reader who follows them never reaches an
    update.
    """
    resolver = context.references
    edges: dict[YearCell, ReferenceEdges] = {}
    with_update: set[YearCell] = set()
    for position in positions(context.report):
        cell = _year_cell(position)
        cell_edges = edges.setdefault(cell, [])
        for reference in printed_references(position.block):
            target = resolver.target(reference, position)
            if target and _is_itself(target, reference, cell):
                yield _itself(reference, position)
            elif target and target.item is None:
                cell_edges.append((reference, _year_cell(target.position)))
        if any(isinstance(entry, UpdateItem) for entry in position.block.entries):
            with_update.add(cell)
    for cell in with_update:
        del edges[cell]
    # A reference out of these cells leads to an update.
    while out := [c for c in edges if not {to for _, to in edges[c]} <= edges.keys()]:
        for cell in out:
            del edges[cell]
    for circle in _circles(edges):
        yield _finding(circle, edges)


def _is_itself(target: ReferenceTarget, reference: Reference, cell: YearCell) -> bool:
    """Return whether a reference leads to itself, or to an update that it is a point of."""
    if target.item is None:
        return _year_cell(target.position) == cell
    return any(point is reference for point in walk_references(target.item.points))


def _year_cell(position: ReportPosition) -> YearCell:
    return (*position.cell, position.year)


def _itself(reference: Reference, position: ReportPosition) -> Diagnostic:
    aim, stream = position.cell
    message = f"this refers to itself: “{stream}” under “{aim}”"
    way_out = "use the key of the key aim that has the update"
    return RULE.finding(message, reference.span_of(), way_out)


def _circles(edges: dict[YearCell, ReferenceEdges]) -> Iterator[list[YearCell]]:
    """Yield each circle that the first references of the cells make."""
    visited: set[YearCell] = set()
    for start in edges:
        trail: list[YearCell] = []
        cell: YearCell | None = start
        while cell and cell not in visited:
            visited.add(cell)
            trail.append(cell)
            cell = next((to for _, to in edges[cell]), None)
        if cell in trail:
            yield trail[trail.index(cell) :]


def _finding(
    circle: list[YearCell], edges: dict[YearCell, ReferenceEdges]
) -> Diagnostic:
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    annotations = [
        Annotation(
            reference.span_of(),
            f"{_cell_name(cell, target)} refers to {_cell_name(target, cell)}",
        )
        for cell, target in following.items()
        for reference, to in edges[cell]
        if to == target
    ]
    return RULE.finding(
        "these references go round in a circle and never reach an update",
        annotations[0],
        "add an update in one of these places",
        tuple(annotations[1:]),
    )


def _cell_name(cell: YearCell, other: YearCell) -> str:
    """Return the name of a cell: its key aim, and its stream and year if those of the other differ."""
    aim, stream, year = cell
    words = [f"“{aim}”"]
    if stream != other[1]:
        words.append(f"“{stream}”")
    if year != other[2]:
        words.append(str(year))
    return ", ".join(words)
