"""One update in several files: which version is the latest, and which is withdrawn.

An id names one update. Within a financial year its latest version is printed; in another
year it is printed again. A withdrawal removes all versions before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pccreport.model.period_labels import PeriodLabel, label_of
from pccreport.model.periods import FinancialYear, period_sort_key
from pccreport.model.project import walk_withdrawals
from pccreport.model.update import MAX_LEVELS, Cell, UpdateFile, UpdateItem
from pccreport.report.omissions import OmissionReason

PeriodSortKey = tuple[date, int]


class Version(NamedTuple):
    """One update as one file has it."""

    update: UpdateFile
    cell: Cell
    item: UpdateItem
    public: bool
    """Whether it and all that it is a point of may be printed."""
    parent: Version | None = None
    """What it is a point of; None for what is no point."""

    @property
    def when(self) -> PeriodSortKey:
        """Its period among the others."""
        return period_sort_key(self.update.period)

    @property
    def key(self) -> tuple[FinancialYear, str]:
        """What its versions have in common: a financial year and an id."""
        return self.update.period.year, self.item.id

    @property
    def position(self) -> tuple[str, str, PeriodLabel]:
        """Return the key aim, the stream and the label that it is under."""
        head = label_of(self.update.period, self.update.basis)
        return self.cell.aim, self.cell.stream, head

    def points(self) -> Iterator[Version]:
        """Return the updates that are points of it."""
        for point in self.item.points:
            if isinstance(point, UpdateItem):
                yield self.point(point)

    def point(self, item: UpdateItem) -> Version:
        """One of its points."""
        public = self.public and item.public
        return Version(self.update, self.cell, item, public, self)

    def can_replace(self, other: Version) -> bool:
        """Return whether it is printed in the place of another, with all its points."""
        same = self.parent is None and self.position == other.position
        levels = other.level + self.depth - 1
        return same and self.public and levels <= MAX_LEVELS

    @property
    def level(self) -> int:
        """Return its level: 1 for an update that is not a point."""
        return self.parent.level + 1 if self.parent else 1

    @property
    def depth(self) -> int:
        """How many levels it has, itself and its points."""
        return 1 + max((point.depth for point in self.points()), default=0)


class Versions:
    """All versions of the updates of one report."""

    def __init__(self, cells: Iterable[tuple[UpdateFile, Cell]]) -> None:
        self._told: dict[tuple[FinancialYear, str], list[Version]] = defaultdict(list)
        self._latest: dict[tuple[FinancialYear, str], Version | None] = {}
        self._withdrawn: dict[str, PeriodSortKey] = {}
        for update, cell in cells:
            for entry in cell.entries:
                if isinstance(entry, UpdateItem) and (entry.id or entry.points):
                    self._note(Version(update, cell, entry, entry.public))
            for withdrawal in walk_withdrawals(cell.entries):
                self._withdraw(withdrawal.id, period_sort_key(update.period))

    def _note(self, version: Version) -> None:
        """Record an update if it has an id, and its points."""
        if version.item.withdrawn:
            self._withdraw(version.item.id, version.when)
        elif version.item.id:
            self._told[version.key].append(version)
        for point in version.points():
            self._note(point)

    def _withdraw(self, name: str, when: PeriodSortKey) -> None:
        self._withdrawn[name] = max(self._withdrawn.get(name, when), when)

    def later(self, version: Version) -> Version | None:
        """Return the version that is printed instead, or None if it is the latest."""
        latest = self._newest(version.key) if version.item.id else None
        if latest is None or latest.update is version.update:
            return None
        return latest if latest.when > version.when else None

    def _newest(self, key: tuple[FinancialYear, str]) -> Version | None:
        """Return the latest version that is printed: a point of one that is not printed is left out."""
        if key not in self._latest:
            # Of several in one period the first: the others are repeated, or a fault.
            told = self._told.get(key, [])
            if len(told) > 1:
                told = sorted(told, key=lambda v: v.when, reverse=True)
            self._latest[key] = next((v for v in told if self._has_place(v)), None)
        return self._latest[key]

    def _has_place(self, version: Version) -> bool:
        """Return whether its parent is printed. Looks only at what is as late, or later."""
        parent = version.parent
        if parent is None:
            return True
        return self.omission_reason(parent) in (
            None,
            OmissionReason.PRIVATE,
        ) and self._has_place(parent)

    def replaced_updates(self, latest: Version) -> list[UpdateFile]:
        """Return the earlier versions of the latest one, in the same position."""
        told = self._told.get(latest.key, ())
        return [
            each.update
            for each in told
            if each.public
            and each.when < latest.when
            and each.position == latest.position
        ]

    def omission_reason(self, version: Version) -> OmissionReason | None:
        """Why a version is not printed; None when nothing is against it."""
        item = version.item
        if not version.public:
            return OmissionReason.PRIVATE
        if item.withdrawn or self._is_taken_out(version):
            return OmissionReason.WITHDRAWN
        return OmissionReason.REVISED if self.later(version) else None

    def _is_taken_out(self, version: Version) -> bool:
        when = self._withdrawn.get(version.item.id) if version.item.id else None
        return when is not None and when >= version.when
