"""`pccreport build`: the Word document of a project."""

import gc
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TextIO

from pccreport.cli import terminal
from pccreport.cli.build_summary import (
    omission_notes,
    private_text_notes,
    summary_figures,
)
from pccreport.cli.common import FORCE, exit_code, handle_errors, source_date_epoch
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import (
    check_replaceable,
    check_target,
    document_form,
    write_own_file,
    write_stream,
)
from pccreport.cli.periods import parse_period_options
from pccreport.document.blocks import content_text
from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.language.counted import counted
from pccreport.pipeline.build import BuildOptions, BuildResult, Reader
from pccreport.pipeline.build import build as build_report
from pccreport.pipeline.load import read_folder
from pccreport.pipeline.project_folder import REPORT, choose_report, report_files
from pccreport.source.command_error import (
    DONE,
    FINDINGS,
    INTERRUPTED,
    USAGE,
    CommandError,
)
from pccreport.source.files import file_exists, normalise_path, quoted_path
from pccreport.writers.diagnostics_text import RunSummary
from pccreport.writers.forms import DocumentForm

STANDARD_OUTPUT = "-"
REPORT_FILE = Path("report.docx")
DRAFT = Path("draft.docx")
_MAX_LISTED = 10
"""Texts listed one by one that are not public."""


@handle_errors
def build(
    named: list[Path] | None = argument("build", "named"),
    output: Path | None = option("build", "output"),
    period: str = option("build", "period", ""),
    since: str = option("build", "since", ""),
    until: str = option("build", "until", ""),
    every: bool = option("build", "every", False),
    form: DocumentForm = option("build", "form", DocumentForm.WORD),
    draft: bool = option("build", "draft", False),
    large_print: bool = option("build", "large_print", False),
    force: bool = FORCE,
    trace: bool = option("build", "trace", False),
    quiet: bool = option("build", "quiet", False),
) -> int:
    """Build a report as a Word document.

    If the file's name ends in .html, .md or .txt, it is written in that form.

    Nothing is written if the project has errors. Each is shown with its file and line.
    """
    projects = named or [Path()]
    override = parse_period_options(period, since, until)
    _refuse_split_quarter(projects, period)
    if every and (trace or draft):
        flag = "--trace" if trace else "--draft"
        raise CommandError(
            f"{flag} works with one report only", USAGE, "leave out --all"
        )
    options = BuildOptions(override, source_date_epoch(), draft, form, large_print)
    run = _Run(options, force=force, quiet=quiet, trace=trace)
    if every:
        return _build_all(projects, output or Path(), run)
    if form is not DocumentForm.WORD:
        advice = f"give the file's name with its ending: -o report.{form}"
        raise CommandError("--form works with --all only", USAGE, advice)
    if len(projects) > 1:
        message = (
            f"{len(projects)} folders were given, but only one can be built at a time"
        )
        raise CommandError(message, USAGE, "add --all to build them all")
    name = DRAFT if draft else REPORT_FILE
    target = None if str(output) == STANDARD_OUTPUT else output or name
    _check_output(target, force=force)
    code, findings = run.write(projects[0], target)
    if code != DONE:
        terminal.print_message("Nothing was written.")
    elif not quiet and terminal.is_screen(sys.stderr):
        for line in _warnings(projects[0], findings):
            terminal.print_message(line)
    return code


def _refuse_split_quarter(projects: list[Path], period: str) -> None:
    """Raise CommandError if a period without quotes was split, and its quarter is a folder."""
    for path in projects:
        if re.fullmatch("[Qq][1-4]", str(path)) and not path.exists():
            message = f"“{path}” is read as a folder"
            advice = f'put the period in quotes: --period "{period} {path}"'
            raise CommandError(message, USAGE, advice)


class _Run(NamedTuple):
    """The options of a run, for each of its reports."""

    options: BuildOptions
    force: bool
    quiet: bool
    trace: bool

    def write(
        self, project: Path, target: Path | None, read: Reader = read_folder
    ) -> tuple[int, tuple[Diagnostic, ...]]:
        """Write a report; return the exit code and the findings."""
        forms = tuple(DocumentForm)
        form = document_form(target, forms) if target else DocumentForm.WORD
        options = self.options._replace(form=form)
        built, findings = build_report(project, options, read)
        if target:
            check_target(target, built.inputs)
        if built.package is None or not options.draft:
            waiting = RunSummary(waiting=built.waiting)
            terminal.render_findings(findings, sys.stderr, run=waiting)
        if built.package is None:
            return FINDINGS, findings
        if target:
            write_own_file(target, built.package)
        else:
            write_stream(sys.stdout.buffer, built.package)
        if self.trace:
            _print_trace(built, sys.stdout if target else sys.stderr)
        if not self.quiet:
            for line in self._summary(built, target, len(findings)):
                terminal.print_message(line)
        return DONE, findings

    def _summary(
        self, built: BuildResult, target: Path | None, findings: int
    ) -> Iterator[str]:
        """Yield what was written, and what is not in it."""
        yield f"Wrote {target or 'standard output'}: {summary_figures(built)}."
        if self.options.draft:
            comments = counted(findings, "finding")
            yield f"This is a draft, with {comments} as comments."
        yield from omission_notes(built)
        if self.options.override.period is not None:
            yield f"The meeting and sign-off are from {built.inputs[0]}."
        if terminal.is_screen(sys.stderr):
            yield from private_text_notes(built, _MAX_LISTED)


