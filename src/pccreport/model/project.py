"""A project: a plan, the settings of a report, and the updates there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.model.plan import Plan
from pccreport.model.prose import Prose
from pccreport.model.settings import Settings
from pccreport.model.update import (
    Cell,
    Closing,
    Entry,
    Item,
    Nothing,
    Reference,
    Update,
    Withdrawal,
)


class Project(NamedTuple):
    """Everything in a project's folder, read."""

    plan: Plan
    settings: Settings | None
    """None where report.yaml does not stand: the rest can still be looked through."""
    updates: tuple[Update, ...]
    """By period, then by file name."""
    whole: bool = True
    """Whether every update was read: else what seems to be missing may be there."""

    def cells(self) -> Iterator[tuple[Update, Cell]]:
        """What each file says of each stream under each key aim."""
        return ((update, cell) for update in self.updates for cell in update.cells)


def items(entries: Iterable[Entry]) -> Iterator[Item]:
    """All updates among some entries, points of points too, in order."""
    for entry in entries:
        if isinstance(entry, Item):
            yield entry
            yield from items(entry.points)


def references(entries: Iterable[Entry]) -> Iterator[Reference]:
    """All references among some entries, in points too, in order."""
    for entry in entries:
        if isinstance(entry, Reference):
            yield entry
        elif isinstance(entry, Item):
            yield from references(entry.points)


def withdrawals(entries: Iterable[Entry]) -> Iterator[Withdrawal]:
    """All withdrawals among some entries that stand by themselves, in order."""
    for entry in entries:
        if isinstance(entry, Withdrawal):
            yield entry
        elif isinstance(entry, Item):
            yield from withdrawals(entry.points)


def texts(entries: Iterable[Entry]) -> Iterator[Prose]:
    """All texts among some entries, in order."""
    for entry in entries:
        match entry:
            case Item():
                yield entry.text
                if entry.outcome:
                    yield entry.outcome
                yield from texts(entry.points)
            case Closing():
                yield entry.text
            case Nothing():
                yield entry.reason
            case Reference() | Withdrawal():
                pass
