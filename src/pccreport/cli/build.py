"""`pccreport build`: the Word document of a project."""

import gc
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import output_file, terminal
from pccreport.cli.common import FORCE, handle_errors, run_for_exit_code
from pccreport.cli.options import argument, option
from pccreport.cli.periods import parse_period_options
from pccreport.findings.finding import INFO
from pccreport.language.texts.counted import counted
from pccreport.model.update import UpdateItem
from pccreport.model.visibility import private_spans
from pccreport.pipeline.build import BuildOptions, BuildResult, Reader
from pccreport.pipeline.build import build as build_report
from pccreport.pipeline.load import read_folder
from pccreport.pipeline.project_folder import REPORT, choose_report, report_files
from pccreport.report.ledger import OmissionReason
from pccreport.source.command_error import (
    DONE,
    FINDINGS,
    INTERRUPTED,
    USAGE,
    CommandError,
)
from pccreport.source.files import file_exists, normalise_path
from pccreport.source.yaml_messages import excerpt
from pccreport.writers.diagnostics_text import RunSummary
from pccreport.writers.forms import DocumentForm

REPORT_FILE = Path("report.docx")
DRAFT = Path("draft.docx")
_MAX_LISTED = 3
"""Files listed by name."""
_REPORTED = (
    OmissionReason.PRIVATE,
    OmissionReason.REVISED,
    OmissionReason.WITHDRAWN,
    OmissionReason.REPEATED,
    OmissionReason.CONTRADICTED,
)
"""Omissions that an officer may not expect. Those outside the period are listed by file."""


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
    quiet: bool = option("build", "quiet", False),
) -> int:
    """Build a report as a Word document.

    Without --draft, nothing is written if there are errors. Each is shown with its file and line.
    """
    projects = named or [Path()]
    override = parse_period_options(period, since, until)
    for path in projects:
        if re.fullmatch("[Qq][1-4]", str(path)) and not path.exists():
            message = f"“{path}” is read as a folder"
            advice = f'use quotation marks: --period "{period or "2020/21"} {path}"'
            raise CommandError(message, USAGE, advice)
    if every and draft:
        message = "--draft works with only one report"
        raise CommandError(message, USAGE, "leave out --all")
    options = BuildOptions(override, draft, form, large_print)
    run = _ReportWriter(options, force=force, quiet=quiet)
    if every:
        return _build_all(projects, output or Path(), run)
    if form is not DocumentForm.WORD:
        advice = f"give the file’s name with its ending: -o report.{form}"
        raise CommandError("--form works only with --all", USAGE, advice)
    if (number := len(projects)) > 1:
        message = f"{number} reports were given, but only one can be built at a time"
        raise CommandError(message, USAGE, "add --all to build them all")
    target = output or (DRAFT if draft else REPORT_FILE)
    output_file.check_target(target, ())
    output_file.document_form(target, tuple(DocumentForm))
    output_file.check_replaceable(target, force=force)
    code = run.write_one(projects[0], target)
    if code != DONE:
        terminal.print_message("Nothing was written.")
    return code


class _ReportWriter(NamedTuple):
    """The options of a run, for each of its reports."""

    options: BuildOptions
    force: bool
    quiet: bool

    def write_one(self, project: Path, target: Path, read: Reader = read_folder) -> int:
        """Write a report; return the exit code."""
        form = output_file.document_form(target, tuple(DocumentForm))
        run = self._replace(options=self.options._replace(form=form))
        built, findings = build_report(project, run.options, read)
        output_file.check_target(target, built.inputs)
        if built.package is None or not self.options.draft:
            waiting = RunSummary(waiting=built.waiting)
            shown = [x for x in findings if x.severity is not INFO]  # as check does
            terminal.render_findings(shown, sys.stderr, run=waiting)
        if built.package is None:
            return FINDINGS
        output_file.write_own_file(target, built.package)
        if not self.quiet:
            for line in run._summary_lines(built, target, len(findings)):
                terminal.print_message(line)
        return DONE

    def _summary_lines(
        self, built: BuildResult, target: Path, findings: int
    ) -> Iterator[str]:
        """Yield what was written, and what is not in it."""
        report = built.built_report
        entries = (x for cell in report.cells().values() for x in cell.entries())
        updates = sum(isinstance(each, UpdateItem) for each in entries)
        aims = counted(len([*report.undivided_aims()]), built.aim_word)
        counts = f"{aims}, {counted(updates, 'update')}, {report.scope.range_name}"
        yield f"Wrote {target}: {counts}."
        if self.options.draft:
            yield f"This is a draft. Findings added as comments: {findings:,}."
        for path in built.inputs:
            is_template = path.suffix.lower() in {".docx", ".dotx"}
            if is_template and self.options.form is DocumentForm.PDF:
                yield f"A PDF follows “look:” in the house format, not {path}."
        yield from _omission_notes(built)
        if self.options.override.period is not None:
            yield f"The meeting and sign-off are from {built.inputs[0]}."
        if terminal.is_screen(sys.stderr):
            yield from _private_text_notes(built)


