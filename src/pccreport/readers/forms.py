"""The kinds of files that can be read, by the ending of the name and the first bytes."""

from __future__ import annotations

from pathlib import PurePath
from zipfile import BadZipFile

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
_LONGEST = 100_000
"""Characters of a line that is read."""
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
    *(RecursionError, SyntaxError, TypeError, ValueError, BadZipFile),
)
"""What the parsers of Python and openpyxl raise for what no program writes."""


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
    """Return what was read; raise CommandError if a line is so long that it is no text."""
    longest = max(read.lines, key=lambda line: len(line.text), default=None)
    if longest and len(longest.text) > _LONGEST:
        message = f"{longest.place} of “{read.name or 'the text'}” has {len(longest.text):,} characters"
        raise CommandError(message, UNREADABLE, "give each update a line of its own")
    return read
