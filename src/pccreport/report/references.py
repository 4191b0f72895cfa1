"""Finds the targets of references: a stream of a key aim, a year of it, or an update."""

import re
from collections import defaultdict
from itertools import chain, takewhile
from typing import NamedTuple

from pccreport.house.house import HouseFormat
from pccreport.model.periods import FinancialYear
from pccreport.model.plan import KeyAim
from pccreport.model.project import all_of
from pccreport.model.update import Reference, UpdateItem
from pccreport.report.report import PeriodSection, PrintedEntry, Report, YearCell


class ReferenceTarget(NamedTuple):
    """The target of a reference, and whether it is in another stream or year."""

    position: PeriodSection
    item: UpdateItem | None
    """The update, or None for everything at the position."""
    other_stream: bool
    other_year: bool
    cell: YearCell
    """The cell that has it; for a key aim with parts, it may be that of a part."""


class ReferenceResolver:
    """Finds the targets of the references of one report."""

    def __init__(self, report: Report) -> None:
        self._report, self.numbers = report, report.aim_numbers()
        self.cells: dict[YearCell, PeriodSection] = {}
        """The cells that have something printed."""
        self.updates: dict[
            str, dict[FinancialYear, tuple[PeriodSection, UpdateItem]]
        ] = defaultdict(dict)
        """The printed updates that have an id, by that and by year."""
        for here in report.periods():
            # A note that there is nothing to report is no target.
            if any(isinstance(e, UpdateItem | Reference) for e in here.entries):
                self.cells.setdefault(here.cell, here)
            for item in all_of(here.entries, UpdateItem):
                if item.id:
                    self.updates[item.id].setdefault(here.head.year, (here, item))

    def requested_cell(self, reference: Reference, here: PeriodSection) -> YearCell:
        """Return the cell that a reference to a key aim names."""
        stream = reference.stream or here.stream.key
        return YearCell(reference.see, stream, reference.year or here.head.year)

    def find_target(
        self, reference: Reference, here: PeriodSection
    ) -> ReferenceTarget | None:
        """Return the target, or None if there is none."""
        item: UpdateItem | None = None
        if reference.see in self.numbers:
            position = self._position_in(reference.see, reference, here)
            if not position:
                return self._target_in_parts(reference, here)
        else:
            years = self.updates.get(reference.see, {})
            year = here.head.year
            latest = year if year in years else max(years, default=year)
            found = years.get(reference.year or latest)
            if found is None:
                return None
            position, item = found
        streams = {position.stream.key, here.stream.key}
        other_stream = len(streams) > 1 and all(streams)
        other_year = position.head.year != here.head.year
        return ReferenceTarget(position, item, other_stream, other_year, position.cell)

    def _position_in(
        self, aim: str, reference: Reference, here: PeriodSection
    ) -> PeriodSection | None:
        """Return the cell of a key aim that a reference leads to, or None if it is empty."""
        wanted = self.requested_cell(reference, here)._replace(aim=aim)
        same = (c for c in self.cells if not reference.stream and c[::2] == wanted[::2])
        # Else it leads to what is under no stream; from no stream, to the first cell.
        others = (c for c in same if "" in (c.stream, wanted.stream))
        found = (self.cells[c] for c in chain((wanted,), others) if c in self.cells)
        return next(found, None)

    def _target_in_parts(
        self, reference: Reference, here: PeriodSection
    ) -> ReferenceTarget | None:
        """Return a key aim one of whose parts has an update, or else a reference; or None."""
        aim, *parts = self.with_parts(reference.see)
        found = (self._position_in(part.key, reference, here) for part in parts)
        others = [p for p in found if p and p.cell != here.cell]
        if not others:
            return None
        # A reference in one part may lead back here.
        part = min(others, key=lambda p: not all_of(p.entries, UpdateItem))
        whole = part._replace(aim=aim)
        return ReferenceTarget(whole, None, False, False, part.cell)

    def with_parts(self, aim: str) -> list[KeyAim]:
        """Return a key aim, and then its parts."""
        section, *below = self._report.aims[self.numbers[aim] - 1 :]
        parts = takewhile(lambda s: s.aim.depth > section.aim.depth, below)
        return [each.aim for each in (section, *parts)]


class AnchorBuilder:
    """The anchors of one report, and where its references lead."""

    def __init__(self, report: Report, house: HouseFormat) -> None:
        # Screen readers can read it out, so it has words: Key_Aim_1.
        name = re.sub(r"\W+", "_", house.level(0, whole=False).one).strip("_") or "x"
        self._house = house
        self._base = name if not name[0].isdigit() else f"_{name}"
        self.references, self._streams = ReferenceResolver(report), report.cells()
        self._numbers = {
            (period.keys, period.head): (section.number, second, third)
            for section in report.aims
            for second, stream in enumerate(section.streams, start=1)
            for third, period in enumerate(stream.periods, start=1)
        }
        self._wanted: set[str] = set()
        self._items: dict[int, str] = {}
        for position in report.periods():
            for reference in all_of(position.entries, Reference):
                if target := self.references.find_target(reference, position):
                    self._wanted.add(self.target_anchor(target))

    def anchor_at(self, period: PeriodSection, depth: int) -> str:
        """Return the name of a stream's heading (2) or a label (3), or "" if no reference leads there."""
        name = self.make_anchor(*self._numbers[period.keys, period.head][:depth])
        return name if name in self._wanted else ""

    def entry_anchor(self, entry: PrintedEntry) -> str:
        """Return the name of an update's paragraph, or "" if no reference leads there."""
        return self._items.get(id(entry), "")

    def target_anchor(self, target: ReferenceTarget) -> str:
        """Return the name of the heading, label or update that a reference leads to."""
        period = target.position
        own: tuple[int, ...] = (self.references.numbers[period.aim.key],)
        numbers = self._numbers.get((period.keys, period.head), own)
        if target.item is not None:
            name = self.make_anchor(*numbers, len(self._items) + 1)
            return self._items.setdefault(id(target.item), name)
        if target.other_year:
            periods = self._streams[period.keys].periods
            if self._house.has_label(len(periods)):
                return self.make_anchor(*numbers)
        # Without a label it leads to the stream, and without that heading to the key aim.
        elsewhere = target.other_stream or target.other_year
        has_heading = elsewhere and period.stream.heading
        return self.make_anchor(*numbers[: 2 if has_heading else 1])

    def make_anchor(self, *numbers: int) -> str:
        """Return the name of the heading of a key aim, a stream or a period, by their numbers."""
        tail = "".join(f"_{number}" for number in numbers)
        # Word silently truncates the name of a longer bookmark.
        return self._base[: 40 - len(tail)] + tail
