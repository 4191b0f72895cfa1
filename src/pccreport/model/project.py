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


class Said(NamedTuple):
    """A text of an update file."""

    update: Update
    text: Prose
    public: bool
    """Whether it may be printed: neither kept private, nor in what is, nor withdrawn."""


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

    def said(self) -> Iterator[Said]:
        """Every text of the update files, in order."""
        for update in self.updates:
            if update.caveat:
                yield Said(update, update.caveat, True)
            for cell in update.cells:
                for text, public in _told(cell.entries, True):
                    yield Said(update, text, public)


def items(entries: Iterable[Entry]) -> Iterator[Item]:
    """All updates among some entries, points of points too, in order."""
    for entry in entries:
        if isinstance(entry, Item):
            yield entry
            yield from items(entry.points)


def published(entries: Iterable[Entry]) -> Iterator[Item]:
    """The updates among some entries that may be printed, points too, in order."""
    for entry in entries:
        if isinstance(entry, Item) and entry.public and not entry.withdrawn:
            yield entry
            yield from published(entry.points)


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


def whole(item: Item) -> str:
    """All that an update says: its points and its outcomes are a part of it."""
    said = [item.text.text, item.outcome.text if item.outcome else ""]
    said += [whole(point) for point in item.points if isinstance(point, Item)]
    return " ".join(filter(None, said))


def texts(entries: Iterable[Entry]) -> Iterator[Prose]:
    """All texts among some entries, in order."""
    return (text for text, _ in _told(entries, True))


def _told(entries: Iterable[Entry], public: bool) -> Iterator[tuple[Prose, bool]]:
    """All texts among some entries, in order, with whether each may be printed."""
    for entry in entries:
        match entry:
            case Item():
                shown = public and entry.public and not entry.withdrawn
                yield entry.text, shown
                if entry.outcome:
                    yield entry.outcome, shown
                if entry.points:
                    yield from _told(entry.points, shown)
            case Closing():
                yield entry.text, public and entry.public
            case Nothing():
                yield entry.reason, public and entry.public
            case Reference() | Withdrawal():
                pass
