"""Two reports, or two update files, and what changed between them.

Each side is read and assembled as a build would do it. What is private on the new side is
redacted from the old one before anything is compared, so that a comparison cannot quote what
was public once but is not now.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pccreport.compare import flatten, plan_changes
from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.flatten import SharedNames
from pccreport.compare.redaction import (
    Public,
    Secrets,
    Sides,
    UpdateFiles,
    has_new_secret,
)
from pccreport.compare.sides import Side
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import SETTABLE
from pccreport.model import visibility
from pccreport.model.periods import FinancialYear, Quarter
from pccreport.model.project import Project, walk_items
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.assemble import assemble
from pccreport.pipeline.load import Files, read_folder, read_report
from pccreport.pipeline.possible_leaks import UNREAD, unread, without_effect_among
from pccreport.pipeline.project_folder import (
    NOTHING_GIVEN,
    FileOverrides,
    choose_report,
)
from pccreport.pipeline.report_findings import without_suppressed
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules.severities import RuleSet


class Operand(NamedTuple):
    """One of the two that are to be compared."""

    name: str
    """What an officer calls it."""
    path: Path
    """A project's folder, the file of one of its reports, or an update file."""
    period: Quarter | FinancialYear | None = None
    """The period it should cover instead of the one in report.yaml."""
    given: FileOverrides = NOTHING_GIVEN
    called: str = ""
    """Its name where it is passed on, without folders; "" for the same one."""

    def rename_side(self, side: Side) -> Side:
        """Return a side with its names."""
        return side._replace(name=self.name, called=self.called or self.name)


class ComparedReport(NamedTuple):
    """A report that was compared, as it can be laid out."""

    project: Project
    report: Report
    files: Files
    found: tuple[Diagnostic, ...]
    """What was found when it was read."""
    asked: PeriodOverride

    def with_updates(self, updates: tuple[UpdateFile, ...]) -> ComparedReport:
        """Return the report made from some updates, or this one if they are its own."""
        if updates is self.project.updates:
            return self
        project, report = self.project._replace(updates=updates), self.report
        merged, _ = merge(project, report.settings, report.priority)
        return self._replace(project=project, report=merged.report)


class CompareResult(NamedTuple):
    """The result of a comparison; None if a side is not usable."""

    comparison: Comparison | None
    before: ComparedReport | None = None
    """None for update files."""
    after: ComparedReport | None = None
    inputs: tuple[Path, ...] = ()
    secrets: Secrets = Secrets()
    """What no text of the old report's plan or settings may be quoted with."""
    is_passed_on: bool = False
    """True if an old text without a sure partner must not be quoted."""
    outside: CompareResult | None = None
    """What may leave the office, where that is less."""

    @property
    def passed_on(self) -> CompareResult:
        """What may leave the office."""
        return self.outside or self


