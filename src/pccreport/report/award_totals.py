"""The awards in the updates of a report."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.model.period_labels import PeriodLabel
from pccreport.model.update import Award
from pccreport.report.references import positions, printed_items
from pccreport.report.report import Report


class CountedAward(NamedTuple):
    """A printed award, with its key aim and stream."""

    aim: str
    stream: str
    award: Award


def counted_awards(report: Report) -> tuple[CountedAward, ...]:
    """Return every printed award, in order.

    If an update is printed in two years, only its later award counts.
    """
    counted: dict[object, CountedAward] = {}
    latest: dict[str, PeriodLabel] = {}
    for position in positions(report):
        head = position.block.head
        for item in printed_items(position.block):
            if item.award is None:
                continue
            if item.id and latest.setdefault(item.id, head).sort_key > head.sort_key:
                continue
            latest[item.id] = head
            name: object = item.id or len(counted)
            counted[name] = CountedAward(*position.cell, item.award)
    return tuple(counted.values())