def _build_all(projects: Iterable[Path], output: Path, run: _Run) -> int:
    """Build every report of every folder; return the highest exit code.

    An error in one does not stop the others. A folder is read once for all its reports, and a
    report is released after it is written, so that memory does not grow with their number.
    """
    jobs = _jobs(projects, output, run.options.form)
    if not output.is_dir():
        message = f"the folder “{output}” does not exist"
        advice = "with --all, give an existing folder with -o"
        raise CommandError(message, USAGE, advice)
    read = lru_cache(maxsize=1)(read_folder)
    codes = []

    def write(report: Path, target: Path) -> int:
        check_replaceable(target, force=run.force)
        return run.write(report, target, read)[0]

    for target, report in jobs.items():
        codes.append(exit_code(write, report, target))
        if codes[-1] != DONE:
            terminal.print_message(f"Not written: {report}.")
        if codes[-1] == INTERRUPTED:
            break
        gc.collect()  # the report just written
    if not run.quiet:
        written = codes.count(DONE)
        terminal.print_message(f"{written} of {len(jobs)} reports written.")
    return max(codes, default=DONE)


def _jobs(
    projects: Iterable[Path], output: Path, form: DocumentForm
) -> dict[Path, Path]:
    """Return each report once, by its target. Raise CommandError if two have one."""
    every = [job for path in projects for job in _reports(path)]
    reports = {normalise_path(report): (folder, report) for folder, report in every}
    jobs: dict[Path, Path] = {}
    taken: dict[str, Path] = {}
    for folder, report in reports.values():
        name = folder.absolute().resolve().name
        if report not in (folder, folder / REPORT):
            name = f"{name}-{report.stem}"
        target = output / f"{name}.{form}"
        first = taken.setdefault(name.casefold(), report)
        if first is not report:
            message = f"“{first}” and “{report}” would both be written to {target}"
            advice = "rename one of them, or build them separately"
            raise CommandError(message, USAGE, advice)
        jobs[target] = report
    return jobs


def _reports(path: Path) -> list[tuple[Path, Path]]:
    """Return the reports of a path, each with its folder."""
    if file_exists(path):
        return [choose_report(path)]
    found: tuple[Path, ...] = ()
    with suppress(CommandError):  # what is not a project is reported when it is read
        found = report_files(path)
    return [(path, report) for report in found or (path,)]


def _warnings(project: Path, shown: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield the number of warnings, if not all have been shown.

    Only for a terminal: running all rules takes longer than running those of a build.
    """
    from pccreport.pipeline.check import check as check_project  # noqa: PLC0415  # for a terminal only

    folder, report = choose_report(project)
    found = check_project(folder, (report if file_exists(project) else None,)).findings
    count = sum(finding.severity is WARNING for finding in found)
    if count > sum(finding.severity is WARNING for finding in shown):
        name = f" {quoted_path(project)}" if project != Path() else ""
        yield f"See {counted(count, 'warning')} with: pccreport check{name}"


def _check_output(target: Path | None, *, force: bool) -> None:
    """Raise CommandError if the document cannot be written, before any work is done."""
    if target:
        check_target(target, ())
        document_form(target, tuple(DocumentForm))
        check_replaceable(target, force=force)
    elif sys.stdout is None:
        raise CommandError("standard output is closed", help="give a file name with -o")
    elif sys.stdout.isatty():
        message = "a Word file cannot be shown on a terminal"
        raise CommandError(message, USAGE, "give a file name with -o")


def _print_trace(built: BuildResult, stream: TextIO | None) -> None:
    """Print the source of each paragraph, then the omissions with their reasons."""
    assert built.document is not None  # it was written
    for block in built.document.blocks:
        origin = block.origin
        location = f"{origin.source.name}:{origin.line}" if origin else "generated"
        text = content_text(block.content).replace("\n", " ")
        terminal.write_text(f"{location}\t{block.role}\t{text}\n", stream)
    for omission in built.absences:
        location = f"{omission.at.source.name}:{omission.at.line}"
        terminal.write_text(
            f"{location}\tnot printed\t{omission.reason.value}\n", stream
        )
