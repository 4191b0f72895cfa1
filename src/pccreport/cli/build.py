"""`pccreport build`: a project's folder into the panel's Word document."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import typer

from pccreport.cli import terminal
from pccreport.cli.build_all import build_all
from pccreport.cli.build_summary import held_back, omission_notes, summary_figures
from pccreport.cli.common import handle_errors, source_date_epoch
from pccreport.cli.output_file import (
    check_target,
    document_form,
    write_file,
    write_stream,
)
from pccreport.cli.periods import parse_period_options
from pccreport.document.blocks import content_text
from pccreport.findings.finding import WARNING, Diagnostic
from pccreport.language.counted import counted
from pccreport.pipeline.build import BuildOptions, BuildResult
from pccreport.pipeline.build import build as build_report
from pccreport.pipeline.check import check as check_project
from pccreport.pipeline.project_folder import PLAN, choose_report
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.source.files import file_exists
from pccreport.writers.diagnostics_text import RunSummary
from pccreport.writers.forms import DocumentForm

STANDARD_OUTPUT = "-"
REPORT = Path("report.docx")
DRAFT = Path("draft.docx")
_MAX_HELD = 10
"""Texts that are held back, and are listed one by one."""


@handle_errors
def build(
    named: list[Path] | None = typer.Argument(
        None,
        metavar="FOLDER",
        help="The project folder, with plan.yaml and report.yaml in it (default: the current folder). If it has several reports, give the file of one. With --all, give any number of folders.",
        readable=False,  # an unreadable file is reported by us, with our exit code
    ),
    output: Path | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write (default: report.docx): Word, or another form by its ending, .html, .md or .txt. Give - for Word on standard output. With --all, the folder to write to.",
    ),
    period: str = typer.Option(
        "",
        metavar="PERIOD",
        help="What to report on: a quarter, a year, or plan for all of its years.",
    ),
    since: str = typer.Option(
        "",
        metavar="PERIOD",
        help="The first year or quarter to print (default: the reporting year).",
    ),
    until: str = typer.Option(
        "",
        metavar="QUARTER",
        help="The last quarter to print (default: the reporting quarter).",
    ),
    every: bool = typer.Option(
        False, "--all", help="Build every report in every folder given."
    ),
    form: DocumentForm = typer.Option(
        DocumentForm.WORD, help="With --all, the form of every report, such as html."
    ),
    draft: bool = typer.Option(
        False,
        "--draft",
        help="Write a draft even if there are errors, with the findings as comments.",
    ),
    large_print: bool = typer.Option(
        False, "--large-print", help="Print at 18 points, for readers who ask for it."
    ),
    trace: bool = typer.Option(
        False, "--trace", help="Show the file and line each paragraph comes from."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Show problems only."),
) -> int:
    """Build a report as a Word document.

    If the file's name ends in .html, .md or .txt, it is written in that form.

    Nothing is written if the project has errors. Each is shown with its file and line.
    """
    if not named and not file_exists(Path(PLAN)):
        way_out = "name a project folder, such as: pccreport build my-report"
        raise CommandError(f"the current folder has no {PLAN}", USAGE, way_out)
    projects = named or [Path()]
    asked = parse_period_options(period, since, until)
    _refuse_split_quarter(projects, period)
    if every and (trace or draft):
        option = "--trace" if trace else "--draft"
        raise CommandError(
            f"{option} works with one report only", USAGE, "leave out --all"
        )
    wanted = BuildOptions(asked, source_date_epoch(), draft, form, large_print)
    if every:
        return build_all(projects, output, wanted, quiet=quiet)
    if form is not DocumentForm.WORD:
        way_out = f"give the file's name with its ending: -o report.{form}"
        raise CommandError("--form works with --all only", USAGE, way_out)
    if len(projects) > 1:
        message = (
            f"{len(projects)} folders were given, but only one can be built at a time"
        )
        raise CommandError(message, USAGE, "add --all to build them all")
    name = DRAFT if draft else REPORT
    target = None if str(output) == STANDARD_OUTPUT else output or name
    return _build_one(projects[0], target, wanted, trace=trace, quiet=quiet)


def _refuse_split_quarter(projects: list[Path], period: str) -> None:
    """Raise where the quarter of a period was taken for a folder: no quotes round it."""
    for path in projects:
        if re.fullmatch("[Qq][1-4]", str(path)) and not path.exists():
            message = f"“{path}” is read as a folder"
            way_out = f'put the period in quotes: --period "{period} {path}"'
            raise CommandError(message, USAGE, way_out)


def _build_one(
    project: Path,
    target: Path | None,
    wanted: BuildOptions,
    *,
    trace: bool,
    quiet: bool,
) -> int:
    _check_output(target)
    form = document_form(target, tuple(DocumentForm)) if target else DocumentForm.WORD
    built, findings = build_report(project, wanted._replace(form=form))
    if target:
        check_target(target, built.inputs)
    if built.package is None or not wanted.draft:
        run = RunSummary(waiting=built.waiting)
        terminal.render_findings(findings, sys.stderr, run=run)
    if built.package is None:
        terminal.print_message("Nothing was written.")
        return FINDINGS
    if target:
        write_file(target, built.package)
    else:
        write_stream(sys.stdout.buffer, built.package)
    if trace:
        _trace(built, sys.stdout if target else sys.stderr)
    if not quiet:
        terminal.print_message(
            f"Wrote {target or 'standard output'}: {summary_figures(built)}."
        )
        if wanted.draft:
            number = counted(len(findings), "finding")
            terminal.print_message(f"This is a draft, with {number} as comments.")
        for remark in omission_notes(built):
            terminal.print_message(remark)
        if wanted.asked.period is not None:
            terminal.print_message(
                f"The meeting and sign-off are from {built.inputs[0]}."
            )
        if terminal.is_screen(sys.stderr):
            for line in (*held_back(built, _MAX_HELD), *_warnings(project, findings)):
                terminal.print_message(line)
    return DONE


def _warnings(project: Path, shown: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield how many warnings there are, if they have not all been shown.

    Only where a person reads it: all rules together take longer than those that can stop a build.
    """
    folder, report = choose_report(project)
    reports = (report,) if file_exists(project) else ()
    found = check_project(folder, named=reports).findings
    number = sum(finding.severity is WARNING for finding in found)
    if number > sum(finding.severity is WARNING for finding in shown):
        those = (
            "is 1 warning. See it"
            if number == 1
            else f"are {number:,} warnings. See them"
        )
        name = f' "{project}"' if " " in str(project) else f" {project}"
        name = name if project != Path() else ""
        yield f"There {those} with: pccreport check{name}"


def _check_output(target: Path | None) -> None:
    """Raise where no document can go, before any work is done."""
    if target:
        check_target(target, ())
    elif sys.stdout is None:
        raise CommandError("standard output is closed", help="give a file name with -o")
    elif sys.stdout.isatty():
        message = "a Word file cannot be shown on a terminal"
        raise CommandError(message, USAGE, "give a file name with -o")


def _trace(built: BuildResult, stream: TextIO | None) -> None:
    """For each paragraph the place it is from, then what is not printed, and why."""
    from pccreport.writers.docx.package import digest  # noqa: PLC0415  # Word's libraries: 40 ms

    assert built.document is not None  # it was written
    assert built.package is not None
    for block in built.document.blocks:
        origin = block.origin
        place = f"{origin.source.name}:{origin.line}" if origin else "generated"
        words = content_text(block.content).replace("\n", " ")
        terminal.write_text(f"{place}\t{block.role}\t{words}\n", stream)
    for absence in built.absences:
        place = f"{absence.at.source.name}:{absence.at.line}"
        terminal.write_text(f"{place}\tnot printed\t{absence.reason.value}\n", stream)
    terminal.write_text(f"sha256 of the parts\t{digest(built.package)}\n", stream)
