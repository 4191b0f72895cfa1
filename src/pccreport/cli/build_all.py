"""`pccreport build --all`: every report of every folder, one after another.

An error in one report does not stop the others. A folder is read once for all its reports, and a
report is released after it is written, so that memory does not grow with their number.
"""

import gc
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.build_summary import (
    missing_file_notes,
    private_text_notes,
    summary_figures,
    unprinted_notes,
)
from pccreport.cli.common import crash
from pccreport.cli.output_file import check_target
from pccreport.cli.own_files import check_replaceable, write_own_file
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.build import BuildOptions, build_report
from pccreport.pipeline.load import Files, read_folder
from pccreport.pipeline.project_folder import REPORT, choose_report, report_files
from pccreport.source.command_error import (
    DONE,
    FINDINGS,
    INTERRUPTED,
    USAGE,
    CommandError,
)
from pccreport.source.files import file_exists, normalise_path
from pccreport.writers.diagnostics_text import RunSummary
from pccreport.writers.forms import DocumentForm


class Job(NamedTuple):
    """One report to build, and its target."""

    folder: Path
    report: Path
    target: Path
    force: bool
    """True to replace a file that pccreport did not write."""


class JobResult(NamedTuple):
    """The result of a report: a sentence, an exit code, and notes."""

    line: str
    code: int = DONE
    notes: tuple[str, ...] = ()
    help: str = ""
    """Advice on an error outside the project files, or ""."""


def build_all(
    projects: Sequence[Path],
    output: Path | None,
    options: BuildOptions,
    *,
    quiet: bool,
    force: bool,
) -> int:
    """Build all reports in one format, and return the highest exit code."""
    folder = output or Path()
    jobs = _jobs(projects, folder, options.form, force=force)
    if not folder.is_dir():
        message = f"the folder “{folder}” does not exist"
        raise CommandError(
            message, USAGE, "with --all, give an existing folder with -o"
        )
    results: list[JobResult] = []
    try:
        for result in _build_each(jobs, options):
            results.append(result)
    except KeyboardInterrupt:
        results.append(
            JobResult("Stopped. The remaining reports were not built.", INTERRUPTED)
        )
    _print_results(results, len(jobs), quiet=quiet)
    return max((result.code for result in results), default=DONE)


def _jobs(
    projects: Sequence[Path], output: Path, form: DocumentForm, *, force: bool
) -> list[Job]:
    """Return all reports once. Raise CommandError if two have the same target."""
    jobs: dict[str, Job] = {}
    reports_by_target: dict[str, Path] = {}
    for path in projects:
        for folder, report in _reports(path):
            key = normalise_path(report)
            if key in jobs:
                continue
            name = folder.absolute().resolve().name
            if report.name != REPORT:
                name = f"{name}-{report.stem}"
            target = output / f"{name}.{form}"
            first = reports_by_target.setdefault(str(target).casefold(), report)
            if first is not report:
                message = f"“{first}” and “{report}” would both be written to {target}"
                advice = "rename one of them, or build them separately"
                raise CommandError(message, USAGE, advice)
            jobs[key] = Job(folder, report, target, force)
    return list(jobs.values())


def _reports(path: Path) -> list[tuple[Path, Path]]:
    """Return the reports of a path, each with its folder."""
    if file_exists(path):
        return [choose_report(path)]
    try:
        found = report_files(path)
    except CommandError:
        found = ()
    # A folder that cannot be read, or is not a project, is reported later.
    return [(path, report) for report in found or (path / REPORT,)]


def _build_each(jobs: Sequence[Job], options: BuildOptions) -> Iterator[JobResult]:
    """Yield the result of each report."""
    for folder, jobs_of_folder in groupby(jobs, key=lambda job: job.folder):
        try:
            files, findings = read_folder(folder)
        except CommandError as error:
            yield from (_failed(job, error) for job in jobs_of_folder)
            continue
        seen: set[Diagnostic] = set()
        for job in jobs_of_folder:
            yield _build_one(job, files, findings, options, seen)
            gc.collect()  # the report just written


def _build_one(
    job: Job,
    files: Files,
    folder_findings: tuple[Diagnostic, ...],
    options: BuildOptions,
    seen: set[Diagnostic],
) -> JobResult:
    try:
        built, found = build_report(files, folder_findings, job.report, options)
        new_findings = [finding for finding in found if finding not in seen]
        seen.update(new_findings)
        if new_findings:
            terminal.print_message(f"{job.report}:")
            run = RunSummary(waiting=built.waiting)
            terminal.render_findings(new_findings, sys.stderr, run=run)
        if built.package is None:
            return JobResult(
                f"Not written: {job.report} (see the errors above).", FINDINGS
            )
        check_target(job.target, built.inputs)
        check_replaceable(job.target, force=job.force)
        write_own_file(job.target, built.package)
    except CommandError as error:
        return _failed(job, error)
    except Exception as error:  # a bug in one report must not stop the others
        return _failed(job, crash(error))
    notes = [*missing_file_notes(built), *unprinted_notes(built)]
    if terminal.is_screen(sys.stderr):
        notes += private_text_notes(built, 3)
    return JobResult(
        f"Wrote {job.target}: {summary_figures(built)}.", notes=tuple(notes)
    )


def _failed(job: Job, error: CommandError) -> JobResult:
    message = f"{job.report} was not written: {error.message}"
    return JobResult(message, error.code, help=error.help)


def _print_results(results: Sequence[JobResult], jobs: int, *, quiet: bool) -> None:
    """Print the results, and the number of reports written."""
    written = sum(result.code == DONE for result in results)
    for result in results:
        if result.help:
            terminal.print_error(CommandError(result.line, help=result.help))
        elif result.code != DONE or not quiet:
            for line in (result.line, *(f"  {note}" for note in result.notes)):
                terminal.print_message(line)
    if not quiet:
        terminal.print_message(f"{written} of {jobs} reports written.")
