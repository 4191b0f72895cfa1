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
        typer.Argument(help="The project: a folder with plan.yaml and report.yaml."),
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
    to_stream = str(output) == STANDARD_OUTPUT
    if to_stream and sys.stdout is None:
        raise Failure("standard output is closed")
    if to_stream and sys.stdout.isatty():
        raise Failure(
            "a Word file cannot be shown on a terminal", USAGE, "name a file with -o"
        )
    epoch = source_date_epoch()
    if not to_stream:
        refuse_target(output, ())
    built, findings = build_report(folder, epoch)
    if not to_stream:
        refuse_target(output, built.inputs)
        if output.suffix.lower() != ".docx":
            message = f"“{output}” is not a Word file's name"
            raise Failure(message, USAGE, "let it end in .docx")
    terminal.show(findings, sys.stderr)
    if built.package is None:
        terminal.say("Nothing was written.")
        return FINDINGS
    if to_stream:
        write_stream(sys.stdout.buffer, built.package)
    else:
        write_file(output, built.package)
    if trace:
        _trace(built, sys.stderr if to_stream else sys.stdout)
    if not quiet:
        terminal.say(_done(built, "standard output" if to_stream else str(output)))
        for remark in _left_out(built):
            terminal.say(remark)
    return DONE


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
