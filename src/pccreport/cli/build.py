"""`pccreport build`: a project's folder into the panel's Word document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pccreport.cli import terminal
from pccreport.cli.options import guarded, source_date_epoch
from pccreport.cli.output import refuse_target, write_file, write_stream
from pccreport.document.blocks import shown
from pccreport.model.update import Item
from pccreport.pipeline.build import Built
from pccreport.pipeline.build import build as build_report
from pccreport.source.failure import DONE, FINDINGS, USAGE, Failure

STANDARD_OUTPUT = "-"


@guarded
def build(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The project: a folder with plan.yaml and report.yaml.",
            readable=False,  # what cannot be read is ours to say, with our exit code
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The Word file to write; - for standard output."
        ),
    ] = Path("report.docx"),
    trace: Annotated[
        bool,
        typer.Option(
            "--trace", help="Show for each paragraph the file and line it is from."
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")
    ] = False,
) -> int:
    """Write the Word document of the report in FOLDER.

    Nothing is written when something in the project is an error; every error is
    told with its file and line.
    """
    target = None if str(output) == STANDARD_OUTPUT else output
    _refuse(target)
    built, findings = build_report(folder, source_date_epoch())
    if target:
        refuse_target(target, built.inputs)
        _refuse_suffix(target)
    terminal.show(findings, sys.stderr)
    if built.package is None:
        terminal.say("Nothing was written.")
        return FINDINGS
    if target:
        write_file(target, built.package)
    else:
        write_stream(sys.stdout.buffer, built.package)
    if trace:
        _trace(built, sys.stdout if target else sys.stderr)
    if not quiet:
        terminal.say(_done(built, str(target or "standard output")))
        for remark in _left_out(built):
            terminal.say(remark)
    return DONE


def _refuse(target: Path | None) -> None:
    """Raise where no document can go, before any work is done."""
    if target:
        refuse_target(target, ())
    elif sys.stdout is None:
        raise Failure("standard output is closed")
    elif sys.stdout.isatty():
        message = "a Word file cannot be shown on a terminal"
        raise Failure(message, USAGE, "name a file with -o")


def _refuse_suffix(target: Path) -> None:
    if target.suffix.lower() != ".docx":
        message = f"“{target}” is not a Word file's name"
        raise Failure(message, USAGE, "let it end in .docx")


def _done(built: Built, where: str) -> str:
    """What was written, in figures that the officer can check."""
    assert built.report is not None  # it was written
    report = built.report
    cells = report.cells().values()
    updates = sum(isinstance(entry, Item) for cell in cells for entry in cell.entries())
    scope = report.scope
    quarters = (
        str(scope.first)
        if scope.first == scope.until
        else f"{scope.first} to {scope.until}"
    )
    return f"Wrote {where}: {len(report.aims)} key aims, {updates} updates, {quarters}."


def _left_out(built: Built) -> Iterator[str]:
    """Quarters of the report without a file, and files of quarters outside it."""
    assert built.report is not None  # it was written
    scope = built.report.scope
    there = {quarter for quarter, _ in built.periods}
    if missing := [
        str(quarter) for quarter in scope.quarters() if quarter not in there
    ]:
        yield f"There is no update file for {', '.join(missing)}."
    for quarter, name in built.periods:
        if not scope.covers(quarter):
            yield f"Not in this report: {name} ({quarter})."


def _trace(built: Built, stream: TextIO | None) -> None:
    """For each paragraph the place it is from, then the document's digest."""
    from pccreport.writers.docx.package import digest  # noqa: PLC0415  # Word's libraries, only to build

    assert built.document is not None  # it was written
    assert built.package is not None
    for block in built.document.blocks:
        origin = block.origin
        place = f"{origin.source.name}:{origin.line}" if origin else "made"
        words = "".join(map(shown, block.content)).replace("\n", " ")
        terminal.write(f"{place}\t{block.role}\t{words}\n", stream)
    terminal.write(f"sha256 of the parts\t{digest(built.package)}\n", stream)
