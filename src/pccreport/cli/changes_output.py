"""A comparison to standard output or to a file, in the form that was asked for."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.output_file import write_file
from pccreport.compare import phrases
from pccreport.compare.changes import Comparison
from pccreport.compare.without_folders import without_folders
from pccreport.layout.changes import lay_out_changes
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers import changes_concise, text
from pccreport.writers.forms import DocumentForm, text_of
from pccreport.writers.wrapping import plain_lines


class ChangesFormat(StrEnum):
    """How changes are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


FOR_THE_OFFICE = (ChangesFormat.TEXT, ChangesFormat.JSON)
"""Forms that may show what is not public: they are not made to be passed on."""


def check_private(
    form: ChangesFormat, output: Path | None, redline: Path | None = None
) -> None:
    """Raise CommandError where what is not public may get into other hands."""
    if form not in FOR_THE_OFFICE:
        message = f"text that is not public cannot be shown as {form}"
        raise CommandError(message, USAGE, "use text or json")
    as_text = form is ChangesFormat.TEXT
    if redline or (as_text and (output or not terminal.is_screen(sys.stdout))):
        message = (
            "text that is not public cannot be written to a file that may be shared"
        )
        raise CommandError(message, USAGE, "view it on a screen, or use json")


def print_changes(comparison: Comparison, form: ChangesFormat, language: str) -> None:
    """Print the changes on standard output."""
    stream = sys.stdout
    if stream is None:
        return
    if form is ChangesFormat.TEXT:
        document = lay_out_changes(comparison, language)
        colour = terminal.supports_colour(stream)
        terminal.print_styled(
            text.write(document, terminal.width(), colour=colour), stream
        )
        return
    encoding = stream.encoding or "utf-8"
    # The reader may have closed the pipe; the exit code is still that of the findings.
    with suppress(BrokenPipeError):
        terminal.write_text(_text(comparison, form, language, encoding), stream)


def write_changes(
    comparison: Comparison, form: ChangesFormat, language: str, target: Path
) -> None:
    """Write the changes to a file, in UTF-8."""
    write_file(target, _text(comparison, form, language, "utf-8").encode())


def _text(
    comparison: Comparison, form: ChangesFormat, language: str, encoding: str
) -> str:
    if form is ChangesFormat.JSON:
        from pccreport.writers import changes_json  # noqa: PLC0415  # few ask for it

        return changes_json.write(comparison, encoding=encoding)
    if form is ChangesFormat.TEXT:
        document = lay_out_changes(comparison, language)
        return plain_lines(text.write(document))
    assert not phrases.has_private(comparison), "it leaves the office in no such form"
    if form is ChangesFormat.CONCISE:
        return changes_concise.write(comparison)
    document = lay_out_changes(without_folders(comparison), language)
    is_page = form is ChangesFormat.HTML
    written = DocumentForm.HTML if is_page else DocumentForm.MARKDOWN
    return text_of(document, written, encoding)
