"""`pccreport check`: all findings about projects and files."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors, raise_last_error
from pccreport.cli.options import argument, option
from pccreport.findings.finding import ERROR, WARNING
from pccreport.language.texts.counted import counted
from pccreport.pipeline.check import CheckResult, check_file_alone
from pccreport.pipeline.check import check as check_project
from pccreport.pipeline.load import NO_UPDATES
from pccreport.pipeline.project_folder import find_project, report_at
from pccreport.source import files
from pccreport.source.command_error import DONE, FINDINGS, CommandError
from pccreport.writers import diagnostics_json
from pccreport.writers.diagnostics_text import RunSummary

Check = Callable[[], CheckResult]


class FindingsFormat(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    JSON = "json"


@handle_errors
def check(
    paths: list[str] | None = argument("check", "paths"),
    output_format: FindingsFormat = option(
        "check", "output_format", FindingsFormat.TEXT
    ),
    info: bool = option("check", "info", False),
    strict: bool = option("check", "strict", False),
    fix: bool = option("check", "fix", False),
) -> int:
    """Check a project for problems. No file is changed without --fix."""
    checks = _list_checks(paths or ["."])
    results, errors = _run_each(checks)
    if fix:
        from pccreport.cli.fix import apply_fixes  # noqa: PLC0415

        apply_fixes(f for result in results for f in result.findings)
        results, errors = _run_each(checks)
    findings = tuple(dict.fromkeys(f for result in results for f in result.findings))
    accepted = tuple(dict.fromkeys(a for result in results for a in result.accepted))
    if results:
        waiting = max(result.waiting for result in results)
        reports = {report for result in results for report in result.reports}
        updates = {path for result in results for path in result.files}
        counts = (len(reports), "report"), (len(updates), "file")
        checked = ", ".join(counted(number, noun) for number, noun in counts if number)
        run = RunSummary(len(accepted), checked, waiting)
        if output_format is FindingsFormat.TEXT:
            terminal.render_findings(findings, sys.stdout, infos=info, run=run)
        else:
            # The reader may have closed the pipe; the exit code is still that of the findings.
            with suppress(BrokenPipeError):
                text = diagnostics_json.write(findings, accepted)
                terminal.write_text(text, sys.stdout)
    for result in results:
        if result.first_step:
            terminal.print_message(f"{NO_UPDATES.capitalize()}; {result.first_step}")
    raise_last_error(errors)
    failing = (ERROR, WARNING) if strict else (ERROR,)
    return FINDINGS if any(f.severity in failing for f in findings) else DONE


def _run_each(checks: Iterable[Check]) -> tuple[list[CheckResult], list[CommandError]]:
    """Return the results, and the errors of what could not be checked."""
    results, errors = [], []
    for check in checks:
        try:
            results.append(check())
        except CommandError as error:
            errors.append(error)
    return results, errors


def _list_checks(paths: Iterable[str]) -> list[Check]:
    """Return the checks of the paths, each project once: whole, or the reports that are named.

    Any other file of a project means the project; one in no project is checked alone.
    """
    alone: list[Check] = []
    chosen: dict[str, tuple[Path, list[Path | None]]] = {}
    for path in map(Path, dict.fromkeys(paths)):
        folder = find_project(path) if files.file_exists(path) else path
        if folder is None:
            alone.append(partial(check_file_alone, path))
        else:
            _, reports = chosen.setdefault(os.path.realpath(folder), (folder, []))
            reports.append(report_at(folder, path))
    return [*alone, *(partial(check_project, *each) for each in chosen.values())]
