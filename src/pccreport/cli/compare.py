"""`pccreport compare`: what changed between two reports, two quarters, or two files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pccreport.cli.options import guarded


class Format(StrEnum):
    """How changes are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


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
        Format, typer.Option("--output-format", help="How changes are shown.")
    ] = Format.TEXT,
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
) -> int:
    """Tell what changed, update by update, and write nothing into the project."""
    from pccreport.cli.comparing import Wish, run  # noqa: PLC0415  # no other command needs it

    wish = Wish(output_format, output, exit_code, include_private)
    return run(named or [], wish)
