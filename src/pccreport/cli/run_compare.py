"""The work of `pccreport compare`: which changes are shown, and where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import (
    FOR_THE_OFFICE,
    PASSED_ON,
    ChangesFormat,
    check_private,
    is_incomplete,
    say_incomplete,
    show,
)
from pccreport.cli.operands import check_periods_exist, is_update_file, resolve_operands
from pccreport.cli.output_file import check_target
from pccreport.cli.redline import (
    RedlineArguments,
    check_redline_arguments,
    write_redline,
)
from pccreport.compare import phrases
from pccreport.compare.changes import Comparison
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.layout.changes import lay_out_changes
from pccreport.pipeline.compare import CompareResult, Operand, compare_reports
from pccreport.pipeline.compare_files import compare_files
from pccreport.pipeline.project_folder import find_project
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.writers import changes_concise


class CompareArguments(NamedTuple):
    """How changes are to be shown."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool
    tracked: RedlineArguments
    shown: bool
    """True if they go to standard output, although no file is given."""


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
    language = compared.after.project.house.locale.tag if compared.after else "en-GB"
    written = True
    if is_incomplete(errors, wish.form, wish.output):
        return FINDINGS
    if wish.output or wish.shown:
        show_changes(comparison, wish.form, wish.output, language)
    if wish.output:
        for note in phrases.withheld_notes(passed_on):
            terminal.print_message(note)
    elif wish.shown and comparison is not passed_on and passed_on.withheld:
        terminal.print_message(phrases.only_here(passed_on))
    if wish.tracked.target:
        written = write_redline(compared.passed_on, errors, wish.tracked)
    elif errors:
        say_incomplete()
    drafted = wish.tracked.target and wish.tracked.draft
    if not written or (errors and not drafted):
        return FINDINGS
    return FINDINGS if wish.exit_code and comparison.has_changes else DONE


def show_changes(
    comparison: Comparison, form: ChangesFormat, output: Path | None, language: str
) -> None:
    """Show the changes in a file or on standard output."""
    private = form not in FOR_THE_OFFICE and phrases.has_private(comparison)
    assert not private, "it leaves the office in no such form"

    def lay_out() -> Document:
        shared = comparison.without_folders() if form in PASSED_ON else comparison
        return lay_out_changes(shared, language)

    def record(encoding: str) -> str:
        if form is ChangesFormat.JSON:
            from pccreport.writers import changes_json  # noqa: PLC0415  # few ask for it

            return changes_json.write(comparison, encoding=encoding)
        assert form is ChangesFormat.CONCISE, form
        return changes_concise.write(comparison)

    show(form, output, lay_out, record)


def _check_arguments(wish: CompareArguments) -> None:
    """Raise where what is asked for does not go together."""
    check_redline_arguments(wish.tracked)
    if wish.private:
        check_private(wish.form, wish.output, wish.tracked.target)
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
