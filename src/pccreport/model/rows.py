"""The entries of update files as rows: each with its file, its cell, and what it is a point of."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.model.period_labels import PeriodLabel, label_of
from pccreport.model.periods import PeriodSortKey, period_sort_key
from pccreport.model.update import Cell, Entry, UpdateFile, UpdateItem


class Row(NamedTuple):
    """An entry of a file, or a point of one."""

    file: UpdateFile
    cell: Cell
    entry: Entry
    public: bool
    """True if neither it nor what it is a point of is private."""
    above: "Row | None" = None
    """The row that it is a point of, or None."""

    @property
    def id(self) -> str:
        """The id of its update, or ""."""
        return getattr(self.entry, "id", "")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is withdrawn in its own file."""
        return bool(getattr(self.entry, "withdrawn", ""))

    @property
    def is_printable(self) -> bool:
        """Whether neither it nor what it is a point of is private or withdrawn."""
        above = self.above is None or self.above.is_printable
        return self.public and not self.is_withdrawn and above

    @property
    def when(self) -> PeriodSortKey:
        """The sort key of its period."""
        return period_sort_key(self.file.period)

    @property
    def place(self) -> tuple[str, str, PeriodLabel]:
        """The key aim, the stream and the label of its year that it is under."""
        head = label_of(self.file.period, self.file.basis)
        return self.cell.aim, self.cell.stream, head

    @property
    def level(self) -> int:
        """Its level of bullets; 1 if it is not a point."""
        return self.above.level + 1 if self.above else 1

    @property
    def depth(self) -> int:
        """The number of levels of itself and its points."""
        updates = (p.depth for p in self.points() if isinstance(p.entry, UpdateItem))
        return 1 + max(updates, default=0)

    def points(self) -> "Iterator[Row]":
        """Yield the rows of its points."""
        if isinstance(self.entry, UpdateItem):
            for point in self.entry.points:
                shown = self.public and point.public
                yield Row(self.file, self.cell, point, shown, self)

    def walk(self) -> "Iterator[Row]":
        """Yield the row and those of its points, points of points too, in order."""
        yield self
        for point in self.points():
            yield from point.walk()


def top_rows(updates: Iterable[UpdateFile]) -> Iterator[Row]:
    """Yield the rows of all entries of some files, without their points, in order."""
    for file in updates:
        for cell in file.cells:
            for entry in cell.entries:
                yield Row(file, cell, entry, entry.public)
