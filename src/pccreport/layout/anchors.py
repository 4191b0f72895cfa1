"""Names for the targets of references: bookmarks in Word.

A name has numbers, and never the id of an update, which is not to be published.
"""

from __future__ import annotations

import re

from pccreport.house.house import HouseFormat
from pccreport.model.update import UpdateItem
from pccreport.report.references import (
    ReferenceResolver,
    ReferenceTarget,
    positions,
    printed_references,
)
from pccreport.report.report import Report


class Anchors:
    """The anchors of one report, and where its references lead."""

    def __init__(self, report: Report, house: HouseFormat) -> None:
        # Screen readers can read it out, so it has words: Key_Aim_1.
        name = re.sub(r"\W+", "_", house.levels.aim).strip("_") or "x"
        self._house = house
        self._base = name if not name[0].isdigit() else f"_{name}"
        self.references = ReferenceResolver(report)
        self._wanted: set[str] = set()
        self._items: dict[int, str] = {}
        for position in positions(report):
            for reference in printed_references(position.block):
                if target := self.references.target(reference, position):
                    self._wanted.add(self.name(target))

    def wanted(self, *numbers: int) -> str:
        """Return the name of a stream's heading or a label, or "" if no reference leads there."""
        name = self.named(*numbers)
        return name if name in self._wanted else ""

    def item(self, item: UpdateItem) -> str:
        """Return the name of an update's paragraph, or "" if no reference leads there."""
        return self._items.get(id(item), "")

    def name(self, target: ReferenceTarget) -> str:
        """Return the name of the heading, label or update that a reference leads to."""
        numbers = target.position.numbers
        if target.item is not None:
            name = self.named(*numbers, len(self._items) + 1)
            return self._items.setdefault(id(target.item), name)
        stream = target.position.stream
        if target.other_year and self._house.has_label(len(stream.periods)):
            return self.named(*numbers)
        # Without a label it leads to the stream, and without that heading to the key aim.
        elsewhere = target.other_stream or target.other_year
        has_heading = elsewhere and stream.stream.heading
        return self.named(*numbers[: 2 if has_heading else 1])

    def named(self, *numbers: int) -> str:
        """Return the name of the heading of a key aim, a stream or a period, by their numbers."""
        tail = "".join(f"_{number}" for number in numbers)
        # Word silently truncates the name of a longer bookmark.
        return self._base[: 40 - len(tail)] + tail
