"""The kinds of files that can be read, by the ending of the name and the first bytes."""

from __future__ import annotations

import csv
from pathlib import PurePath
from zipfile import BadZipFile

from pccreport.model.prose import MAX_CHARACTERS
from pccreport.readers.docx.document import read_docx
from pccreport.readers.eml import read_eml
from pccreport.readers.html import read_html
from pccreport.readers.line import ReadFile
from pccreport.readers.text import read_csv, read_plain_text
from pccreport.readers.xlsx import read_xlsx
from pccreport.source.command_error import UNREADABLE, CommandError

_BY_ENDING = {
    **dict.fromkeys((".docx", ".docm", ".doc"), read_docx),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), read_xlsx),
    **dict.fromkeys((".htm", ".html"), read_html),
    **{".csv": read_csv, ".eml": read_eml},
    **dict.fromkeys((".txt", ".md", ""), read_plain_text),
}
_AS_TEXT = "open it, copy its text, and save that as a text file"
_SAVE_AS = {
    ".pdf": _AS_TEXT,
    ".msg": "in Outlook, save the message as text or HTML",
    ".odt": "open it and save it as .docx",
    ".ods": "open it and save it as .xlsx",
    ".rtf": "open it and save it as .docx",
}
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError, BadZipFile, csv.Error),
)
"""What parsers raise for what no program writes."""


def read_lines(content: bytes, name: str) -> ReadFile:
    """Return the lines of somebody's file; raise CommandError if it cannot be read."""
    ending = PurePath(name).suffix.lower()
    if read := _BY_ENDING.get(ending):
        try:
            return checked(read(content, name))
        except _FAULTS as error:
            message = f"“{name}” is damaged or not complete"
            raise CommandError(message, UNREADABLE, _AS_TEXT) from error
    way_out = _SAVE_AS.get(ending, "save it as .docx, .xlsx, .csv, .eml, .html or .txt")
    raise CommandError(f"“{name}” is of a kind that is not read", UNREADABLE, way_out)


def checked(read: ReadFile) -> ReadFile:
    """Return what was read; raise CommandError if a text is too long for any update."""
    texts = ((each, line) for line in read.lines for each in line.cells or (line.text,))
    longest, line = max(texts, key=lambda x: len(x[0]), default=("", None))
    if line and len(longest) > MAX_CHARACTERS:
        name = read.name or "the text"
        message = f"{line.place} of “{name}” has {len(longest):,} characters"
        advice = (
            f"an update has at most {MAX_CHARACTERS:,}: give each a line of its own"
        )
        raise CommandError(message, UNREADABLE, advice)
    return read
