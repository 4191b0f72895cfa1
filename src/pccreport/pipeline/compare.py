"""The changes between two reports.

A report is read and assembled as for a build. Text that is private on the new side is redacted from
the old one before the comparison, so that text which was public once is not quoted.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pccreport.compare import flatten, settings
from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare, mark_published
from pccreport.compare.flatten import SharedNames
from pccreport.compare.redaction import SidesToRedact, UpdateFiles, find_newly_private
from pccreport.compare.sides import Side
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import SETTABLE
from pccreport.model import visibility
from pccreport.model.periods import Period
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile, UpdateItem, entry_rows
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.assemble import assemble_report, without_suppressed
from pccreport.pipeline.load import Files, read_folder, read_report
from pccreport.pipeline.possible_leaks import UNREAD, lost_mark_errors, void_mark_errors
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.ledger import Omission
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import stream_headings
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules.severities import RuleSet


class Operand(NamedTuple):
    """One side of a comparison, as named by the user."""

    path: Path
    """The folder of a project, or the file of one of its reports."""
    period: Period | None = None
    """The period to cover in place of the one in report.yaml."""
    name: str = ""
    """Its name in the output, without most of its path; "" for that of its period."""


_SENT = "unplaced-text"
"""The rule on what is in no update, by which no text of the project is missing."""


class ComparedReport(NamedTuple):
    """A report of a comparison, and what it was made from."""

    project: Project
    report: Report
    absences: tuple[Omission, ...]
    """The entries of the project that are not in it."""
    files: Files
    findings: tuple[Diagnostic, ...]
    """The findings of its files."""
    override: PeriodOverride

    def with_updates(self, updates: tuple[UpdateFile, ...]) -> "ComparedReport":
        """Return the report made from `updates`."""
        if updates is self.project.updates:
            return self
        project, report = self.project._replace(updates=updates), self.report
        merged, absences, _ = merge(project, report.settings, report.priority)
        return self._replace(project=project, report=merged, absences=absences)


class CompareResult(NamedTuple):
    """The result of a comparison."""

    comparison: Comparison | None
    """None if a side is not usable."""
    before: ComparedReport | None = None
    after: ComparedReport | None = None
    inputs: tuple[Path, ...] = ()
    names: SharedNames = SharedNames({}, {})
    """The names of key aims and streams on both sides."""
    is_passed_on: bool = False
    """True if an old text without a certain match must not be quoted."""
    outside: "CompareResult | None" = None
    """The result for sharing, if it has less."""

    @property
    def for_sharing(self) -> "CompareResult":
        """Return the result for sharing."""
        return self.outside or self


def compare_reports(
    old: Operand, new: Operand, *, private: bool = False
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    """Return the changes between two reports, and the errors by which text may be missing.

    With `private`, text that is not public is compared too, and marked as such.
    """
    first = _read_operand(old, private)
    is_same = old.path == new.path
    # A withdrawal may be of an update that only the old files have.
    rows = () if is_same else entry_rows(first[0].updates)
    items = (row for row in rows if isinstance(row.entry, UpdateItem))
    ids = frozenset(row.id for row in items if row.id)
    second = first if is_same else _read_operand(new, private, ids)
    overrides = _period_overrides(old, new, first[0])
    before, findings = _assemble_side(*first, overrides[0])
    after, more = _assemble_side(*second, overrides[1])
    # The old side has these updates.
    more = tuple(
        f for f in more if f.rule != "unknown-update" or f.at.span.text not in ids
    )
    findings = (*dict.fromkeys((*findings, *more)),)
    if not private:
        findings += void_mark_errors(findings)
    inputs = (*first[0].inputs, *second[0].inputs)
    unsafe = any(finding.rule == UNREAD.name for finding in findings)
    if before is None or after is None or unsafe:
        return CompareResult(None, inputs=inputs), findings
    compared = _compare_sides((old, before), (new, after), private=private)
    return compared._replace(inputs=inputs), findings


def read_operand(
    operand: Operand, *, private: bool = False
) -> tuple[ComparedReport | None, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return one report, its files, and the errors by which text may be missing.

    The report is None if it is not usable or, without `private`, if a file that may mark text as
    not public cannot be read. Text that a later file makes private is private.
    """
    files, found = _read_operand(operand, private)
    report, findings = _assemble_side(files, found, PeriodOverride(operand.period))
    if not private:
        findings += void_mark_errors(findings)
    if report is None or any(finding.rule == UNREAD.name for finding in findings):
        return None, files.inputs, findings
    return report_with_later_marks(report), files.inputs, findings


def report_with_later_marks(report: ComparedReport) -> ComparedReport:
    """Return a report without what a later file of its project makes private."""
    updates = report.project.updates
    starts = visibility.find_made_private(updates)
    marked = visibility.mark_private(updates, starts) if starts else updates
    return report.with_updates(marked)


