"""An assembled report: key aims, their streams, the periods under each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.house.house import Stream
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import FinancialYear, Period
from pccreport.model.plan import KeyAim, Plan, Priority
from pccreport.model.prose import Prose
from pccreport.model.settings import ReportSettings
from pccreport.model.update import ClosingLine, Reference, UpdateItem
from pccreport.report.measures import NO_MEASURES, AimMeasures
from pccreport.report.promises import PanelRequest, Statement
from pccreport.report.scope import Scope


@dataclass(frozen=True, slots=True)
class PeriodNote:
    """A reason for having nothing to report, or a caveat."""

    text: Prose
    quarters: tuple[int, ...]
    """The quarters that it is about; () for all that the label is for."""


PrintedEntry = UpdateItem | Reference | PeriodNote


class PeriodSection(NamedTuple):
    """What is printed under one period label."""

    head: PeriodLabel
    quarters: tuple[int, ...]
    """The quarters that have something here, in order; () but under a year's label."""
    finished: bool
    caveats: tuple[PeriodNote, ...]
    entries: tuple[PrintedEntry, ...]


class StreamSection(NamedTuple):
    """One stream under one key aim. It has at least one period."""

    stream: Stream
    periods: tuple[PeriodSection, ...]
    closings: tuple[ClosingLine, ...]

    def entries(self) -> Iterator[PrintedEntry]:
        """Everything under its labels, in order."""
        return (entry for block in self.periods for entry in block.entries)

    def of_year(self, year: FinancialYear) -> Iterator[PrintedEntry]:
        """Return what it prints under the labels of one financial year."""
        blocks = (block for block in self.periods if block.head.year == year)
        return (entry for block in blocks for entry in block.entries)


class AimSection(NamedTuple):
    """One key aim, with the streams that have entries."""

    aim: KeyAim
    number: int
    streams: tuple[StreamSection, ...]


class CoveredFile(NamedTuple):
    """An update file: its period, where its updates start, and whose they are."""

    period: Period
    at: Span
    streams: frozenset[str]


class Report(NamedTuple):
    """One report, in the order printed."""

    plan: Plan
    settings: ReportSettings
    priority: Priority
    scope: Scope
    aims: tuple[AimSection, ...]
    files: tuple[CoveredFile, ...]
    """The project's update files, by period; not all of them need be covered."""
    measures: Mapping[str, AimMeasures] = NO_MEASURES
    """What is printed of measures and status under each key aim that has any, by key."""
    promises: tuple[Statement, ...] = ()
    """Those that are open."""
    requests: tuple[PanelRequest, ...] = ()
    """What the panel has recommended."""

    def numbers(self) -> dict[str, int]:
        """Return the number of each key aim, by key."""
        return {section.aim.key: section.number for section in self.aims}

    def undivided(self) -> Iterator[AimSection]:
        """Yield the key aims that have no parts, and parts without parts of their own."""
        for section, below in zip_longest(self.aims, self.aims[1:]):
            if below is None or below.aim.depth <= section.aim.depth:
                yield section

    def cells(self) -> dict[tuple[str, str], StreamSection]:
        """Return the section of each key aim and stream, by their keys."""
        return {
            (section.aim.key, stream.stream.key): stream
            for section in self.aims
            for stream in section.streams
        }
