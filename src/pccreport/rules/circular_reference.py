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
    known = assembled.references
    only: dict[YearCell, ReferenceEdges] = {}
    with_update: set[YearCell] = set()
    for here in positions(assembled.report):
        place = _year_cell(here)
        leads = only.setdefault(place, [])
        for reference in printed_references(here.block):
            target = known.target(reference, here)
            if target and _is_itself(target, reference, place):
                yield _itself(reference, here)
            elif target and target.item is None:
                leads.append((reference, _year_cell(target.spot)))
        if any(isinstance(entry, UpdateItem) for entry in here.block.entries):
            with_update.add(place)
    for place in with_update:
        del only[place]
    # Whoever leads out of the others leads to an update.
    while out := [p for p in only if not {to for _, to in only[p]} <= only.keys()]:
        for place in out:
            del only[place]
    for circle in _circles(only):
        yield _finding(circle, only)


def _is_itself(target: ReferenceTarget, reference: Reference, place: YearCell) -> bool:
    """Return whether it leads to itself, or to an update that it is a point of."""
    if target.item is None:
        return _year_cell(target.spot) == place
    return any(each is reference for each in walk_references(target.item.points))


def _year_cell(spot: ReportPosition) -> YearCell:
    return (*spot.cell, spot.year)


def _itself(reference: Reference, here: ReportPosition) -> Diagnostic:
    aim, stream = here.cell
    message = f"this refers to itself: “{stream}” under “{aim}”"
    way_out = "use the key of the key aim that has the update"
    return RULE.finding(message, reference.place(), way_out)


def _circles(only: dict[YearCell, ReferenceEdges]) -> Iterator[list[YearCell]]:
    """Yield each circle that a reader meets who follows the first reference of each cell."""
    done: set[YearCell] = set()
    for start in only:
        trail: list[YearCell] = []
        place: YearCell | None = start
        while place and place not in done:
            done.add(place)
            trail.append(place)
            place = next((to for _, to in only[place]), None)
        if place in trail:
            yield trail[trail.index(place) :]


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
