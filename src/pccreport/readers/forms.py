"""The kinds of files that can be read, by the ending of the name and the first bytes."""

import csv
from pathlib import PurePath
from zipfile import BadZipFile

from pccreport.model.prose import MAX_CHARACTERS
from pccreport.readers.docx.document import read_docx
from pccreport.readers.eml import read_eml
from pccreport.readers.html import html_lines
from pccreport.readers.line import Line, ReadFile, typed_lines
from pccreport.readers.text import csv_rows, decode, markdown_lines
from pccreport.readers.xlsx import read_xlsx
from pccreport.source.command_error import UNREADABLE, CommandError
from pccreport.source.office_package import DAMAGED, MOST_CELLS

_FILES = {
    **dict.fromkeys((".docx", ".docm", ".doc"), read_docx),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), read_xlsx),
    ".eml": read_eml,
}
_TEXTS = {
    **{".htm": html_lines, ".html": html_lines, ".csv": csv_rows},
    **{".txt": typed_lines, ".md": markdown_lines, "": typed_lines},
}
_SAVE_AS = "save it as .docx, .xlsx, .csv, .eml or .html, or its text as a .txt file"
MOST_CHARACTERS = 20_000_000
"""What is read of one file: a text may be in many cells."""
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError, BadZipFile, csv.Error),
)
"""What parsers raise for what no program writes."""


def read_lines(content: bytes, name: str) -> ReadFile:
    """Return the lines of somebody's file; raise CommandError if it cannot be read."""
    lines: list[Line] = []
    cells = characters = 0
    ending = PurePath(name).suffix.lower()
    read = _FILES.get(ending)
    if not (read or ending in _TEXTS):
        message = f"“{name}” is a kind of file that pccreport cannot read"
        raise CommandError(message, UNREADABLE, _SAVE_AS)
    try:
        found = read(content, name) if read else _TEXTS[ending](decode(content))
        for line in found:
            cells += len(line.cells)
            characters += len(line.text)
            if cells > MOST_CELLS or characters > MOST_CHARACTERS:
                message = f"“{name}” has too many cells or words"
                raise CommandError(message, UNREADABLE, "remove what is not needed")
            lines += [line] if line.text else []
    except _FAULTS as error:
        unknown = str(error).partition("unknown encoding: ")[2]
        fault = f"uses an unknown character set, “{unknown}”" if unknown else DAMAGED
        raise CommandError(f"“{name}” {fault}", UNREADABLE, _SAVE_AS) from error
    return check_lengths(ReadFile(name, (*lines,)))


def check_lengths(read: ReadFile) -> ReadFile:
    """Return what was read; raise CommandError if a text is too long for any update."""
    for line in read.lines:
        longest = max(map(len, line.cells or (line.text,)))
        if longest > MAX_CHARACTERS:
            name = f"“{read.name}”" if read.name else "the text"
            message = f"{line.place} of {name} has {longest:,} characters"
            way_out = f"split it into updates of at most {MAX_CHARACTERS:,} characters"
            raise CommandError(message, UNREADABLE, way_out)
    return read
