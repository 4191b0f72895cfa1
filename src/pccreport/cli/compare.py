"""`pccreport compare`: the changes between two reports, quarters or files."""

from __future__ import annotations

from pathlib import Path

import typer

from pccreport.cli.changes_output import ChangesFormat, choose_format
from pccreport.cli.common import INCLUDE_PRIVATE, OUTPUT_FILE, handle_errors
from pccreport.cli.operands import is_word_file
from pccreport.cli.redline import RedlineArguments
from pccreport.cli.run_compare import CompareArguments, run_compare
from pccreport.readers.line import TrackedChanges
from pccreport.source.command_error import USAGE, CommandError


@handle_errors
def compare(
    named: list[str] | None = typer.Argument(
        None,
        metavar="[PROJECT] [OLD NEW]",
        help='What to compare: two projects, two update files, two quarters of a project ("2019/20 Q3" "2019/20 Q4"), or a Word file and the project that it was built from. Default: the last commit and the files as they are now or, without Git, the two newest quarters.',
    ),
    output_format: ChangesFormat | None = typer.Option(
        None,
        "--output-format",
        help="How to show the changes (default: text or, with -o, the format that matches the file ending).",
    ),
    output: Path | None = OUTPUT_FILE,
    exit_code: bool = typer.Option(
        False, "--exit-code", help="Exit with code 1 if anything changed."
    ),
    include_private: bool = INCLUDE_PRIVATE,
    changes: TrackedChanges = typer.Option(
        TrackedChanges.ACCEPT,
        help="How to read the tracked changes of a Word file: as accepted or as rejected.",
    ),
    redline: Path | None = typer.Option(
        None,
        metavar="FILE",
        help="Write the new report with tracked changes to a file: Word (.docx) or a web page (.html).",
    ),
    word: Path | None = typer.Option(
        None, hidden=True, help="What --redline was called."
    ),
    author: str = typer.Option(
        "",
        metavar="NAME",
        help="The author of the tracked changes (default: the office).",
    ),
    date: str = typer.Option(
        "",
        metavar="DATE",
        help="The date of the tracked changes (default: the sign-off date).",
    ),
    no_moves: bool = typer.Option(
        False, "--no-moves", help="Show moved text as deleted and inserted."
    ),
    draft: bool = typer.Option(
        False, "--draft", help="Add the findings of check to the redline as comments."
    ),
) -> int:
    """Show what changed, update by update. No project file is changed."""
    if word is not None:
        message = "--word is called --redline now"
        raise CommandError(message, USAGE, f"write --redline {word}")
    tracked = RedlineArguments(redline, author, date, moves=not no_moves, draft=draft)
    form = choose_format(output_format, output)
    # With --redline, changes are printed only if a format is named as well.
    shown = redline is None or output_format is not None
    arguments = CompareArguments(
        form, output, exit_code, include_private, tracked, shown
    )
    if any(map(is_word_file, named or ())):
        from pccreport.cli import compare_word  # noqa: PLC0415  # lxml: 20 ms

        return compare_word.run_compare_word(named or (), arguments, changes)
    return run_compare(named or [], arguments)
