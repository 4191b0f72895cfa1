"""The versions of an update in several files, by its id.

Within a financial year, only the latest version is printed; in another year, the update is printed
again. A withdrawal removes all earlier versions.
"""

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
    """An update in one file."""

    update: UpdateFile
    cell: Cell
    item: UpdateItem
    public: bool
    """True if it and all that it is a point of may be printed."""
    parent: "Version | None" = None
    """The update that it is a point of, or None."""

    @property
    def when(self) -> PeriodSortKey:
        """The sort key of its period."""
        return period_sort_key(self.update.period)

    @property
    def key(self) -> tuple[FinancialYear, str]:
        """The key that its versions share: a financial year and an id."""
        return self.update.period.year, self.item.id

    @property
    def position(self) -> tuple[str, str, PeriodLabel]:
        """The key aim, the stream and the label that it is under."""
        head = label_of(self.update.period, self.update.basis)
        return self.cell.aim, self.cell.stream, head

    def points(self) -> "Iterator[Version]":
        """Yield the updates among its points."""
        for point in self.item.points:
            if isinstance(point, UpdateItem):
                yield self.point(point)

    def point(self, item: UpdateItem) -> "Version":
        """Return the version of one of its points."""
        public = self.public and item.public
        return Version(self.update, self.cell, item, public, self)

    def can_replace(self, other: "Version") -> bool:
        """Return whether it can be printed at the position of another, with all its points."""
        same = self.parent is None and self.position == other.position
        levels = other.level + self.depth - 1
        return same and self.public and levels <= MAX_LEVELS

    @property
    def level(self) -> int:
        """Its level of bullets; 1 if it is not a point."""
        return self.parent.level + 1 if self.parent else 1

    @property
    def depth(self) -> int:
        """The number of levels of itself and its points."""
        return 1 + max((point.depth for point in self.points()), default=0)


class Versions:
    """All versions of the updates in one report."""

    def __init__(self, cells: Iterable[tuple[UpdateFile, Cell]]) -> None:
        self._by_key: dict[tuple[FinancialYear, str], list[Version]] = defaultdict(list)
        self._latest: dict[tuple[FinancialYear, str], Version | None] = {}
        self._withdrawn: dict[str, PeriodSortKey] = {}
        for update, cell in cells:
            for entry in cell.entries:
                if isinstance(entry, UpdateItem) and (entry.id or entry.points):
                    self._note(Version(update, cell, entry, entry.public))
            for withdrawal in walk_withdrawals(cell.entries):
                self._withdraw(withdrawal.id, period_sort_key(update.period))

    def _note(self, version: Version) -> None:
        """Record an update with an id, and its points."""
        if version.item.withdrawn:
            self._withdraw(version.item.id, version.when)
        elif version.item.id:
            self._by_key[version.key].append(version)
        for point in version.points():
            self._note(point)

    def _withdraw(self, name: str, when: PeriodSortKey) -> None:
        self._withdrawn[name] = max(self._withdrawn.get(name, when), when)

    def later(self, version: Version) -> Version | None:
        """Return the later version that is printed instead, or None."""
        latest = self._newest(version.key) if version.item.id else None
        if latest is None or latest.update is version.update:
            return None
        return latest if latest.when > version.when else None

    def _newest(self, key: tuple[FinancialYear, str]) -> Version | None:
        """Return the latest version whose parent is printed, or None."""
        if key not in self._latest:
            # Of several in one period, the first: the others are duplicates or mistakes.
            by_period = self._by_key.get(key, ())
            known = sorted(by_period, key=lambda v: v.when, reverse=True)
            self._latest[key] = next(filter(self._has_printed_parent, known), None)
        return self._latest[key]

    def _has_printed_parent(self, version: Version) -> bool:
        """Return whether its parent is printed; only versions as late or later decide that."""
        parent, may_be = version.parent, (None, OmissionReason.PRIVATE)
        return parent is None or (
            self.omission_reason(parent) in may_be and self._has_printed_parent(parent)
        )

    def replaced_updates(self, latest: Version) -> list[UpdateFile]:
        """Return the files of the earlier versions at the same position."""
        versions = (v for v in self._by_key.get(latest.key, ()) if v.public)
        earlier = (v for v in versions if v.when < latest.when)
        return [v.update for v in earlier if v.position == latest.position]

    def omission_reason(self, version: Version) -> OmissionReason | None:
        """Return the reason why a version is not printed, or None."""
        item = version.item
        if not version.public:
            return OmissionReason.PRIVATE
        withdrawn = self._withdrawn.get(item.id) if item.id else None
        if item.withdrawn or (withdrawn and withdrawn >= version.when):
            return OmissionReason.WITHDRAWN
        return OmissionReason.REVISED if self.later(version) else None