def compare_reports(
    old: Operand, new: Operand, *, private: bool = False
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    """Return what changed between two reports, and the errors that keep something out of them.

    With `private`, what is not public is compared as well, and marked as not public.
    """
    first = _read(old, private)
    same = (old.path, old.given) == (new.path, new.given)
    # What was withdrawn may be in the old files only, in place of its text.
    ids = frozenset() if same else _ids(first[0])
    second = first if same else _read(new, private, ids)
    asked = _overrides(old, new, first[0])
    before, findings = _assembled(*first, asked[0])
    after, problems = _assembled(*second, asked[1])
    # The other side has the update.
    problems = tuple(
        f for f in problems if f.rule != "unknown-update" or f.at.span.text not in ids
    )
    findings = (*dict.fromkeys((*findings, *problems)),)
    if not private:
        findings += without_effect_among(findings)
    inputs = (*first[0].inputs, *second[0].inputs)
    unsafe = any(finding.rule == UNREAD.name for finding in findings)
    if before is None or after is None or unsafe:
        return CompareResult(None, inputs=inputs), findings
    compared = _compared((old, before), (new, after), private=private)
    return compared._replace(inputs=inputs), findings


def read_operand(
    sought: Operand, *, private: bool = False
) -> tuple[ComparedReport | None, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return one report, the files it was read from, and the errors that keep something out.

    Without `private`, there is none if a file that may keep something private is not readable.
    What a later file keeps private is private in it.
    """
    files, found = _read(sought, private)
    report, findings = _assembled(files, found, PeriodOverride(sought.period))
    if not private:
        findings += without_effect_among(findings)
    if report is None or any(finding.rule == UNREAD.name for finding in findings):
        return None, files.inputs, findings
    return _as_kept_later(report), files.inputs, findings


def report_on(laid: ComparedReport, quarter: Quarter) -> ComparedReport | None:
    """Return the report on another quarter, made from the same files, or None."""
    report, _ = _assembled(laid.files, laid.found, PeriodOverride(quarter))
    return report and _as_kept_later(report)


def _as_kept_later(report: ComparedReport) -> ComparedReport:
    every = report.project.updates
    return report.with_updates(visibility.as_kept_later(every, every))


def _ids(read: Files) -> frozenset[str]:
    cells = (cell for update in read.updates for cell in update.cells)
    items = (item for cell in cells for item in walk_items(cell.entries))
    return frozenset(item.id for item in items if item.id)


def _read(
    sought: Operand, private: bool, known: frozenset[str] = frozenset()
) -> tuple[Files, tuple[Diagnostic, ...]]:
    folder, report = choose_report(sought.path)
    files, findings = read_folder(folder, sought.given)
    if not private:
        findings += unread(files, known)
    files, problems = read_report(files, report)
    return files, (*findings, *problems)


def _assembled(
    files: Files, findings: tuple[Diagnostic, ...], asked: PeriodOverride
) -> tuple[ComparedReport | None, tuple[Diagnostic, ...]]:
    """Return a report, and the errors that keep something out of it."""
    merged, problems = assemble(files, asked, None, RuleSet.GAPS)
    left = without_suppressed((*findings, *problems), files)
    gaps = tuple(
        finding
        for finding in left
        if finding.severity is ERROR and finding.rule not in SETTABLE
    )
    project = files.project
    if merged is None or project is None or not project.has_streams():
        return None, gaps
    return ComparedReport(project, merged.report, files, findings, asked), gaps


def _overrides(
    old: Operand, new: Operand, files: Files
) -> tuple[PeriodOverride, PeriodOverride]:
    """Return what each side covers. Two periods of one project have the same start."""
    if old.period is None or new.period is None:
        return NO_OVERRIDE, NO_OVERRIDE
    settings = files.settings
    since = settings.since if settings else None
    first = min(old.period.year, new.period.year)
    if since and since.start < first.start:
        return PeriodOverride(old.period, since), PeriodOverride(new.period, since)
    return PeriodOverride(old.period, first), PeriodOverride(new.period, first)


class Comparable(NamedTuple):
    """What a side of a comparison is made from."""

    updates: UpdateFiles
    side: Callable[[UpdateFiles, frozenset[SpanStart]], Side]
    """Makes a side of some updates; what starts at some places is marked as private."""
    of_folder: UpdateFiles
    """All updates of its folder: any of them may keep something private."""
    hidden: int
    """How much of what it covers is not public."""

    def public(self, updates: UpdateFiles) -> Side:
        """Return the side that some updates make without what is private."""
        return self.side(updates, frozenset())

    def opened(self) -> Side:
        """Return the side with everything that is private, marked as such."""
        hidden = visibility.private_starts(self.updates)
        updates = visibility.as_public(self.updates) if hidden else self.updates
        return self.side(updates, hidden)


def compare_updates(
    old: Comparable, new: Comparable, *, private: bool, unsafe: bool = False
) -> tuple[Public, Public | None]:
    """Return what changed, and what of it may leave the office, where that is less.

    With `private`, what is not public is compared as well. It is `unsafe` to pass on every
    text if a file that may keep something private could not be read.
    """
    count = old.hidden, new.hidden

    def counted(found: Public) -> Public:
        comparison = found.comparison._replace(private=count)
        return found._replace(comparison=comparison)

    if private:
        comparison = compare(old.opened(), new.opened())
        return counted(Public(old.updates, comparison, Secrets(), 0)), None
    shown = visibility.as_kept_later(new.updates, new.of_folder)
    kept = visibility.as_kept_later(new.of_folder, new.of_folder)
    sides = Sides(old.updates, old.public, kept, new.public(shown))
    inside = sides.compared()
    if not (unsafe or has_new_secret(old.of_folder, new.of_folder)):
        return counted(inside), None
    return counted(inside), counted(sides.shareable(inside))


def _compared(
    before: tuple[Operand, ComparedReport],
    after: tuple[Operand, ComparedReport],
    *,
    private: bool,
) -> CompareResult:
    old, new = before[1], after[1]
    naming = _naming(old, new)
    both = _comparable(*before, naming), _comparable(*after, naming)
    inside, outside = compare_updates(*both, private=private)

    if not private:
        new = _as_kept_later(new)

    def result(found: Public) -> CompareResult:
        report = old.with_updates(found.old)
        return CompareResult(found.comparison, report, new, secrets=found.secrets)

    passed_on = result(outside)._replace(is_passed_on=True) if outside else None
    return result(inside)._replace(outside=passed_on)


def _comparable(
    operand: Operand, laid: ComparedReport, naming: SharedNames
) -> Comparable:
    house, own = laid.project.house, laid.project.updates

    def side(updates: UpdateFiles, hidden: frozenset[SpanStart]) -> Side:
        report = laid.with_updates(updates).report
        names = naming._replace(private_starts=hidden)
        streams = headings(report, house)
        made = flatten.flatten_report(report, updates, house, names, streams)
        return operand.rename_side(made)

    covered = (each for each in own if laid.report.scope.covers(each.period))
    return Comparable(own, side, own, len(visibility.private_spans(covered)))


def _naming(old: ComparedReport, new: ComparedReport) -> SharedNames:
    """Return the names of key aims and streams: those of the new side, if it has them."""
    mentions: dict[str, str] = {}
    streams: dict[str, str] = {}
    for laid in (old, new):
        mentions |= flatten.aim_mentions(laid.report.priority, laid.project.house)
        streams |= headings(laid.report, laid.project.house)
    aims = (
        flatten.numbered_aims(laid.report.priority, laid.project.house)
        for laid in (old, new)
    )
    return SharedNames(mentions, streams, plan_changes.match_aims(*aims))
