"""References go round in a circle, or lead to themselves."""

from __future__ import annotations

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
"""A year of a cell: where a reader looks."""
ReferenceEdges = list[tuple[Reference, YearCell]]
"""References, each with the place that it leads to."""


def check(assembled: ReportContext) -> Findings:
    """Yield a finding for each circle and for each reference to itself.

    A circle is made of cells with references only: a reader who follows them never reaches an
    update.
    """
    report = assembled.report
    known = assembled.references
    only: dict[YearCell, ReferenceEdges] = {}
    mixed: set[YearCell] = set()
    for here in positions(report):
        place = _year_cell(here)
        leads = []
        for reference in printed_references(here.block):
            target = known.target(reference, here)
            if target and _is_itself(target, reference, place):
                yield _itself(reference, here)
            elif target and target.item is None:
                leads.append((reference, _year_cell(target.spot)))
        if any(isinstance(entry, UpdateItem) for entry in here.block.entries):
            mixed.add(place)
        else:
            only.setdefault(place, []).extend(leads)
    for place in (*mixed, *_cells_with_way_out(only, mixed)):
        only.pop(place, None)
    for circle in _circles(only):
        yield _finding(circle, only)


def _is_itself(target: ReferenceTarget, reference: Reference, place: YearCell) -> bool:
    """Return whether it leads to itself, or to an update that it is a point of."""
    if target.item is None:
        return _year_cell(target.spot) == place
    return any(each is reference for each in walk_references(target.item.points))


def _cells_with_way_out(
    only: dict[YearCell, ReferenceEdges], mixed: set[YearCell]
) -> set[YearCell]:
    """Return the cells with references only from which a reader reaches an update."""
    found: set[YearCell] = set()
    while True:
        more = {
            place
            for place, leads in only.items()
            if place not in found
            and any(to in found or to in mixed or to not in only for _, to in leads)
        }
        if not more:
            return found
        found |= more


def _year_cell(spot: ReportPosition) -> YearCell:
    return (*spot.cell, spot.year)


def _itself(reference: Reference, here: ReportPosition) -> Diagnostic:
    aim, stream = here.cell
    message = f"this refers to itself: “{stream}” under “{aim}”"
    way_out = "use the key of the key aim that has the update"
    return RULE.finding(message, reference.place(), way_out)


def _circles(
    only: dict[YearCell, ReferenceEdges],
) -> Iterator[list[YearCell]]:
    """Each circle once: a walk into the depth that meets its own trail."""
    done: set[YearCell] = set()
    for start in only:
        trail: list[YearCell] = []
        steps = [iter([start])]
        while steps:
            place = next(steps[-1], None)
            if place is None:
                steps.pop()
                if trail:
                    done.add(trail.pop())
            elif place in trail:
                if place != trail[-1]:  # a reference to itself is reported above
                    yield trail[trail.index(place) :]
            elif place in only and place not in done:
                trail.append(place)
                steps.append(iter([to for _, to in only[place]]))


def _finding(
    circle: list[YearCell], only: dict[YearCell, ReferenceEdges]
) -> Diagnostic:
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    places = [
        Annotation(
            reference.place(),
            f"{_cell_name(place, target)} refers to {_cell_name(target, place)}",
        )
        for place, target in following.items()
        for reference, to in only[place]
        if to == target
    ]
    return RULE.finding(
        "these references go round in a circle and never reach an update",
        places[0],
        "add an update in one of these places",
        tuple(places[1:]),
    )


def _cell_name(place: YearCell, other: YearCell) -> str:
    """Return a cell by its key aim, and by what else it does not share with another."""
    aim, stream, year = place
    words = [f"“{aim}”"]
    if stream != other[1]:
        words.append(f"“{stream}”")
    if year != other[2]:
        words.append(str(year))
    return ", ".join(words)
