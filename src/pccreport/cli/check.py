"""`pccreport check`: every fault of a project at its place, and nothing written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import typer

from pccreport.cli import findings_output, terminal
from pccreport.cli.common import handle_errors, parse_day, raise_failures
from pccreport.cli.findings_output import FindingsFormat
from pccreport.findings.finding import ERROR, WARNING
from pccreport.language.counted import counted
from pccreport.pipeline.check import CheckResult, check_file
from pccreport.pipeline.check import check as check_project
from pccreport.pipeline.load import NO_UPDATES
from pccreport.pipeline.project_folder import (
    NOTHING_GIVEN,
    FileOverrides,
    find_project,
    report_of,
)
from pccreport.source import files
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.writers.diagnostics_text import RunSummary

STANDARD_INPUT = "-"


@handle_errors
def check(
    paths: list[str] | None = typer.Argument(
        None,
        metavar="PATH",
        help="Project folders, reports, or other files of a project; - for standard input. Default: the project in the current folder.",
    ),
    output_format: FindingsFormat = typer.Option(
        FindingsFormat.TEXT, "--output-format", help="How to show the findings."
    ),
    info: bool = typer.Option(False, "--info", help="Show suggestions as well."),
    strict: bool = typer.Option(
        False, "--strict", help="Exit with code 1 for warnings as well."
    ),
    today: str = typer.Option(
        "",
        metavar="DATE",
        help="The date to treat as today (default: the sign-off date).",
    ),
    fix: bool = typer.Option(
        False, "--fix", help="Fix layout and stray characters, never wording."
    ),
    diff: bool = typer.Option(
        False, "--diff", help="Show what --fix would change, without changing anything."
    ),
    stdin_filename: str = typer.Option(
        "", metavar="FILE", help="The file name to use for standard input."
    ),
) -> int:
    """Check a project for problems. No file is changed without --fix."""
    day = parse_day(today)
    asked = _check_targets(paths or ["."], stdin_filename)
    checked, failures = _all(asked, day)
    if fix or diff:
        if any(each.given for each in asked):
            raise CommandError(
                "standard input cannot be fixed", USAGE, "give the file name instead"
            )
        from pccreport.cli.fix import apply_fixes  # noqa: PLC0415  # most checks fix nothing

        apply_fixes([f for each in checked for f in each.findings], write=not diff)
        if diff:
            raise_failures(failures)
            return DONE
        checked, failures = _all(asked, day)
    findings = tuple(dict.fromkeys(f for each in checked for f in each.findings))
    accepted = tuple(dict.fromkeys(a for each in checked for a in each.accepted))
    if checked:
        run = RunSummary(
            len(accepted), _extent(checked), max(e.waiting for e in checked)
        )
        findings_output.print_findings(
            findings, accepted, output_format, infos=info, run=run
        )
    for each in checked:
        if each.first_step:
            terminal.print_message(f"{NO_UPDATES}: {each.first_step}.")
    raise_failures(failures)
    stop = (ERROR, WARNING) if strict else (ERROR,)
    return FINDINGS if any(f.severity in stop for f in findings) else DONE


def _extent(checked: Iterable[CheckResult]) -> str:
    """Return how much was checked: “1 report, 5 files”."""
    results = [*checked]
    reports = {report for each in results for report in each.reports}
    updates = {path for each in results for path in each.files}
    counts = ((len(reports), "report"), (len(updates), "file"))
    return ", ".join(counted(n, what) for n, what in counts if n)


class CheckTarget(NamedTuple):
    """A project, or one file that is in none, and what of it is asked for."""

    folder: Path | None
    only: tuple[Path, ...] = ()
    """The files that were named; () for all of the project's."""
    given: FileOverrides = NOTHING_GIVEN
    reports: tuple[Path, ...] = ()
    """The reports that were named; () for all of the project's."""


def _all(
    asked: Iterable[CheckTarget], day: date | None
) -> tuple[list[CheckResult], list[CommandError]]:
    """All that was checked, and why the rest was not: one stops none of the others."""
    checked, failures = [], []
    for each in asked:
        try:
            checked.append(_checked(each, day))
        except CommandError as failure:
            failures.append(failure)
    return checked, failures


def _checked(asked: CheckTarget, day: date | None) -> CheckResult:
    if asked.folder is None:
        return check_file(asked.only[0], asked.given)
    checked = check_project(asked.folder, day, asked.given, asked.reports)
    return checked.of(asked.only, asked.given) if asked.only else checked


def _check_targets(paths: Iterable[str], stdin_filename: str) -> list[CheckTarget]:
    """Return what the paths name, each project once."""
    typed_in: list[CheckTarget] = []
    whole: dict[str, CheckTarget] = {}
    files_of: dict[Path | None, list[Path]] = {}
    for typed in paths:
        path = Path(typed)
        if typed == STANDARD_INPUT:  # it can be read but once
            typed_in = typed_in or [*_from_stdin(stdin_filename)]
        elif files.file_exists(path):
            files_of.setdefault(find_project(path), []).append(path)
        else:
            whole.setdefault(os.path.realpath(path), CheckTarget(path))
    in_projects = (
        asked
        for folder, named in files_of.items()
        if folder is None or os.path.realpath(folder) not in whole
        for asked in _of_files(folder, named)
    )
    return [*typed_in, *whole.values(), *in_projects]


def _of_files(
    folder: Path | None, named: Iterable[Path], given: FileOverrides = NOTHING_GIVEN
) -> Iterator[CheckTarget]:
    """Yield what files of a folder ask for: a report's file means the whole report."""
    if folder is None:
        yield from (CheckTarget(None, (path,), given) for path in dict.fromkeys(named))
        return
    found = {path: report_of(folder, path, given) for path in named}
    if of_reports := tuple(dict.fromkeys(filter(None, found.values()))):
        yield CheckTarget(folder, (), given, of_reports)
    if others := tuple(path for path, report in found.items() if not report):
        yield CheckTarget(folder, others, given)


def _from_stdin(name: str) -> Iterator[CheckTarget]:
    if sys.stdin is None:
        raise CommandError(
            "standard input is closed", help="give the file name instead"
        )
    path = Path(name or "standard input")
    folder = find_project(path) if name else None
    if folder is not None:
        path = folder / os.path.relpath(path, folder)
    given = {path: files.decode(sys.stdin.buffer.read(files.MAX_BYTES + 1), str(path))}
    return _of_files(folder, (path,), given)