def _omission_notes(built: BuildResult) -> Iterator[str]:
    """Yield notes on quarters without a file, files outside the report, and omissions.

    A few files are listed by name, many as a number; private texts are counted as `compare` does.
    """
    scope, files = built.built_report.scope, built.updates
    periods = [file.period for file in files]
    quarters = [
        str(quarter)
        for quarter in scope.quarters()
        if not any(x.start <= quarter.end and quarter.start <= x.end for x in periods)
    ]
    if quarters:
        yield f"Without an update file: {', '.join(quarters)}."
    others = [file for file in files if not scope.covers(file.period)]
    if len(others) > _MAX_LISTED:
        yield f"Not in this report: {len(others)} files for other periods."
    else:
        for file in others:
            yield f"Not in this report: {file.name} ({file.period})."
    counts = Counter(omission.reason for omission in built.absences)
    # An update and its withdrawal, which have one id, count as one.
    withdrawn = [x for x in built.absences if x.reason is OmissionReason.WITHDRAWN]
    ids = {(isinstance(x.entry, UpdateItem) and x.entry.id) or x.at for x in withdrawn}
    counts[OmissionReason.WITHDRAWN] = len(ids)
    own = (file for file in files if scope.covers(file.period))
    counts[OmissionReason.PRIVATE] = len(private_spans(own))
    parts = [f"{counts[each]} {each.value}" for each in _REPORTED if counts[each]]
    if parts:
        yield f"Not printed: {', '.join(parts)}."


def _private_text_notes(built: BuildResult) -> Iterator[str]:
    """Yield the position and the start of each text that is not public.

    Texts of the report's quarters are first. Only for a terminal of the office, which sees here if
    a field that marks text as not public has no effect.
    """
    covers = built.built_report.scope.covers
    own = private_spans(file for file in built.updates if covers(file.period))
    others = private_spans(file for file in built.updates if not covers(file.period))
    texts = counted(len(own), "text")
    texts += f", and {len(others):,} for other periods" if others else ""
    yield f"Not public, so not printed: {texts}. Any text not listed here may be printed."
    for span in (*own, *others):
        text = " ".join(span.without_block_header.text.split()).strip("\"'")
        yield f"  {span.source.name}:{span.line}  {excerpt(text)}"


def _build_all(projects: Iterable[Path], output: Path, run: _ReportWriter) -> int:
    """Build every report of every folder; return the highest exit code.

    An error in one does not stop the others. A folder is read once for all its reports, and a
    report is released after it is written, so that memory does not grow with their number.
    """
    jobs = _reports_by_target(projects, output, run.options.form)
    if not output.is_dir():
        message = f"there is no folder “{output}”"
        advice = "with --all, -o must name an existing folder"
        raise CommandError(message, USAGE, advice)
    read = lru_cache(maxsize=1)(read_folder)
    codes = []

    def write(report: Path, target: Path) -> int:
        output_file.check_replaceable(target, force=run.force)
        return run.write_one(report, target, read)

    for target, report in jobs.items():
        codes.append(run_for_exit_code(write, report, target))
        if codes[-1] != DONE:
            terminal.print_message(f"No report was written from {report}.")
        if codes[-1] == INTERRUPTED:
            break
        gc.collect()  # the report just written
    if not run.quiet:
        written = codes.count(DONE)
        terminal.print_message(f"Reports written: {written} of {len(jobs)}.")
    return max(codes, default=DONE)


def _reports_by_target(
    projects: Iterable[Path], output: Path, form: DocumentForm
) -> dict[Path, Path]:
    """Return each report once, by its target. Raise CommandError if two have one."""
    jobs: dict[str, tuple[Path, Path]] = {}
    for path in projects:
        folder, reports = path, [path]
        if file_exists(path):
            folder, *reports = choose_report(path)
        else:
            with suppress(CommandError):  # it is reported when it is read
                reports = [*report_files(path)] or reports
        for report in reports:
            name = folder.absolute().resolve().name
            if report not in (folder, folder / REPORT):
                name = f"{name}-{report.stem}"
            target = output / f"{name}.{form}"
            # A file system may not tell letters of two cases apart.
            _, first = jobs.setdefault(target.name.casefold(), (target, report))
            if normalise_path(first) != normalise_path(report):
                message = f"“{first}” and “{report}” would both be saved as “{target}”"
                advice = "rename one of the folders, or build each report by itself"
                raise CommandError(message, USAGE, advice)
    return dict(jobs.values())
