"""All findings of a project, without a report."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.layout.report import lay_out_report
from pccreport.pipeline.assemble import Assembled, assemble_report, count_skipped_rules
from pccreport.pipeline.house_format import find_missing_styles
from pccreport.pipeline.load import Files, read_folder, read_report
from pccreport.pipeline.project_folder import REPORT, report_files
from pccreport.pipeline.read_file import validate_file
from pccreport.report.scope import NO_OVERRIDE
from pccreport.rules import suppressed
from pccreport.rules.consequences import without_consequences
from pccreport.rules.severities import RuleSet
from pccreport.source.suppressions import suppressions_in


class CheckedReport(NamedTuple):
    """One report of a folder, its files, and the findings about it."""

    files: Files
    merged: Assembled | None
    findings: tuple[Diagnostic, ...]


class CheckResult(NamedTuple):
    """The findings of a check, and the accepted ones with their reasons."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    read: tuple[Path, ...] = ()
    """The files that were read."""
    files: tuple[Path, ...] = ()
    """The update files that were read, or the file in no project."""
    reports: tuple[Path, ...] = ()
    checked: tuple[CheckedReport, ...] = ()
    waiting: int = 0
    """How many rules were not run, because of errors."""
    first_step: str = ""
    """Advice for a project without updates, or ""."""


def check(folder: Path, named: Iterable[Path | None] = (None,)) -> CheckResult:
    """Return the findings of a project: of its files, and of the reports named, or all for a None."""
    files, found = read_folder(folder)
    every = report_files(folder) or (folder / REPORT,)
    reports = dict.fromkeys(named)
    chosen = every if None in reports else tuple(filter(None, reports))
    checked = tuple(_check_report(files, report) for report in chosen)
    # A finding that several reports have is listed once.
    findings = dict.fromkeys((*found, *(f for one in checked for f in one.findings)))
    roots = {root.source.name: root for one in checked for root in one.files.roots()}
    inputs = (path for one in checked for path in one.files.inputs)
    # A suppression may be for a finding in a file that could not be read,
    whole = files.is_complete and files.plan is not None
    whole = whole and all(one.files.house is not None for one in checked)
    # or for one in a report that was not checked.
    complete = {*roots} if {*chosen} == {*every} else {*map(str, chosen)}
    listed = tuple(each for root in roots.values() for each in suppressions_in(root))
    result = suppressed.apply_suppressions(findings, listed)
    unused = {x for x in result.unused if whole and x.span.source.name in complete}
    more = suppressed.suppression_findings(listed, result.refused, unused)
    return CheckResult(
        (*without_consequences(result.findings), *more),
        result.accepted,
        read=tuple(dict.fromkeys((*files.inputs, *inputs))),
        files=files.inputs[1:],  # the first is the plan
        reports=chosen,
        checked=checked,
        waiting=max(
            count_skipped_rules(one.files, one.merged, RuleSet.ALL) for one in checked
        ),
        first_step=checked[-1].files.first_step_advice if whole else "",
    )


def check_file_alone(path: Path) -> CheckResult:
    """Return the findings of a file outside any project: of its text and its schema."""
    return CheckResult(validate_file(path), (), files=(path,))


def _check_report(files: Files, report: Path) -> CheckedReport:
    loaded, findings = read_report(files, report)
    merged, more = assemble_report(loaded, NO_OVERRIDE, RuleSet.ALL)
    findings += more
    house = loaded.house
    if merged and house and loaded.is_complete:
        _, more = lay_out_report(merged.report, house)
        findings = (*findings, *more, *find_missing_styles(house))
    return CheckedReport(loaded, merged, findings)
