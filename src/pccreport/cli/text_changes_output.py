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
    language: str = "en-GB"


def show_text_changes(
    comparison: TextComparison,
    errors: tuple[Diagnostic, ...],
    wish: TextChangesArguments,
    *,
    is_finding: bool,
) -> int:
    """Show a comparison of texts, and return the exit code.

    `is_finding` says whether --exit-code has something to report.
    """
    if is_incomplete(errors, wish.form, wish.output):
        return FINDINGS
    on_screen = wish.form is ChangesFormat.TEXT and not wish.output
    on_screen = on_screen and terminal.is_screen(sys.stdout)
    if not wish.private:
        comparison = comparison.for_reader(outside=not on_screen)

    def lay_out() -> Document:
        passed_on = wish.form in PASSED_ON
        shared = comparison.without_folders() if passed_on else comparison
        return lay_out_text_changes(shared, wish.language)

    def record(encoding: str) -> str:
        if wish.form is ChangesFormat.CONCISE:
            return text_changes_concise.write(comparison)
        return text_changes_json.write(comparison, encoding=encoding)

    show(wish.form, wish.output, lay_out, record)
    if errors:
        say_incomplete()
        return FINDINGS
    return FINDINGS if wish.exit_code and is_finding else DONE
