"""`pccreport build --all`: every report of every folder, one after another.

A report that cannot be built stops none of the others. A folder is read once for
all of its reports, and a report is given up when it is written, so that memory
does not grow with their number.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.build_summary import (
    held_back,
    missing_file_notes,
    summary_figures,
    unprinted_notes,
)
from pccreport.cli.common import crash
from pccreport.cli.output_file import check_target, write_file
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
    """One report to build, and where it goes."""

    folder: Path
    report: Path
    target: Path


class JobResult(NamedTuple):
    """How a report ended: the sentence about it, its exit code, and remarks."""

    line: str
    code: int = DONE
    remarks: tuple[str, ...] = ()
    help: str = ""
    """What to do, if it is an error that is not about the project's files."""


def build_all(
    projects: Sequence[Path],
    output: Path | None,
    wanted: BuildOptions,
    *,
    quiet: bool,
) -> int:
    """Build them all in one form; the exit code is the highest of theirs."""
    folder = output or Path()
    jobs = _jobs(projects, folder, wanted.form)
    if not folder.is_dir():
        message = f"the folder “{folder}” does not exist"
        raise CommandError(
            message, USAGE, "with --all, give an existing folder with -o"
        )
    ended: list[JobResult] = []
    progress = terminal.Progress(len(jobs))
    try:
        for each in _built(jobs, wanted, progress):
            ended.append(each)
    except KeyboardInterrupt:
        ended.append(
            JobResult("Stopped. The remaining reports were not built.", INTERRUPTED)
        )
    progress.clear()
    _print_results(ended, len(jobs), quiet=quiet)
    return max((each.code for each in ended), default=DONE)


def _jobs(projects: Sequence[Path], out: Path, form: DocumentForm) -> list[Job]:
    """Every report of every folder, each once; raises where two would be one file."""
    jobs: dict[str, Job] = {}
    taken: dict[str, Path] = {}
    for path in projects:
        for folder, report in _reports(path):
            place = normalise_path(report)
            if place in jobs:
                continue
            name = folder.absolute().resolve().name
            if report.name != REPORT:
                name = f"{name}-{report.stem}"
            target = out / f"{name}.{form}"
            first = taken.setdefault(str(target).casefold(), report)
            if first is not report:
                message = f"“{first}” and “{report}” would both be written to {target}"
                way_out = "rename one of them, or build them separately"
                raise CommandError(message, USAGE, way_out)
            jobs[place] = Job(folder, report, target)
    return list(jobs.values())


def _reports(path: Path) -> list[tuple[Path, Path]]:
    """Return the reports that a path names, each with its folder."""
    if file_exists(path):
        return [choose_report(path)]
    try:
        found = report_files(path)
    except CommandError:
        found = ()
    # A folder that cannot be read, or is no project, is reported in its turn.
    return [(path, report) for report in found or (path / REPORT,)]


def _built(
    jobs: Sequence[Job], wanted: BuildOptions, progress: terminal.Progress
) -> Iterator[JobResult]:
    """Each report in turn, as it ended."""
    for folder, of_folder in groupby(jobs, key=lambda job: job.folder):
        try:
            files, findings = read_folder(folder)
        except CommandError as failure:
            yield from (_failed(job, failure) for job in of_folder)
            continue
        seen: set[Diagnostic] = set()
        for job in of_folder:
            progress.step(str(job.report))
            yield _one(job, files, findings, wanted, seen, progress)
            gc.collect()  # what the report has left


def _one(
    job: Job,
    files: Files,
    of_folder: tuple[Diagnostic, ...],
    wanted: BuildOptions,
    seen: set[Diagnostic],
    progress: terminal.Progress,
) -> JobResult:
    try:
        built, found = build_report(files, of_folder, job.report, wanted)
        news = [finding for finding in found if finding not in seen]
        seen.update(news)
        if news:
            progress.clear()
            terminal.print_message(f"{job.report}:")
            run = RunSummary(waiting=built.waiting)
            terminal.render_findings(news, sys.stderr, run=run)
        if built.package is None:
            return JobResult(
                f"Not written: {job.report} (see the errors above).", FINDINGS
            )
        check_target(job.target, built.inputs)
        write_file(job.target, built.package)
    except CommandError as failure:
        return _failed(job, failure)
    except Exception:  # the last resort: a bug in one report stops none of the others
        return _failed(job, crash())
    held = held_back(built, 3) if terminal.is_screen(sys.stderr) else ()
    remarks = (*missing_file_notes(built), *unprinted_notes(built), *held)
    return JobResult(f"Wrote {job.target}: {summary_figures(built)}.", remarks=remarks)


def _failed(job: Job, failure: CommandError) -> JobResult:
    message = f"{job.report} was not written: {failure.message}"
    return JobResult(message, failure.code, help=failure.help)


def _print_results(ended: Sequence[JobResult], jobs: int, *, quiet: bool) -> None:
    """Print which files were written, and which were not."""
    written = sum(each.code == DONE for each in ended)
    for each in ended:
        if each.help:
            terminal.print_error(CommandError(each.line, help=each.help))
        elif each.code != DONE or not quiet:
            for line in (each.line, *(f"  {remark}" for remark in each.remarks)):
                terminal.print_message(line)
    if not quiet:
        terminal.print_message(f"{written} of {jobs} reports written.")
