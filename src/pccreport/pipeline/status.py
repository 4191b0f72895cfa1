"""Who has sent what, for every report of a folder."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.model.periods import DateRange
from pccreport.pipeline.assemble import assemble_report
from pccreport.pipeline.check import CheckedReport, check
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.report.status import Readiness, status_of
from pccreport.rules.severities import RuleSet
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.files import file_exists


class StatusResult(NamedTuple):
    """The status of each usable report, and the findings of `check`."""

    statuses: tuple[Readiness, ...]
    findings: tuple[Diagnostic, ...]
    whole: bool
    """True if all update files could be read; if not, text that seems missing may be there."""
    inputs: tuple[Path, ...]

    @property
    def problem_counts(self) -> tuple[int, int]:
        """Return the numbers of errors and of warnings."""
        found = Counter(finding.severity for finding in self.findings)
        return found[ERROR], found[WARNING]


def find_status(
    path: Path, override: PeriodOverride, day: date, *, private: bool
) -> StatusResult:
    """Return the status of the reports of a folder, or of one file of a report.

    `private` is that of `status_of`.
    """
    folder, report = choose_report(path) if file_exists(path) else (path, None)
    result = check(folder, (report,))
    reports = result.checked
    shown = (_find_status(report, override, day, private=private) for report in reports)
    statuses = tuple(filter(None, shown))
    whole = all(report.files.is_complete for report in reports)
    return StatusResult(statuses, result.findings, whole, result.read)


def _find_status(
    checked: CheckedReport, override: PeriodOverride, day: date, *, private: bool
) -> Readiness | None:
    project, merged = checked.files.project, checked.merged
    if override != NO_OVERRIDE:
        merged, _ = assemble_report(checked.files, override, RuleSet.GAPS)
    if project is None or merged is None:
        return None
    own, asked = project.settings, override.period
    if own and isinstance(asked, DateRange) and not isinstance(own.period, DateRange):
        message = "the report is not monthly, so there is no status for a month"
        raise CommandError(message, USAGE, "give a quarter like 2020/21 Q2")
    return status_of(merged.report, project, day, private=private)
