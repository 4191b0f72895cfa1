"""The money that the updates of a report tell of, added up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pccreport.model.periods import Head
from pccreport.model.update import Award
from pccreport.report.references import spots, told_items
from pccreport.report.tree import Report


class Given(NamedTuple):
    """One award, and where it is told."""

    aim: str
    stream: str
    award: Award


class Sum(NamedTuple):
    """Money in pounds, and in how many awards it was given."""

    amount: Decimal | int
    awards: int


def given(report: Report) -> tuple[Given, ...]:
    """Every award that is told, in the order printed.

    An update that stands in two years tells of one award: the later one counts.
    """
    found: dict[object, Given] = {}
    latest: dict[str, Head] = {}
    for spot in spots(report):
        head = spot.block.head
        for item in told_items(spot.block):
            if item.award is None:
                continue
            if item.id and latest.setdefault(item.id, head).place > head.place:
                continue
            latest[item.id] = head
            name: object = item.id or len(found)
            found[name] = Given(*spot.cell, item.award)
    return tuple(found.values())


def total(awards: Iterable[Given]) -> Sum:
    """What some awards come to. One that does not say how many it was is one."""
    amount: Decimal | int = 0
    number = 0
    for each in awards:
        amount += each.award.amount or 0
        number += each.award.awards or 1
    return Sum(amount, number)
