"""The output of a comparison of texts, without private text if it may be shared."""

import sys
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import (
    FOR_SHARING,
    ChangesFormat,
    is_incomplete,
    print_incomplete_note,
    write_changes,
)
from pccreport.cli.output_file import check_target
from pccreport.compare.text_changes import TextComparison
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.layout.text_changes import lay_out_text_changes
from pccreport.source.command_error import DONE, FINDINGS
from pccreport.writers import text_changes_concise, text_changes_json


class TextChangesArguments(NamedTuple):
    """The options of a comparison of texts."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool = False
    """True to show text that is not public."""


def show_text_changes(
    comparison: TextComparison | None,
    inputs: tuple[Path, ...],
    errors: tuple[Diagnostic, ...],
    arguments: TextChangesArguments,
    *,
    is_finding: bool,
) -> int:
    """Print errors and a comparison of texts, and return the exit code.

    `comparison` is None if nothing could be compared, `inputs` are the files read, and
    `is_finding` is True if --exit-code should report something.
    """
    if arguments.output:
        check_target(arguments.output, inputs)
    terminal.render_findings(errors, sys.stderr)
    if comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    if is_incomplete(errors, arguments.form, arguments.output):
        return FINDINGS
    is_on_screen = arguments.form is ChangesFormat.TEXT and not arguments.output
    is_on_screen = is_on_screen and terminal.is_screen(sys.stdout)
    if not arguments.private:
        comparison = comparison.for_reader(outside=not is_on_screen)
    shown = comparison

    def lay_out() -> Document:
        is_shared = arguments.form in FOR_SHARING
        return lay_out_text_changes(shown.without_folders() if is_shared else shown)

    def record(encoding: str) -> str:
        if arguments.form is ChangesFormat.JSON:
            return text_changes_json.write(shown, encoding=encoding)
        assert arguments.form is ChangesFormat.CONCISE, arguments.form
        return text_changes_concise.write(shown)

    write_changes(arguments.form, arguments.output, lay_out, record)
    if errors:
        print_incomplete_note()
        return FINDINGS
    return FINDINGS if arguments.exit_code and is_finding else DONE
