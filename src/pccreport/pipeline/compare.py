"""Two reports, or two update files, and what changed between them.

Each side is read and assembled as a build would. What is private on the new side is
taken out of the old one before anything is compared, so that a comparison cannot quote
what was public once and is not any more.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pccreport.compare import plans, walk
from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.sides import Side
from pccreport.compare.walk import Naming
from pccreport.compare.withheld import Public, Sides, Updates, has_new_secret
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import SETTABLE
from pccreport.house.parts import House
from pccreport.model import published
from pccreport.model.periods import FinancialYear, Quarter
from pccreport.model.project import Project
from pccreport.model.published import Spot
from pccreport.model.update import Update
from pccreport.pipeline.assemble import assemble
from pccreport.pipeline.build import stands
from pccreport.pipeline.doubtful import UNREAD, unread
from pccreport.pipeline.load import (
    NOTHING_GIVEN,
    Given,
    Loaded,
    chosen,
    load,
    read_records,
)
from pccreport.report.facts import headings
from pccreport.report.merge import merge
from pccreport.report.scope import AS_SAID, Asked
from pccreport.report.tree import Report
from pccreport.rules.severities import Depth


class Sought(NamedTuple):
    """One of the two that are to be compared."""

    name: str
    """What an officer calls it."""
    path: Path
    """A project's folder, the file of one of its reports, or an update file."""
    period: Quarter | FinancialYear | None = None
    """What it is to be on, in place of what report.yaml says."""
    given: Given = NOTHING_GIVEN
    called: str = ""
    """Its name where it is passed on, without folders; "" for the same one."""

    def names(self, side: Side) -> Side:
        """A side by its names."""
        return side._replace(name=self.name, called=self.called or self.name)


class Laid(NamedTuple):
    """A report that was compared, as it can be laid out."""

    project: Project
    report: Report
    house: House
    loaded: Loaded
    found: tuple[Diagnostic, ...]
    """What was found when it was read."""
    asked: Asked

    def with_updates(self, updates: tuple[Update, ...]) -> Laid:
        """The report that some other updates make."""
        project, report = self.project._replace(updates=updates), self.report
        merged, _ = merge(project, report.settings, report.priority, self.house)
        return self._replace(project=project, report=merged.report)


class Compared(NamedTuple):
    """What came of comparing; None where one of the two does not stand."""

    comparison: Comparison | None
    before: Laid | None = None
    """None for update files."""
    after: Laid | None = None
    inputs: tuple[Path, ...] = ()
    outside: Compared | None = None
    """What may leave the office, where that is less."""

    @property
    def passed_on(self) -> Compared:
        """What may leave the office."""
        return self.outside or self


def compare_reports(
    old: Sought, new: Sought, *, private: bool = False
) -> tuple[Compared, tuple[Diagnostic, ...]]:
    """What changed between two reports, and which errors keep something out of them.

    With `private`, what is not public is compared as well, and says that it is not.
    """
    first = _loaded(old, private)
    same = (old.path, old.given) == (new.path, new.given)
    second = first if same else _loaded(new, private)
    asked = _asked(old, new, first[0])
    before, findings = _assembled(*first, asked[0])
    after, problems = _assembled(*second, asked[1])
    findings = (*dict.fromkeys((*findings, *problems)),)
    inputs = (*first[0].inputs, *second[0].inputs)
    unsafe = any(finding.rule == UNREAD.name for finding in findings)
    if before is None or after is None or unsafe:
        return Compared(None, inputs=inputs), findings
    compared = _compared(before, after, old, new, private=private)
    return compared._replace(inputs=inputs), findings


Read = tuple[Loaded, tuple[Diagnostic, ...]]


def _loaded(sought: Sought, private: bool) -> Read:
    folder, report = chosen(sought.path)
    records, findings = read_records(folder, sought.given)
    if not private:
        findings += unread(records)
    loaded, problems = load(records, report)
    return loaded, (*findings, *problems)


def _assembled(
    loaded: Loaded, findings: tuple[Diagnostic, ...], asked: Asked
) -> tuple[Laid | None, tuple[Diagnostic, ...]]:
    """A report, and the errors for which something is not in it."""
    merged, problems = assemble(loaded, asked, None, Depth.GAPS)
    left = stands((*findings, *problems), loaded)
    gaps = tuple(
        finding
        for finding in left
        if finding.severity is ERROR and finding.rule not in SETTABLE
    )
    house = loaded.house
    if merged is None or loaded.project is None or house is None or not house.streams:
        return None, gaps
    report = merged.report
    laid = Laid(loaded.project, report, house, loaded, findings, asked)
    return laid, gaps


def _asked(old: Sought, new: Sought, loaded: Loaded) -> tuple[Asked, Asked]:
    """What each side is on. Two periods of one project reach back to one beginning."""
    if old.period is None or new.period is None:
        return AS_SAID, AS_SAID
    settings = loaded.project.settings if loaded.project else None
    since = settings.since if settings else None
    first = min(old.period.year, new.period.year)
    if since and since.start < first.start:
        return Asked(old.period, since), Asked(new.period, since)
    return Asked(old.period, first), Asked(new.period, first)


def _compared(old: Laid, new: Laid, *sought: Sought, private: bool) -> Compared:
    naming = _naming(old, new)
    hidden = [published.private(laid.project.updates) for laid in (old, new)]
    opened = [
        laid.with_updates(published.opened(laid.project.updates)) if places else laid
        for laid, places in zip((old, new), hidden, strict=True)
    ]
    every = [
        one.names(_side(laid, places, naming))
        for one, laid, places in zip(sought, opened, hidden, strict=True)
    ]
    numbers = [sum(line.private for line in side.lines) for side in every]
    count = numbers[0], numbers[1]
    if private:
        comparison = compare(*every)._replace(private=count)
        return Compared(comparison, opened[0], opened[1])
    was, new_ones = old.project.updates, new.project.updates

    def laid(updates: Updates) -> Laid:
        return old if updates is was else old.with_updates(updates)

    def before(updates: Updates) -> Side:
        return sought[0].names(_side(laid(updates), _NOTHING, naming))

    def compared(found: Public, outside: Compared | None = None) -> Compared:
        comparison = found.comparison._replace(private=count)
        return Compared(comparison, laid(found.old), new, outside=outside)

    sides = Sides(was, before, new_ones, sought[1].names(_side(new, _NOTHING, naming)))
    inside = sides.compared()
    if not has_new_secret(was, new_ones):
        return compared(inside)
    return compared(inside, compared(sides.passed_on(inside)))


_NOTHING: frozenset[Spot] = frozenset()


def _side(laid: Laid, hidden: frozenset[Spot], naming: Naming) -> Side:
    naming = naming._replace(hidden=hidden)
    updates, streams = laid.project.updates, headings(laid.report, laid.house)
    return walk.of_report(laid.report, updates, laid.house, naming, streams)


def _naming(old: Laid, new: Laid) -> Naming:
    """What key aims and streams are called: as on the new side, where it has them."""
    mentions: dict[str, str] = {}
    streams: dict[str, str] = {}
    for laid in (old, new):
        mentions |= walk.mentions(laid.report.priority.aims, laid.house)
        streams |= headings(laid.report, laid.house)
    aims = (walk.aims_of(laid.report) for laid in (old, new))
    return Naming(mentions, streams, plans.lasting(*aims))
