"""Everything that is wrong with a project, in one run, and nothing written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.assemble import Assembled, assemble, waiting_rules
from pccreport.pipeline.load import Files, read_folder, read_report
from pccreport.pipeline.missing_styles import find_missing_styles
from pccreport.pipeline.project_folder import (
    NOTHING_GIVEN,
    REPORT,
    FileOverrides,
    report_files,
)
from pccreport.pipeline.read_file import validate_file, validate_unread_file
from pccreport.report.scope import NO_OVERRIDE
from pccreport.rules import suppressed
from pccreport.rules.severities import RuleSet
from pccreport.source.files import normalise_path
from pccreport.source.node import MappingNode
from pccreport.source.suppressions import suppressions_in


class CheckResult(NamedTuple):
    """The findings of a check, and those that were accepted, with the reason."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    read: tuple[Path, ...] = ()
    """The files that were read."""
    files: tuple[Path, ...] = ()
    """The update files that were read, or the files that were asked for."""
    reports: tuple[Path, ...] = ()
    waiting: int = 0
    """How many rules were not run, because of errors."""
    first_step: str = ""
    """What to do next in a project that has no updates yet, or ""."""

    def of(
        self, files: Iterable[Path], given: FileOverrides = NOTHING_GIVEN
    ) -> CheckResult:
        """Return the findings in some files alone, and a finding for each that no report reads."""
        named = {normalise_path(path): path for path in files}
        here = {f.at.span.source.name for f in self.findings}
        here |= {f.at.span.source.name for f, _ in self.accepted}
        names = {name for name in here if normalise_path(name) in named}
        known = {*map(normalise_path, self.read), *map(normalise_path, names)}
        unread = (path for key, path in named.items() if key not in known)
        return CheckResult(
            (
                *(f for f in self.findings if f.at.span.source.name in names),
                *(f for path in unread for f in validate_unread_file(path, given)),
            ),
            tuple(a for a in self.accepted if a[0].at.span.source.name in names),
            *(tuple(named.values()),) * 2,
            waiting=self.waiting,
        )


class CheckedReport(NamedTuple):
    """One report of a folder as it was read, and as far as it could be put together."""

    files: Files
    merged: Assembled | None
    findings: tuple[Diagnostic, ...]
    waiting: int
    """How many rules were not run, because of errors."""


def check(
    folder: Path,
    day: date | None = None,
    given: FileOverrides = NOTHING_GIVEN,
    named: tuple[Path, ...] = (),
) -> CheckResult:
    """Return the findings of a project's folder: of its files and of all its reports.

    With `named`, those of its reports alone.
    """
    return check_reports(folder, day, given, named)[0]


def check_reports(
    folder: Path,
    day: date | None = None,
    given: FileOverrides = NOTHING_GIVEN,
    named: tuple[Path, ...] = (),
) -> tuple[CheckResult, tuple[CheckedReport, ...]]:
    """Return what `check` does, and the reports that were checked."""
    files, found = read_folder(folder, given)
    every = report_files(folder, given) or (folder / REPORT,)
    asked = named or every
    checked = tuple(_report(files, report, day) for report in asked)
    # A finding that several reports have in common is listed once.
    findings = dict.fromkeys((*found, *(f for each in checked for f in each.findings)))
    roots = {root.source.name: root for each in checked for root in each.files.roots()}
    inputs = (path for each in checked for path in each.files.inputs)
    # What could not be read may hold what a mark is for.
    whole = files.whole and files.plan is not None
    whole = whole and all(each.files.house is not None for each in checked)
    # What a report that was not asked for says may be what a mark is for.
    sure = roots if {*asked} == {*every} else [*map(str, asked)]
    judged = _judged(findings, roots.values(), sure if whole else ())
    result = judged._replace(
        read=tuple(dict.fromkeys((*files.inputs, *inputs))),
        files=files.inputs[1:],  # the first is the plan
        reports=tuple(asked),
        waiting=max(each.waiting for each in checked),
        first_step=checked[-1].files.first_step if whole else "",
    )
    return result, checked


def check_file(path: Path, given: FileOverrides = NOTHING_GIVEN) -> CheckResult:
    """Return the findings in a file that is in no project: in its text and its form."""
    return CheckResult(validate_file(path, given), (), files=(path,))


def _report(files: Files, report: Path, day: date | None) -> CheckedReport:
    loaded, findings = read_report(files, report)
    merged, problems = assemble(loaded, NO_OVERRIDE, day, RuleSet.ALL)
    waiting = waiting_rules(loaded, merged, RuleSet.ALL)
    findings += problems
    house = loaded.house
    if merged and house and loaded.whole:
        _, problems = merged.laid_out()
        findings = (*findings, *problems, *find_missing_styles(house))
    return CheckedReport(loaded, merged, findings, waiting)


def _judged(
    findings: Iterable[Diagnostic], roots: Iterable[MappingNode], sure: Collection[str]
) -> CheckResult:
    """Return the findings less the accepted ones; only in `sure` files is a mark unused."""
    every = tuple(
        suppression for root in roots for suppression in suppressions_in(root)
    )
    result = suppressed.apply_suppressions(findings, every)
    of_marks = [
        *suppressed.malformed_suppressions(every),
        *suppressed.refused_suppressions(result.refused),
    ]
    unused = [
        suppression
        for suppression in result.unused
        if suppression.span.source.name in sure
    ]
    of_marks += suppressed.unused_suppressions(unused)
    return CheckResult((*result.findings, *of_marks), result.accepted)
