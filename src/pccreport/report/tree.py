"""An assembled report: key aims, their streams, the periods under each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.house.parts import Stream
from pccreport.model.periods import FinancialYear
from pccreport.model.plan import KeyAim, Plan, Priority
from pccreport.model.settings import Settings
from pccreport.model.update import Closing, Item, Reference
from pccreport.report.scope import Scope


class PeriodBlock(NamedTuple):
    """What is printed under one period label."""

    year: FinancialYear
    quarters: tuple[int, ...]
    """The quarters that have something here, in order."""
    finished: bool
    entries: tuple[Item | Reference, ...]


class StreamSection(NamedTuple):
    """One stream under one key aim. It has at least one period."""

    stream: Stream
    periods: tuple[PeriodBlock, ...]
    closings: tuple[Closing, ...]

    def entries(self) -> Iterator[Item | Reference]:
        """Everything under its labels, in order."""
        return (entry for block in self.periods for entry in block.entries)


class AimSection(NamedTuple):
    """One key aim, with the streams that have something to say."""

    aim: KeyAim
    number: int
    streams: tuple[StreamSection, ...]


class Report(NamedTuple):
    """One report, in the order printed."""

    plan: Plan
    settings: Settings
    priority: Priority
    scope: Scope
    aims: tuple[AimSection, ...]

    def numbers(self) -> dict[str, int]:
        """The number of each key aim, by its key."""
        return {section.aim.key: section.number for section in self.aims}

    def cells(self) -> dict[tuple[str, str], StreamSection]:
        """What there is for each key aim and stream, by their keys."""
        return {
            (section.aim.key, stream.stream.key): stream
            for section in self.aims
            for stream in section.streams
        }
