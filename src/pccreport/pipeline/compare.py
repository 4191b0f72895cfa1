"""Two reports, or two update files, and what changed between them.

Each side is read and assembled as a build would do it. What is private on the new side is
redacted from the old one before anything is compared, so that a comparison cannot quote what
was public once but is not now.
"""

from __future__ import annotations

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
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.assemble import assemble
from pccreport.pipeline.load import (
    NOTHING_GIVEN,
    FileOverrides,
    Files,
    choose_report,
    read_folder,
    read_report,
)
from pccreport.pipeline.possible_leaks import UNREAD, unread, without_effect_among
from pccreport.pipeline.report_findings import without_suppressed
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import headings
from pccreport.report.report import Report
from pccreport.report.scope import AS_SAID, PeriodOverride
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
        """Return the report made from other updates."""
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
    second = first if same else _read(new, private)
    asked = _overrides(old, new, first[0])
    before, findings = _assembled(*first, asked[0])
    after, problems = _assembled(*second, asked[1])
    findings = (*dict.fromkeys((*findings, *problems)),)
    if not private:
        findings += without_effect_among(findings)
    inputs = (*first[0].inputs, *second[0].inputs)
    unsafe = any(finding.rule == UNREAD.name for finding in findings)
    if before is None or after is None or unsafe:
        return CompareResult(None, inputs=inputs), findings
    compared = _compared(before, after, old, new, private=private)
    return compared._replace(inputs=inputs), findings


def _read(sought: Operand, private: bool) -> tuple[Files, tuple[Diagnostic, ...]]:
    folder, report = choose_report(sought.path)
    files, findings = read_folder(folder, sought.given)
    if not private:
        findings += unread(files)
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
    if merged is None or project is None or not project.house.streams:
        return None, gaps
    return ComparedReport(project, merged.report, files, findings, asked), gaps


def _overrides(
    old: Operand, new: Operand, files: Files
) -> tuple[PeriodOverride, PeriodOverride]:
    """Return what each side covers. Two periods of one project have the same start."""
    if old.period is None or new.period is None:
        return AS_SAID, AS_SAID
    settings = files.settings
    since = settings.since if settings else None
    first = min(old.period.year, new.period.year)
    if since and since.start < first.start:
        return PeriodOverride(old.period, since), PeriodOverride(new.period, since)
    return PeriodOverride(old.period, first), PeriodOverride(new.period, first)


def _compared(
    old: ComparedReport, new: ComparedReport, *sought: Operand, private: bool
) -> CompareResult:
    naming = _naming(old, new)
    hidden = [visibility.private_starts(laid.project.updates) for laid in (old, new)]
    opened = [
        laid.with_updates(visibility.as_public(laid.project.updates))
        if places
        else laid
        for laid, places in zip((old, new), hidden, strict=True)
    ]

    def opened_side(number: int) -> Side:
        side = _side(opened[number], hidden[number], naming)
        return sought[number].rename_side(side)

    def private_lines(number: int) -> int:
        if not hidden[number]:
            return 0
        return sum(line.private for line in opened_side(number).lines)

    count = private_lines(0), private_lines(1)
    if private:
        comparison = compare(opened_side(0), opened_side(1))._replace(private=count)
        return CompareResult(comparison, opened[0], opened[1])
    was, new_ones = old.project.updates, new.project.updates

    def laid(updates: UpdateFiles) -> ComparedReport:
        return old if updates is was else old.with_updates(updates)

    def before(updates: UpdateFiles) -> Side:
        return sought[0].rename_side(_side(laid(updates), _NOTHING, naming))

    def compared(found: Public, outside: CompareResult | None = None) -> CompareResult:
        comparison = found.comparison._replace(private=count)
        old_report = laid(found.old)
        return CompareResult(comparison, old_report, new, (), found.secrets, outside)

    sides = Sides(
        was, before, new_ones, sought[1].rename_side(_side(new, _NOTHING, naming))
    )
    inside = sides.compared()
    if not has_new_secret(was, new_ones):
        return compared(inside)
    return compared(inside, compared(sides.passed_on(inside)))


_NOTHING: frozenset[SpanStart] = frozenset()


def _side(
    laid: ComparedReport, hidden: frozenset[SpanStart], naming: SharedNames
) -> Side:
    naming = naming._replace(private_starts=hidden)
    updates, streams = laid.project.updates, headings(laid.report, laid.project.house)
    return flatten.flatten_report(
        laid.report, updates, laid.project.house, naming, streams
    )


def _naming(old: ComparedReport, new: ComparedReport) -> SharedNames:
    """Return the names of key aims and streams: those of the new side, if it has them."""
    mentions: dict[str, str] = {}
    streams: dict[str, str] = {}
    for laid in (old, new):
        mentions |= flatten.aim_mentions(laid.report.priority.aims, laid.project.house)
        streams |= headings(laid.report, laid.project.house)
    aims = (flatten.numbered_aims(laid.report) for laid in (old, new))
    return SharedNames(mentions, streams, plan_changes.match_aims(*aims))
