"""The work of `pccreport compare`: which changes are shown, and where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import changes_output, terminal
from pccreport.cli.changes_output import ChangesFormat
from pccreport.cli.operands import check_periods_exist, is_update_file, resolve_operands
from pccreport.cli.output_file import check_target
from pccreport.cli.redline import (
    RedlineArguments,
    check_redline_arguments,
    write_redline,
)
from pccreport.compare import phrases
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.compare import CompareResult, Operand, compare_reports
from pccreport.pipeline.compare_files import compare_files
from pccreport.pipeline.project_folder import find_project
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError


class CompareArguments(NamedTuple):
    """How changes are to be shown."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool
    tracked: RedlineArguments
    shown: bool
    """True if they go to standard output, although no file is given."""


_PASSED_ON = (ChangesFormat.MARKDOWN, ChangesFormat.HTML)
_ENDINGS = {
    ".html": ChangesFormat.HTML,
    ".htm": ChangesFormat.HTML,
    ".md": ChangesFormat.MARKDOWN,
    ".json": ChangesFormat.JSON,
}


def choose_format(asked: ChangesFormat | None, output: Path | None) -> ChangesFormat:
    """Return the form asked for, by its name or by the ending of the file."""
    ending = output.suffix.lower() if output else ""
    if ending == ".docx":
        message = f"-o cannot write the Word file “{output}”"
        raise CommandError(message, USAGE, "use --redline instead of -o")
    return asked or _ENDINGS.get(ending, ChangesFormat.TEXT)


def run_compare(named: Sequence[str], wish: CompareArguments) -> int:
    """Compare two sides, show what changed, and return the exit code."""
    _check_arguments(wish)
    with resolve_operands(named) as (old, new):
        if wish.tracked.target and is_update_file(new.path):
            message = "tracked changes need two reports, not two update files"
            raise CommandError(message, USAGE, "give two project folders")
        compared, findings = _compared(old, new, wish)
        for target in filter(None, (wish.output, wish.tracked.target)):
            check_target(target, compared.inputs)
    terminal.render_findings(findings, sys.stderr)
    if compared.comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    check_periods_exist(compared, old, new)
    return _print_result(compared, findings, wish)


def _print_result(
    compared: CompareResult, errors: tuple[Diagnostic, ...], wish: CompareArguments
) -> int:
    passed_on = compared.passed_on.comparison
    inside = (
        wish.form is ChangesFormat.TEXT
        and not wish.output
        and terminal.is_screen(sys.stdout)
    )
    comparison = compared.comparison if inside else passed_on
    assert comparison is not None  # what is not usable is not shown
    assert passed_on is not None
    language = compared.after.project.house.words.tag if compared.after else "en-GB"
    written = True
    if errors and (wish.output or wish.form in _PASSED_ON):
        # The reader of the file does not see what is printed here.
        terminal.print_message(
            "Nothing was written, because text that could not be read would be missing."
        )
        return FINDINGS
    if wish.output:
        changes_output.write_changes(comparison, wish.form, language, wish.output)
        terminal.print_message(f"Wrote {wish.output}.")
        for note in phrases.withheld_notes(passed_on):
            terminal.print_message(note)
    elif wish.shown:
        changes_output.print_changes(comparison, wish.form, language)
        if comparison is not passed_on and passed_on.withheld:
            terminal.print_message(phrases.only_here(passed_on))
    if wish.tracked.target:
        written = write_redline(compared.passed_on, errors, wish.tracked)
    elif errors:
        terminal.print_message(
            "Text that could not be read is shown here as missing. Fix the errors first."
        )
    drafted = wish.tracked.target and wish.tracked.draft
    if not written or (errors and not drafted):
        return FINDINGS
    return FINDINGS if wish.exit_code and comparison.has_changes else DONE


def _check_arguments(wish: CompareArguments) -> None:
    """Raise where what is asked for does not go together."""
    check_redline_arguments(wish.tracked)
    if wish.private:
        changes_output.check_private(wish.form, wish.output, wish.tracked.target)
    if wish.output and wish.output == wish.tracked.target:
        message = f"both files would be called “{wish.output}”"
        raise CommandError(message, USAGE, "give a different name with -o")


def _compared(
    old: Operand, new: Operand, wish: CompareArguments
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    if is_update_file(new.path):
        folder = find_project(new.path) or find_project(old.path)
        return compare_files(old, new, folder, private=wish.private)
    return compare_reports(old, new, private=wish.private)
