"""A comparison to standard output or to a file, in the form that was asked for."""

from __future__ import annotations

import sys
from codecs import lookup
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from pccreport.cli import terminal
from pccreport.cli.output import write_file
from pccreport.compare.changes import Comparison
from pccreport.compare.passed_on import passed_on
from pccreport.writers import changes_text, diagnostics_text


class Format(StrEnum):
    """How changes are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


FOR_THE_OFFICE = (Format.TEXT, Format.JSON)
"""Forms that may show what is not public: they are not made to be passed on."""


def show(comparison: Comparison, form: Format, language: str) -> None:
    """The changes on standard output."""
    stream = sys.stdout
    if stream is None:
        return
    if form is Format.TEXT:
        colour = terminal.in_colour(stream)
        lines = changes_text.write(comparison, terminal.width(), colour=colour)
        terminal.put(lines, stream)
        return
    encoding = stream.encoding or "utf-8"
    # Whoever listened may have left: what was found stands.
    with suppress(BrokenPipeError):
        terminal.write(_text(comparison, form, language, encoding), stream)


def save(comparison: Comparison, form: Format, language: str, target: Path) -> None:
    """The changes as a file, in UTF-8."""
    text = _text(comparison, form, language, "utf-8")
    write_file(target, text.encode())


def _text(comparison: Comparison, form: Format, language: str, encoding: str) -> str:
    match form:
        case Format.TEXT:
            return diagnostics_text.as_text(changes_text.write(comparison))
        case Format.CONCISE:
            from pccreport.writers import changes_concise  # noqa: PLC0415  # few ask for it

            return changes_concise.write(comparison)
        case Format.JSON:
            from pccreport.writers import changes_json  # noqa: PLC0415  # few ask for it

            return changes_json.write(comparison, encoding=encoding)
        case Format.MARKDOWN:
            from pccreport.writers import changes_markdown  # noqa: PLC0415  # few ask for it

            return changes_markdown.write(passed_on(comparison))
        case Format.HTML:
            from pccreport.writers import changes_html  # noqa: PLC0415  # few ask for it

            page = changes_html.write(passed_on(comparison), language)
            if lookup(encoding).name == "utf-8":
                return page
            # The page says that it is UTF-8: what a console writes otherwise is escaped.
            return page.encode("ascii", "xmlcharrefreplace").decode()
        case _:
            assert_never(form)
