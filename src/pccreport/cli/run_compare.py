"""`pccreport compare` of two projects or files: which changes are shown, and where."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import (
    FOR_SHARING,
    FOR_THE_OFFICE,
    ChangesFormat,
    check_private,
    is_incomplete,
    print_incomplete_note,
    write_changes,
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
from pccreport.pipeline.compare import (
    CompareResult,
    Operand,
    compare_files,
    compare_reports,
)
from pccreport.pipeline.project_folder import find_project
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.writers import changes_concise


class CompareArguments(NamedTuple):
    """The options of `compare`."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool
    tracked: RedlineArguments
    shown: bool
    """True to print the changes if there is no output file."""


def run_compare(named: Sequence[str], arguments: CompareArguments) -> int:
    """Compare two sides, print the changes, and return the exit code."""
    _check_arguments(arguments)
    with resolve_operands(named) as (old, new):
        if arguments.tracked.target and is_update_file(new.path):
            message = "tracked changes need two reports, not two update files"
            raise CommandError(message, USAGE, "give two project folders")
        compared, findings = _compare(old, new, arguments)
        for target in filter(None, (arguments.output, arguments.tracked.target)):
            check_target(target, compared.inputs)
    terminal.render_findings(findings, sys.stderr)
    if compared.comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    check_periods_exist(compared, old, new)
    return _print_result(compared, findings, arguments)


def _print_result(
    compared: CompareResult, errors: tuple[Diagnostic, ...], arguments: CompareArguments
) -> int:
    shared = compared.passed_on.comparison
    is_for_office = (
        arguments.form is ChangesFormat.TEXT
        and not arguments.output
        and terminal.is_screen(sys.stdout)
    )
    comparison = compared.comparison if is_for_office else shared
    assert comparison is not None  # or else there is nothing to print
    assert shared is not None
    language = compared.after.project.house.locale.tag if compared.after else "en-GB"
    written = True
    if is_incomplete(errors, arguments.form, arguments.output):
        return FINDINGS
    if arguments.output or arguments.shown:
        show_changes(comparison, arguments.form, arguments.output, language)
    if arguments.output:
        for note in phrases.withheld_notes(shared):
            terminal.print_message(note)
    elif arguments.shown and comparison is not shared and shared.withheld:
        terminal.print_message(phrases.only_here(shared))
    if arguments.tracked.target:
        written = write_redline(compared.passed_on, errors, arguments.tracked)
    elif errors:
        print_incomplete_note()
    drafted = arguments.tracked.target and arguments.tracked.draft
    if not written or (errors and not drafted):
        return FINDINGS
    return FINDINGS if arguments.exit_code and comparison.has_changes else DONE


def show_changes(
    comparison: Comparison, form: ChangesFormat, output: Path | None, language: str
) -> None:
    """Write the changes to a file or standard output."""
    private = form not in FOR_THE_OFFICE and phrases.has_private(comparison)
    assert not private, "private text in a format for sharing"

    def lay_out() -> Document:
        for_readers = (
            comparison.without_folders() if form in FOR_SHARING else comparison
        )
        return lay_out_changes(for_readers, language)

    def record(encoding: str) -> str:
        if form is ChangesFormat.JSON:
            from pccreport.writers import changes_json  # noqa: PLC0415  # rarely used

            return changes_json.write(comparison, encoding=encoding)
        assert form is ChangesFormat.CONCISE, form
        return changes_concise.write(comparison)

    write_changes(form, output, lay_out, record)


def _check_arguments(arguments: CompareArguments) -> None:
    """Raise CommandError if options contradict each other."""
    check_redline_arguments(arguments.tracked)
    if arguments.private:
        check_private(arguments.form, arguments.output, arguments.tracked.target)
    if arguments.output and arguments.output == arguments.tracked.target:
        message = f"both files would be called “{arguments.output}”"
        raise CommandError(message, USAGE, "give a different name with -o")


def _compare(
    old: Operand, new: Operand, arguments: CompareArguments
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    if is_update_file(new.path):
        folder = find_project(new.path) or find_project(old.path)
        return compare_files(old, new, folder, private=arguments.private)
    return compare_reports(old, new, private=arguments.private)
