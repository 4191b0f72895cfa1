"""`pccreport compare`: what changed between two reports, two quarters, or two files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pccreport.cli.changes_out import Format
from pccreport.cli.comparing import Wish, form_of, run
from pccreport.cli.options import guarded
from pccreport.cli.tracking import Tracked
from pccreport.pipeline.build import without_collector


@guarded
def compare(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PROJECT] [OLD NEW]",
            help="Two projects, two update files, or two quarters of a project"
            ' ("2019/20 Q3" "2019/20 Q4"). Left out, the last commit and the files as'
            " they are; without Git, the newest quarter and the one before.",
        ),
    ] = None,
    output_format: Annotated[
        Format | None,
        typer.Option(
            "--output-format",
            help="How changes are shown (text; with -o, what its ending says).",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write (standard output)."),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when something changed.")
    ] = False,
    include_private: Annotated[
        bool,
        typer.Option(
            "--include-private",
            help="Show also what is not public: only on the terminal, and in json.",
        ),
    ] = False,
    word: Annotated[
        Path | None,
        typer.Option(help="Write the new report with tracked changes to a Word file."),
    ] = None,
    author: Annotated[
        str, typer.Option(help="Whose the tracked changes are (the office's).")
    ] = "",
    date: Annotated[
        str, typer.Option(help="The day of the tracked changes (the sign-off's).")
    ] = "",
    no_moves: Annotated[
        bool,
        typer.Option(
            "--no-moves", help="Track what was moved as deleted and inserted."
        ),
    ] = False,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft", help="Put into the Word file what check says, as comments."
        ),
    ] = False,
) -> int:
    """Tell what changed, update by update, and write nothing into the project."""
    with without_collector():  # neither what is imported nor what is read has cycles
        output = None if str(output) == "-" else output
        tracked = Tracked(word, author, date, moves=not no_moves, draft=draft)
        form = form_of(output_format, output)
        # A Word file is all that is asked for, unless a form is named as well.
        shown = word is None or output_format is not None
        wish = Wish(form, output, exit_code, include_private, tracked, shown)
        return run(named or [], wish)
