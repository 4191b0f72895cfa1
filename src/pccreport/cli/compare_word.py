"""`pccreport compare` with a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.changes_output import OutputOptions
from pccreport.cli.operands import split_word_file
from pccreport.cli.redline import RedlineArguments
from pccreport.cli.text_changes_output import show_text_changes
from pccreport.pipeline.compare_word import compare_word
from pccreport.readers.line import TrackedChanges
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError


def run_compare_word(
    named: Sequence[str],
    options: OutputOptions,
    tracked: RedlineArguments,
    changes: TrackedChanges,
) -> int:
    """Compare a Word file with its project, print the edits, and return the exit code."""
    if tracked.target or tracked.draft:
        message = "a Word file cannot be compared as tracked changes"
        raise CommandError(message, USAGE, "leave out --redline: a list is shown")
    options.check_private()
    sent, project = split_word_file(named)
    found = compare_word(sent, project, changes, private=options.private)
    typed = " ".join(files.quoted_path(Path(word)) for word in named)
    is_finding = found[0] is not None and any(True for _ in found[0].changes)
    code = show_text_changes(*found, options, is_finding=is_finding)
    if is_finding:
        terminal.print_message(f"Take these edits in with: pccreport pull {typed}")
    return code
