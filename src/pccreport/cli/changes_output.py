"""The output of changes and statuses: to a file or standard output, in several formats."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.output_file import write_own_file
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers import text
from pccreport.writers.forms import DocumentForm, render_as


class ChangesFormat(StrEnum):
    """The formats of changes."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


FOR_SHARING = frozenset(ChangesFormat) - {ChangesFormat.TEXT, ChangesFormat.JSON}
"""Formats that contain no text that is not public."""
_NAMED = ChangesFormat.__members__
DOCUMENT_FORMS = {_NAMED[x.name]: x for x in DocumentForm if x.name in _NAMED}
"""The formats that are documents."""
_BY_SUFFIX = {
    **{f".{suffix}": form for form, suffix in DOCUMENT_FORMS.items()},
    ".htm": ChangesFormat.HTML,
    ".json": ChangesFormat.JSON,
}
"""The formats by the suffix of a file; any other is text."""


def choose_format(
    output: Path | None, named: ChangesFormat | None = None
) -> ChangesFormat:
    """Return the format named, or else that of the suffix of the file."""
    suffix = output.suffix.lower() if output else ""
    if suffix == ".docx":
        message = f"the Word file “{output}” cannot be written with -o"
        advice = "use a name ending in .html; for two versions in Word, use compare --redline"
        raise CommandError(message, USAGE, advice)
    form = named or _BY_SUFFIX.get(suffix, ChangesFormat.TEXT)
    if form is ChangesFormat.PDF and not output:
        message = "a PDF needs a file name"
        raise CommandError(message, USAGE, "give one with -o, such as -o x.pdf")
    return form


class OutputOptions(NamedTuple):
    """The options of commands that compare: where their result goes, and what is in it."""

    form: ChangesFormat
    output: Path | None
    exit_code: bool
    private: bool
    """True to show text that is not public."""

    @property
    def is_on_screen(self) -> bool:
        """Return whether the result is shown on a terminal, and so is read only here."""
        is_text = self.form is ChangesFormat.TEXT and not self.output
        return is_text and terminal.is_screen(sys.stdout)

    def refuse_private(self, redline: Path | None = None) -> None:
        """Raise CommandError if text that is not public might be shared."""
        is_text = self.form is ChangesFormat.TEXT
        is_shared = not self.is_on_screen if is_text else self.form in FOR_SHARING
        if self.private and (redline or is_shared):
            message = "text that is not public cannot be written where it may be shared"
            raise CommandError(message, USAGE, "view it on the screen, as plain text")

    def is_blocked_by(self, errors: Sequence[Diagnostic]) -> bool:
        """Return whether errors prevent output, with a message: a reader would not see the errors."""
        is_shared = bool(self.output or self.form in FOR_SHARING)
        if errors and is_shared:
            terminal.print_message(
                "Nothing was written, because text that could not be read would be missing."
            )
        return bool(errors) and is_shared


def print_incomplete_note() -> None:
    """Print that text which could not be read is missing."""
    terminal.print_message(
        "Text that could not be read is shown here as missing. Fix the errors first."
    )


def write_changes(
    form: ChangesFormat,
    output: Path | None,
    lay_out: Callable[[], Document],
    json: Callable[[], str] = str,
) -> None:
    """Write changes or a status to a file or standard output.

    `lay_out` returns them as a document, `json` as text for programs.
    """
    stream, document_form = sys.stdout, DOCUMENT_FORMS.get(form)
    if form is ChangesFormat.TEXT and stream and not output:
        terminal.print_styled(text.write(lay_out(), terminal.line_width()), stream)
        return
    content = render_as(lay_out(), document_form) if document_form else json().encode()
    if output:
        write_own_file(output, content)
        terminal.print_message(f"Wrote {output}.")
    elif stream:
        # The reader may have closed the pipe; the exit code is still that of the findings.
        with suppress(BrokenPipeError):
            terminal.write_text(content.decode(), stream)
