"""Many quarters' updates made into one report.

Order: by quarter, then by file name, then as written; within a label what leads
comes first. Nothing else reorders: not a file's place on the disk, not a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from pccreport.house.parts import House, Stream
from pccreport.model.periods import Quarter
from pccreport.model.plan import KeyAim, Priority
from pccreport.model.project import Project
from pccreport.model.settings import Settings
from pccreport.model.update import Closing, Entry, Item, Reference
from pccreport.report.scope import Scope, scope_of
from pccreport.report.tree import AimSection, PeriodBlock, Report, StreamSection
from pccreport.source.diagnostic import WARNING, Diagnostic, Label

Dated = tuple[Quarter, Entry]
Cells = dict[tuple[str, str], list[Dated]]


def merge(
    project: Project, settings: Settings, priority: Priority, house: House
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """The report on a priority, and what of it has no place to be printed."""
    scope = scope_of(settings)
    cells = _public_entries(project, scope)
    findings: list[Diagnostic] = []
    aims = tuple(
        AimSection(aim, number, _streams(aim, house, scope, cells, findings))
        for number, aim in enumerate(priority.aims, start=1)
    )
    findings += (_nothing_said(section) for section in aims if not section.streams)
    report = Report(project.plan, settings, priority, scope, aims)
    return report, tuple(findings)


def _public_entries(project: Project, scope: Scope) -> Cells:
    """What may be printed, by key aim and stream, in order."""
    cells: Cells = defaultdict(list)
    for update, cell in project.cells():
        if scope.covers(update.period):
            public = (_public(entry) for entry in cell.entries if entry.public)
            cells[cell.aim, cell.stream] += ((update.period, entry) for entry in public)
    return cells


def _public(entry: Entry) -> Entry:
    """The entry without its private points."""
    return _public_item(entry) if isinstance(entry, Item) else entry


def _public_item(item: Item) -> Item:
    if not item.points:
        return item
    points = tuple(
        _public_item(point) if isinstance(point, Item) else point
        for point in item.points
        if point.public
    )
    return item if points == item.points else item._replace(points=points)


def _streams(
    aim: KeyAim,
    house: House,
    scope: Scope,
    cells: Cells,
    findings: list[Diagnostic],
) -> tuple[StreamSection, ...]:
    sections = []
    for stream in house.streams:
        dated = cells.get((aim.key, stream.key), [])
        closings = _once(entry for _, entry in dated if isinstance(entry, Closing))
        if periods := _periods(dated, scope):
            sections.append(StreamSection(stream, periods, closings))
        else:
            findings += (_nothing_to_close(closing, stream) for closing in closings)
    return tuple(sections)


def _periods(dated: list[Dated], scope: Scope) -> tuple[PeriodBlock, ...]:
    """One block a financial year that has something, in order."""
    printed = [(q, e) for q, e in dated if isinstance(e, Item | Reference)]
    blocks = []
    for year, group in groupby(printed, key=lambda entry: entry[0].year):
        of_year = list(group)
        quarters = tuple(sorted({quarter.number for quarter, _ in of_year}))
        entries = _in_order(of_year)
        blocks.append(PeriodBlock(year, quarters, scope.finishes(year), entries))
    return tuple(blocks)


def _in_order(
    dated: list[tuple[Quarter, Item | Reference]],
) -> tuple[Item | Reference, ...]:
    """What leads first; the same reference once, the same update once a quarter."""
    kept: list[Item | Reference] = []
    said: set[object] = set()
    for quarter, entry in dated:
        name: object = entry if isinstance(entry, Reference) else (quarter, entry)
        if isinstance(entry, Reference) or entry.id:
            if name in said:
                continue
            said.add(name)
        kept.append(entry)
    kept.sort(key=lambda entry: not (isinstance(entry, Item) and entry.lead))
    return tuple(kept)


def _once(closings: Iterable[Closing]) -> tuple[Closing, ...]:
    """Each closing line the first time that it is said."""
    return tuple({closing.text.text: closing for closing in closings}.values())


def _nothing_said(section: AimSection) -> Diagnostic:
    key = section.aim.key
    message = f"“{key}” has no public update in this report: its heading stands alone"
    way_out = "write an update for it, if only that there is nothing to report"
    at = Label(section.aim.origin.span)
    return Diagnostic("empty-aim", WARNING, message, at, help=way_out)


def _nothing_to_close(closing: Closing, stream: Stream) -> Diagnostic:
    message = f"this closing line is not printed: “{stream.key}” has no update that is"
    way_out = "write an update for this stream, or take the line out"
    at = Label(closing.text.origin.span)
    return Diagnostic("closing-alone", WARNING, message, at, help=way_out)
