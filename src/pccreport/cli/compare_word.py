"""`pccreport compare` with a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pccreport.cli.changes_output import OutputOptions
from pccreport.cli.operands import find_period, is_word_file, join_quarters
from pccreport.cli.redline import RedlineArguments
from pccreport.cli.text_changes_output import show_text_changes
from pccreport.pipeline.compare import Operand
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
    sent, project = find_operands(named)
    found = compare_word(sent, project, changes, private=options.private)
    is_finding = found[0] is not None and any(True for _ in found[0].changes)
    return show_text_changes(*found, options, is_finding=is_finding)


def find_operands(named: Sequence[str]) -> tuple[Path, Operand]:
    """Return the Word file, and its project with the quarter of the report."""
    arguments = [*join_quarters(named)]
    sent = [word for word in arguments if is_word_file(word)]
    rest = [word for word in arguments if not is_word_file(word)]
    if len(sent) > 1:
        message = "compare needs a project for a Word file"
        advice = "Word itself compares two Word files: choose Review, then Compare"
        raise CommandError(message, USAGE, advice)
    period = find_period(rest[-1]) if rest else None
    folders = rest[:-1] if period else rest
    if len(folders) > 1:
        message = f"{len(folders)} items were given beside the Word file"
        raise CommandError(message, USAGE, "give the project that it was built from")
    path = Path(folders[0]) if folders else Path()
    if files.file_exists(path) and not files.is_yaml(path.name):
        message = f"“{path}” is neither a project nor a report"
        raise CommandError(message, USAGE, "give the project’s folder")
    return Path(sent[0]), Operand(str(path), path, period)