def _read_operand(
    operand: Operand, private: bool, known: frozenset[str] = frozenset()
) -> tuple[Files, tuple[Diagnostic, ...]]:
    folder, report = choose_report(operand.path)
    files, findings = read_folder(folder)
    if not private:
        findings += lost_mark_errors(files, known)
    files, more = read_report(files, report)
    return files, (*findings, *more)


def _assemble_side(
    files: Files, findings: tuple[Diagnostic, ...], override: PeriodOverride
) -> tuple[ComparedReport | None, tuple[Diagnostic, ...]]:
    """Return a report, or None if it is not usable, and the errors by which text may be missing."""
    merged, more = assemble_report(files, override, RuleSet.GAPS)
    remaining = without_suppressed((*findings, *more), files)
    gaps = tuple(
        finding
        for finding in remaining
        if finding.severity is ERROR and finding.rule not in (*SETTABLE, _SENT)
    )
    project = files.project
    if merged is None or project is None or not project.has_streams():
        return None, gaps
    return ComparedReport(project, *merged, files, findings, override), gaps


def _period_overrides(
    old: Operand, new: Operand, files: Files
) -> tuple[PeriodOverride, PeriodOverride]:
    """Return the periods of each side: two periods of one project start at the same quarter."""
    if old.period is None or new.period is None:
        return NO_OVERRIDE, NO_OVERRIDE
    settings = files.settings
    since = settings.since if settings else None
    year = min(old.period.year, new.period.year)
    first = since if since and since.start < year.start else year
    return PeriodOverride(old.period, first), PeriodOverride(new.period, first)


def _compare_sides(
    before: tuple[Operand, ComparedReport],
    after: tuple[Operand, ComparedReport],
    *,
    private: bool,
) -> CompareResult:
    """Return the changes for the office, and those for sharing if they are less."""
    old, new = before[1], after[1]
    naming = _shared_names(old, new)
    old_side, new_side = (partial(_to_side, *each, naming) for each in (before, after))
    updates, of_new = old.project.updates, new.project.updates
    count = _count_private_texts(old), _count_private_texts(new)

    def make_result(found: Comparison, new: ComparedReport) -> CompareResult:
        found = found._replace(private=count)
        before = old.with_updates(found.old_updates)
        return CompareResult(found, before, new, names=naming)

    if private:
        sides = _with_private(old_side, updates), _with_private(new_side, of_new)
        return make_result(compare(*sides)._replace(old_updates=updates), new)
    new = report_with_later_marks(new)
    kept = new.project.updates
    sides_shown = SidesToRedact(updates, old_side, kept, new_side(kept))
    for_office = sides_shown.compare_for_office()
    was_private = visibility.private_starts(updates)

    def mark_result(found: Comparison) -> CompareResult:
        if was_private:
            found = mark_published(found, _with_private(old_side, updates))
        return make_result(found, new)

    hidden = find_newly_private(updates, of_new, naming.keys)
    if not hidden.texts:
        return mark_result(for_office)
    outside = mark_result(sides_shown.compare_for_sharing(for_office, hidden))
    passed_on = outside._replace(is_passed_on=True)
    return mark_result(for_office)._replace(outside=passed_on)


def _to_side(
    operand: Operand,
    compared: ComparedReport,
    naming: SharedNames,
    updates: UpdateFiles,
    hidden: frozenset[SpanStart] = frozenset(),
) -> Side:
    """Return the side of a report made from updates, with some entries marked as private."""
    report, house = compared.with_updates(updates).report, compared.project.house
    names = naming._replace(private_starts=hidden)
    streams = stream_headings(report, house)
    side = flatten.flatten_report(report, updates, house, names, streams)
    return side._replace(name=operand.name or side.on)


def _with_private(side: Callable[..., Side], updates: UpdateFiles) -> Side:
    """Return a side with private text, marked as such."""
    hidden = visibility.private_starts(updates)
    shown = visibility.mark_all(updates, public=True) if hidden else updates
    return side(shown, hidden)


def _count_private_texts(compared: ComparedReport) -> int:
    """Return the number of private texts in the period of a report."""
    covers = compared.report.scope.covers
    covered = (file for file in compared.project.updates if covers(file.period))
    return len(visibility.private_spans(covered))


def _shared_names(old: ComparedReport, new: ComparedReport) -> SharedNames:
    """Return the names of key aims and streams, preferably those of the new side."""
    mentions: dict[str, str] = {}
    aims, streams = [], []
    for compared in (old, new):
        report, house = compared.report, compared.project.house
        streams.append(stream_headings(report, house))
        rows = flatten.numbered_aims(report.priority, house)
        aims.append({aim.key: aim.text for aim in rows})
        papers = report.settings.papers
        mentions |= {key: visibility.plain_words(title) for key, title in papers}
        mentions |= {aim.key: aim.mention for aim in rows}
    lasting = settings.match_keys(*aims), settings.match_keys(*streams)
    return SharedNames(mentions, streams[0] | streams[1], *lasting)
