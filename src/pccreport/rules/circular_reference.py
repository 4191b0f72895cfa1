"""References lead in a circle, or to where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic, Label
from pccreport.findings.registry import rule
from pccreport.model.periods import FinancialYear
from pccreport.model.project import references
from pccreport.model.update import Item, Reference
from pccreport.report.references import (
    Spot,
    Target,
    spots,
    told_references,
)
from pccreport.rules.context import Assembled

RULE = rule("circular-reference")

Place = tuple[str, str, FinancialYear]
"""A year of a cell: where a reader looks."""
Leads = list[tuple[Reference, Place]]
"""References, each with the place that it leads to."""


def check(assembled: Assembled) -> Iterator[Diagnostic]:
    """A finding for each circle and for each reference to its own place.

    A circle is one of places that hold nothing but references: whoever follows
    them never comes to an update.
    """
    report = assembled.report
    known = assembled.references
    only: dict[Place, Leads] = {}
    mixed: set[Place] = set()
    for here in spots(report):
        place = _place(here)
        leads = []
        for reference in told_references(here.block):
            target = known.target(reference, here)
            if target and _is_itself(target, reference, place):
                yield _itself(reference, here)
            elif target and target.item is None:
                leads.append((reference, _place(target.spot)))
        if any(isinstance(entry, Item) for entry in here.block.entries):
            mixed.add(place)
        else:
            only.setdefault(place, []).extend(leads)
    for place in (*mixed, *_leading_somewhere(only, mixed)):
        only.pop(place, None)
    for circle in _circles(only):
        yield _finding(circle, only)


def _is_itself(target: Target, reference: Reference, place: Place) -> bool:
    """Whether it leads to where it stands, or to what it is a point of."""
    if target.item is None:
        return _place(target.spot) == place
    return any(each is reference for each in references(target.item.points))


def _leading_somewhere(only: dict[Place, Leads], mixed: set[Place]) -> set[Place]:
    """The places of references alone from which a reader comes to an update."""
    found: set[Place] = set()
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


def _place(spot: Spot) -> Place:
    return (*spot.cell, spot.year)


def _itself(reference: Reference, here: Spot) -> Diagnostic:
    aim, stream = here.cell
    message = f"this refers to itself: “{stream}” under “{aim}”"
    way_out = "use the key of the key aim that has the update"
    return RULE.finding(message, reference.place(), way_out)


def _circles(
    only: dict[Place, Leads],
) -> Iterator[list[Place]]:
    """Each circle once: a walk into the depth that meets its own trail."""
    done: set[Place] = set()
    for start in only:
        trail: list[Place] = []
        steps = [iter([start])]
        while steps:
            place = next(steps[-1], None)
            if place is None:
                steps.pop()
                if trail:
                    done.add(trail.pop())
            elif place in trail:
                if place != trail[-1]:  # a reference to its own place is told above
                    yield trail[trail.index(place) :]
            elif place in only and place not in done:
                trail.append(place)
                steps.append(iter([to for _, to in only[place]]))


def _finding(circle: list[Place], only: dict[Place, Leads]) -> Diagnostic:
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    places = [
        Label(
            reference.place(),
            f"{_named(place, target)} refers to {_named(target, place)}",
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


def _named(place: Place, other: Place) -> str:
    """A place by its key aim, and by what else it does not share with another."""
    aim, stream, year = place
    words = [f"“{aim}”"]
    if stream != other[1]:
        words.append(f"“{stream}”")
    if year != other[2]:
        words.append(str(year))
    return ", ".join(words)
