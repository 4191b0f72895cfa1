"""Who has sent what, for every report of a folder, and how many findings there are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.pipeline.assemble import assemble
from pccreport.pipeline.check import CheckedReport, check_reports
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.report.status import Status, status_of
from pccreport.rules.severities import RuleSet
from pccreport.source.files import file_exists


class StatusResult(NamedTuple):
    """The status of each report that could be put together, and what `check` finds."""

    statuses: tuple[Status, ...]
    findings: tuple[Diagnostic, ...]
    whole: bool
    """Whether every update file could be read: else what seems not sent may be there."""
    inputs: tuple[Path, ...]
    is_late: bool
    """Whether a stream has nothing, not even what is private, and had something before."""

    @property
    def counts(self) -> tuple[int, int]:
        """Return the numbers of errors and of warnings."""
        found = Counter(finding.severity for finding in self.findings)
        return found[ERROR], found[WARNING]


def find_status(
    path: Path, asked: PeriodOverride, day: date, *, private: bool
) -> StatusResult:
    """Return the status of a folder's reports, or of the one whose file is given.

    `private` as for `status_of`.
    """
    folder, named = path, tuple[Path, ...]()
    if file_exists(path):
        folder, report = choose_report(path)
        named = (report,)
    result, reports = check_reports(folder, named=named)
    shown, inside = (
        tuple(filter(None, (_status(each, asked, day, private=p) for each in reports)))
        for p in (private, True)
    )
    whole = all(each.files.whole for each in reports)
    is_late = any(each.late() for each in inside)
    return StatusResult(shown, result.findings, whole, result.read, is_late)


def _status(
    checked: CheckedReport, asked: PeriodOverride, day: date, *, private: bool
) -> Status | None:
    project, merged = checked.files.project, checked.merged
    if asked != NO_OVERRIDE:
        merged, _ = assemble(checked.files, asked, None, RuleSet.GAPS)
    if project is None or merged is None:
        return None
    return status_of(merged.report, project, day, private=private)
