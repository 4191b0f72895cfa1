"""How changes and statuses are shown: in a file or on standard output, in the form asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.output_file import write_file
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers import text
from pccreport.writers.forms import DocumentForm, text_of


class ChangesFormat(StrEnum):
    """How changes are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


FOR_THE_OFFICE = (ChangesFormat.TEXT, ChangesFormat.JSON)
"""Forms that may show what is not public: they are not made to be passed on."""
PASSED_ON = (ChangesFormat.MARKDOWN, ChangesFormat.HTML)
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
"""The formats of files, by their endings."""
_DOCUMENTS = {
    "text": DocumentForm.TEXT,
    "markdown": DocumentForm.MARKDOWN,
    "html": DocumentForm.HTML,
}
"""The formats that are documents."""


def choose_format(asked: ChangesFormat | None, output: Path | None) -> ChangesFormat:
    """Return the form asked for, by its name or by the ending of the file."""
    ending = output.suffix.lower() if output else ""
    if ending == ".docx":
        message = f"-o cannot write the Word file “{output}”"
        raise CommandError(message, USAGE, "use --redline instead of -o")
    return asked or ChangesFormat(ENDINGS.get(ending, "text"))


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


def is_incomplete(
    errors: Sequence[Diagnostic], form: ChangesFormat, output: Path | None
) -> bool:
    """Return whether nothing may be shown because of errors, and say so.

    The reader of a file does not see what is printed on a screen.
    """
    passed_on = output or form in PASSED_ON
    if errors and passed_on:
        terminal.print_message(
            "Nothing was written, because text that could not be read would be missing."
        )
    return bool(errors and passed_on)


def say_incomplete() -> None:
    """Say that what is shown lacks what could not be read."""
    terminal.print_message(
        "Text that could not be read is shown here as missing. Fix the errors first."
    )


def show(
    form: str,
    output: Path | None,
    lay_out: Callable[[], Document],
    record: Callable[[str], str],
) -> None:
    """Write something to a file, or to standard output.

    `lay_out` makes it a document, and `record` a text for programs, in an encoding.
    """

    def text_in(encoding: str) -> str:
        written = _DOCUMENTS.get(form)
        return text_of(lay_out(), written, encoding) if written else record(encoding)

    stream = sys.stdout
    if output:
        write_file(output, text_in("utf-8").encode())
        terminal.print_message(f"Wrote {output}.")
    elif form == ChangesFormat.TEXT and stream:
        colour = terminal.supports_colour(stream)
        lines = text.write(lay_out(), terminal.width(), colour=colour)
        terminal.print_styled(lines, stream)
    elif stream:
        # The reader may have closed the pipe; the exit code is still that of the findings.
        with suppress(BrokenPipeError):
            terminal.write_text(text_in(stream.encoding or "utf-8"), stream)
