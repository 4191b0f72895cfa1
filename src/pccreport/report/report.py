"""An assembled report: key aims, their streams, and the periods under each."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pccreport.findings.values import compared_by_content
from pccreport.house.house import Stream
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import FinancialYear
from pccreport.model.plan import KeyAim, Plan, Priority
from pccreport.model.prose import Prose
from pccreport.model.settings import ReportSettings
from pccreport.model.update import ClosingLine, Reference, UpdateItem
from pccreport.report.measures import AimMeasures
from pccreport.report.promises import PanelRequest, PrintedItem
from pccreport.report.scope import Scope


@compared_by_content
class ReasonOrCaveat(NamedTuple):
    """A reason for having nothing to report, or a caveat."""

    text: Prose
    quarters: tuple[int, ...]
    """The quarters that it is about; () for all quarters of the label."""


PrintedEntry = UpdateItem | Reference | ReasonOrCaveat


class YearCell(NamedTuple):
    """A key aim and a stream in a year, by their keys."""

    aim: str
    stream: str
    year: FinancialYear


class PeriodSection(NamedTuple):
    """The entries under one period label, in a stream of a key aim."""

    aim: KeyAim
    stream: Stream
    head: PeriodLabel
    quarters: tuple[int, ...] = ()
    """The quarters that have entries here, in order; () unless the label is that of a year."""
    finished: bool = False
    caveats: tuple[ReasonOrCaveat, ...] = ()
    entries: tuple[PrintedEntry, ...] = ()

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of its key aim and stream."""
        return self.aim.key, self.stream.key

    @property
    def cell(self) -> YearCell:
        """Its key aim and stream, with its year."""
        return YearCell(*self.keys, self.head.year)


class StreamSection(NamedTuple):
    """A stream under a key aim; it has at least one period."""

    stream: Stream
    periods: tuple[PeriodSection, ...]
    closings: tuple[ClosingLine, ...]

    def entries(self) -> Iterator[PrintedEntry]:
        """Yield all entries under its labels, in order."""
        return (entry for block in self.periods for entry in block.entries)


class AimSection(NamedTuple):
    """A key aim, with the streams that have entries."""

    aim: KeyAim
    number: int
    streams: tuple[StreamSection, ...]


class Report(NamedTuple):
    """A report, in printed order."""

    plan: Plan
    settings: ReportSettings
    priority: Priority
    scope: Scope
    aims: tuple[AimSection, ...]
    measures: Mapping[str, AimMeasures]
    """The measures and status of each key aim that has any, by its key."""
    promises: tuple[PrintedItem, ...] = ()
    """The open promises."""
    open_elsewhere: bool = False
    """True if a promise under a key aim that is not in the report is open."""
    requests: tuple[PanelRequest, ...] = ()
    """The recommendations of the panel."""

    def periods(self) -> Iterator[PeriodSection]:
        """Yield the periods of all streams, in printed order."""
        streams = (stream for section in self.aims for stream in section.streams)
        return (period for stream in streams for period in stream.periods)

    def aim_numbers(self) -> dict[str, int]:
        """Return the number of each key aim, by key."""
        return {section.aim.key: section.number for section in self.aims}

    def undivided_aims(self) -> Iterator[AimSection]:
        """Yield the key aims that have no parts, and parts without parts of their own."""
        return (section for section in self.aims if not section.aim.has_parts)

    def cells(self) -> dict[tuple[str, str], StreamSection]:
        """Return the section of each key aim and stream, by their keys."""
        return {
            (section.aim.key, stream.stream.key): stream
            for section in self.aims
            for stream in section.streams
        }
