"""`pccreport compare`: the changes between two reports, quarters or files."""

from __future__ import annotations

from pathlib import Path

from pccreport.cli.changes_output import ChangesFormat, choose_format
from pccreport.cli.common import INCLUDE_PRIVATE, OUTPUT_FILE, handle_errors
from pccreport.cli.operands import is_word_file
from pccreport.cli.options import argument, option
from pccreport.cli.redline import RedlineArguments
from pccreport.cli.run_compare import CompareArguments, run_compare
from pccreport.readers.line import TrackedChanges
from pccreport.source.command_error import USAGE, CommandError


@handle_errors
def compare(
    named: list[str] | None = argument("compare", "named"),
    output_format: ChangesFormat | None = option("compare", "output_format"),
    output: Path | None = OUTPUT_FILE,
    exit_code: bool = option("compare", "exit_code", False),
    include_private: bool = INCLUDE_PRIVATE,
    changes: TrackedChanges = option("compare", "changes", TrackedChanges.ACCEPT),
    redline: Path | None = option("compare", "redline"),
    word: Path | None = option("compare", "word"),
    author: str = option("compare", "author", ""),
    date: str = option("compare", "date", ""),
    no_moves: bool = option("compare", "no_moves", False),
    draft: bool = option("compare", "draft", False),
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
