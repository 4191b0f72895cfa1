"""`pccreport build --all`: every report of every folder, one after another.

A report that cannot be built stops none of the others. A folder is read once for
all of its reports, and a report is given up when it is written, so that memory
does not grow with their number.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.options import source_date_epoch
from pccreport.cli.output import refuse_target, write_file
from pccreport.cli.wrote import figures
from pccreport.pipeline.build import build_report, without_collector
from pccreport.pipeline.load import REPORT, Records, chosen, read_records, reports
from pccreport.report.scope import Asked
from pccreport.source.diagnostic import Diagnostic
from pccreport.source.failure import DONE, FINDINGS, INTERRUPTED, USAGE, Failure


class Job(NamedTuple):
    """One report to build, and where it goes."""

    folder: Path
    report: Path
    target: Path


class Ended(NamedTuple):
    """How a report ended: what to say of it, and its exit code."""

    line: str
    code: int = DONE


def build_all(
    projects: Sequence[Path], output: Path | None, asked: Asked, *, quiet: bool
) -> int:
    """Build them all; the exit code is the highest of theirs."""
    folder = output or Path()
    jobs = _jobs(projects, folder)
    if not folder.is_dir():
        message = f"there is no folder “{folder}” to write the reports to"
        raise Failure(message, USAGE, "with --all, name a folder that is there with -o")
    ended: list[Ended] = []
    try:
        with terminal.progress(len(jobs)) as step, without_collector():
            for each in _built(jobs, asked, source_date_epoch(), step):
                ended.append(each)
    except KeyboardInterrupt:
        ended.append(
            Ended("Stopped; the reports that follow were not built.", INTERRUPTED)
        )
    _tell(ended, len(jobs), quiet=quiet)
    return max((each.code for each in ended), default=DONE)


def _jobs(projects: Sequence[Path], out: Path) -> list[Job]:
    """Every report of every folder; raises where two would go to one file."""
    jobs: list[Job] = []
    taken: dict[str, Path] = {}
    for path in projects:
        # A folder that is no project is told when its turn comes.
        folder, one = chosen(path) if path.is_file() else (path, path / REPORT)
        found = (one,) if path.is_file() else reports(folder) or (one,)
        for report in found:
            name = folder.resolve().name
            if report != folder / REPORT:
                name = f"{name}-{report.stem}"
            target = out / f"{name}.docx"
            first = taken.setdefault(str(target).casefold(), report)
            if first is not report:
                message = f"“{first}” and “{report}” would both be written to {target}"
                raise Failure(message, USAGE, "build them into two folders with -o")
            jobs.append(Job(folder, report, target))
    return jobs


def _built(
    jobs: Sequence[Job], asked: Asked, epoch: datetime | None, step: terminal.Step
) -> Iterator[Ended]:
    """Each report in turn, as it ended."""
    folder: Path | None = None
    records: Records | Failure | None = None
    of_records: tuple[Diagnostic, ...] = ()
    seen: set[Diagnostic] = set()
    for job in jobs:
        step(str(job.report))
        if job.folder != folder:
            folder, records, of_records, seen = job.folder, None, (), set()
            gc.collect()  # what the last folder left
            try:
                records, of_records = read_records(folder)
            except Failure as failure:
                records = failure
        if isinstance(records, Failure):
            yield _failed(job, records)
        elif records is not None:
            yield _one(job, records, of_records, asked, epoch, seen)


def _one(
    job: Job,
    records: Records,
    of_records: tuple[Diagnostic, ...],
    asked: Asked,
    epoch: datetime | None,
    seen: set[Diagnostic],
) -> Ended:
    try:
        built, found = build_report(records, of_records, job.report, asked, epoch)
        news = [finding for finding in found if finding not in seen]
        seen.update(news)
        if news:
            terminal.say(f"{job.report}:")
        terminal.show(news, sys.stderr)
        if built.package is None:
            return Ended(f"Not written: {job.report}, for the errors above.", FINDINGS)
        refuse_target(job.target, built.inputs)
        write_file(job.target, built.package)
    except Failure as failure:
        return _failed(job, failure)
    return Ended(f"Wrote {job.target}: {figures(built)}.")


def _failed(job: Job, failure: Failure) -> Ended:
    advice = f"; {failure.help}" if failure.help else ""
    return Ended(f"Not written: {job.report}: {failure.message}{advice}.", failure.code)


def _tell(ended: Sequence[Ended], jobs: int, *, quiet: bool) -> None:
    """What was written where, and what was not."""
    written = sum(each.code == DONE for each in ended)
    for each in ended:
        if each.code != DONE or not quiet:
            terminal.say(each.line)
    if not quiet:
        terminal.say(f"{written} of {jobs} reports were written.")
