"""What became of texts, to standard output or to a file, for those who may read it there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import (
    PASSED_ON,
    ChangesFormat,
    is_incomplete,
    say_incomplete,
    show,
)
from pccreport.cli.output_file import check_target
from pccreport.compare.text_changes import TextComparison
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.layout.text_changes import lay_out_text_changes
from pccreport.source.command_error import DONE, FINDINGS
from pccreport.writers import text_changes_concise, text_changes_json


class TextChangesArguments(NamedTuple):
    """How a comparison of texts is to be shown."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool = False
    """True to show what is not public."""


def show_text_changes(
    comparison: TextComparison | None,
    inputs: tuple[Path, ...],
    errors: tuple[Diagnostic, ...],
    wish: TextChangesArguments,
    *,
    is_finding: bool,
) -> int:
    """Show errors and a comparison of texts, and return the exit code.

    Without a comparison, nothing could be compared. `inputs` are the files that it was made from,
    and `is_finding` says whether --exit-code has something to report.
    """
    if wish.output:
        check_target(wish.output, inputs)
    terminal.render_findings(errors, sys.stderr)
    if comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    if is_incomplete(errors, wish.form, wish.output):
        return FINDINGS
    on_screen = wish.form is ChangesFormat.TEXT and not wish.output
    on_screen = on_screen and terminal.is_screen(sys.stdout)
    if not wish.private:
        comparison = comparison.for_reader(outside=not on_screen)
    shown = comparison

    def lay_out() -> Document:
        passed_on = wish.form in PASSED_ON
        return lay_out_text_changes(shown.without_folders() if passed_on else shown)

    def record(encoding: str) -> str:
        if wish.form is ChangesFormat.JSON:
            return text_changes_json.write(shown, encoding=encoding)
        assert wish.form is ChangesFormat.CONCISE, wish.form
        return text_changes_concise.write(shown)

    show(wish.form, wish.output, lay_out, record)
    if errors:
        say_incomplete()
        return FINDINGS
    return FINDINGS if wish.exit_code and is_finding else DONE
