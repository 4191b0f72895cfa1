"""`pccreport build --all`: every report of every folder, one after another.

A report that cannot be built stops none of the others. A folder is read once for
all of its reports, and a report is given up when it is written, so that memory
does not grow with their number.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.options import CRASHED, crash_log, source_date_epoch
from pccreport.cli.output import refuse_target, write_file
from pccreport.cli.wrote import figures, held_back, missing, unprinted
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.build import Order, build_report, without_collector
from pccreport.pipeline.load import REPORT, Records, chosen, read_records, reports
from pccreport.report.scope import Asked
from pccreport.source.failure import DONE, FINDINGS, INTERRUPTED, USAGE, Failure
from pccreport.source.files import same_file_name, stands


class Job(NamedTuple):
    """One report to build, and where it goes."""

    folder: Path
    report: Path
    target: Path


class Ended(NamedTuple):
    """How a report ended: what to say of it, its exit code, and remarks."""

    line: str
    code: int = DONE
    remarks: tuple[str, ...] = ()


def build_all(
    projects: Sequence[Path], output: Path | None, asked: Asked, *, quiet: bool
) -> int:
    """Build them all; the exit code is the highest of theirs."""
    folder = output or Path()
    jobs = _jobs(projects, folder)
    if not folder.is_dir():
        message = f"the folder “{folder}” does not exist"
        raise Failure(message, USAGE, "with --all, give an existing folder with -o")
    ended: list[Ended] = []
    progress = terminal.Progress(len(jobs))
    try:
        with without_collector():
            order = Order(asked, source_date_epoch())
            for each in _built(jobs, order, progress):
                ended.append(each)
    except KeyboardInterrupt:
        ended.append(
            Ended("Stopped. The remaining reports were not built.", INTERRUPTED)
        )
    progress.clear()
    _tell(ended, len(jobs), quiet=quiet)
    return max((each.code for each in ended), default=DONE)


def _jobs(projects: Sequence[Path], out: Path) -> list[Job]:
    """Every report of every folder, each once; raises where two would be one file."""
    jobs: dict[str, Job] = {}
    taken: dict[str, Path] = {}
    for path in projects:
        for folder, report in _reports(path):
            place = same_file_name(report)
            if place in jobs:
                continue
            name = folder.absolute().resolve().name
            if report.name != REPORT:
                name = f"{name}-{report.stem}"
            target = out / f"{name}.docx"
            first = taken.setdefault(str(target).casefold(), report)
            if first is not report:
                message = f"“{first}” and “{report}” would both be written to {target}"
                way_out = "rename one of them, or build them separately"
                raise Failure(message, USAGE, way_out)
            jobs[place] = Job(folder, report, target)
    return list(jobs.values())


def _reports(path: Path) -> list[tuple[Path, Path]]:
    """The reports that a path names, each with its folder."""
    if stands(path):
        return [chosen(path)]
    try:
        found = reports(path)
    except Failure:
        found = ()
    # A folder that cannot be read, or is no project, is told when its turn comes.
    return [(path, report) for report in found or (path / REPORT,)]


def _built(
    jobs: Sequence[Job], order: Order, progress: terminal.Progress
) -> Iterator[Ended]:
    """Each report in turn, as it ended."""
    folder: Path | None = None
    records: Records | Failure | None = None
    of_records: tuple[Diagnostic, ...] = ()
    seen: set[Diagnostic] = set()
    for job in jobs:
        progress.step(str(job.report))
        if job.folder != folder:
            folder, records, of_records, seen = job.folder, None, (), set()
            try:
                records, of_records = read_records(folder)
            except Failure as failure:
                records = failure
        if isinstance(records, Failure):
            yield _failed(job, records)
        elif records is not None:
            gc.collect()  # what the last report left
            yield _one(job, records, of_records, order, seen, progress)


def _one(
    job: Job,
    records: Records,
    of_records: tuple[Diagnostic, ...],
    order: Order,
    seen: set[Diagnostic],
    progress: terminal.Progress,
) -> Ended:
    try:
        built, found = build_report(records, of_records, job.report, order)
        news = [finding for finding in found if finding not in seen]
        seen.update(news)
        if news:
            progress.clear()
            terminal.say(f"{job.report}:")
            terminal.show(news, sys.stderr)
        if built.package is None:
            return Ended(f"Not written: {job.report} (see the errors above).", FINDINGS)
        refuse_target(job.target, built.inputs)
        write_file(job.target, built.package)
    except Failure as failure:
        return _failed(job, failure)
    except Exception:  # the last resort: a bug in one report stops none of the others
        message = f"Not written: {job.report}: this is a bug in pccreport"
        return Ended(f"{message}; details are in {crash_log()}", CRASHED)
    held = held_back(built, 3) if terminal.is_screen(sys.stderr) else ()
    remarks = (*missing(built), *unprinted(built), *held)
    return Ended(f"Wrote {job.target}: {figures(built)}.", remarks=remarks)


def _failed(job: Job, failure: Failure) -> Ended:
    advice = f"; {failure.help}" if failure.help else ""
    return Ended(f"Not written: {job.report}: {failure.message}{advice}.", failure.code)


def _tell(ended: Sequence[Ended], jobs: int, *, quiet: bool) -> None:
    """What was written where, and what was not."""
    written = sum(each.code == DONE for each in ended)
    for each in ended:
        if each.code != DONE or not quiet:
            for line in (each.line, *(f"  {remark}" for remark in each.remarks)):
                terminal.say(line)
    if not quiet:
        terminal.say(f"{written} of {jobs} reports written.")
