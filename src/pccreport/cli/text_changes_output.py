"""What became of texts, to standard output or to a file, for those who may read it there."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import ChangesFormat
from pccreport.cli.output_file import write_file
from pccreport.compare.text_changes import TextComparison
from pccreport.findings.finding import Diagnostic
from pccreport.layout.text_changes import lay_out_text_changes
from pccreport.source.command_error import DONE, FINDINGS
from pccreport.writers import text, text_changes_concise, text_changes_json
from pccreport.writers.forms import DocumentForm, text_of


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
    passed_on = wish.output or wish.form in (ChangesFormat.MARKDOWN, ChangesFormat.HTML)
    if errors and passed_on:
        # The reader of the file does not see what is printed here.
        terminal.print_message(
            "Nothing was written, because text that could not be read would be missing."
        )
        return FINDINGS
    stream = sys.stdout
    on_screen = wish.form is ChangesFormat.TEXT and not wish.output
    on_screen = on_screen and terminal.is_screen(stream)
    if not wish.private:
        comparison = comparison.for_reader(outside=not on_screen)
    if wish.output:
        content = _text(comparison, wish, "utf-8")
        write_file(wish.output, content.encode())
        terminal.print_message(f"Wrote {wish.output}.")
    elif wish.form is ChangesFormat.TEXT and stream:
        document = lay_out_text_changes(comparison, wish.language)
        lines = text.write(
            document, terminal.width(), colour=terminal.supports_colour(stream)
        )
        terminal.print_styled(lines, stream)
    elif stream:
        with suppress(BrokenPipeError):  # the reader may have closed the pipe
            content = _text(comparison, wish, stream.encoding or "utf-8")
            terminal.write_text(content, stream)
    if errors:
        terminal.print_message(
            "Text that could not be read is shown here as missing. Fix the errors first."
        )
        return FINDINGS
    return FINDINGS if wish.exit_code and is_finding else DONE


def _text(comparison: TextComparison, wish: TextChangesArguments, encoding: str) -> str:
    match wish.form:
        case ChangesFormat.JSON:
            return text_changes_json.write(comparison, encoding=encoding)
        case ChangesFormat.CONCISE:
            return text_changes_concise.write(comparison)
        case ChangesFormat.TEXT:
            written = DocumentForm.TEXT
        case ChangesFormat.MARKDOWN:
            written, comparison = DocumentForm.MARKDOWN, comparison.without_folders()
        case ChangesFormat.HTML:
            written, comparison = DocumentForm.HTML, comparison.without_folders()
    document = lay_out_text_changes(comparison, wish.language)
    return text_of(document, written, encoding)
