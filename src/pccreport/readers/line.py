"""A line of somebody else's file, with the place where an officer finds it."""

import re
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize

from pccreport.intake.links import Link
from pccreport.language.stray_signs import LIGATURES, UNSEEN


class LinePurpose(StrEnum):
    """What a line is for, as far as the file itself shows it."""

    TEXT = "text"
    HEADING = "heading"
    QUOTED = "quoted"
    """Of an earlier message, as the page shows it."""
    APART = "apart"
    """Beside the text: the subject of a message, a header, a footnote."""


class TrackedChanges(StrEnum):
    """What is done with the tracked changes of a Word file."""

    ACCEPT = "accept"
    REJECT = "reject"


class CellPlace(NamedTuple):
    """A cell of a table in a document, each number from 1."""

    table: int
    row: int
    column: int

    def __str__(self) -> str:
        return f"table {self.table}, row {self.row}, column {self.column}"


class ReadLine(NamedTuple):
    """A line of a file: a paragraph, a cell, or as much as is between two line ends."""

    text: str
    where: str
    """Its place: “paragraph 34, page 3”, “sheet Awards, cell C7”, “line 12”."""
    purpose: LinePurpose = LinePurpose.TEXT
    private: bool = False
    """True if its row in a table is marked as not for publication."""
    cell: CellPlace | None = None
    """The cell of a table that it is in."""
    sign: str = ""
    """The sign of a list before it, with the space around; "" if it is in no list."""
    level: int = 0
    """The level of the heading that it is, from 1, if that is known."""
    links: tuple[Link, ...] = ()
    goes_on: bool = False
    """Whether only a line break is between it and the line above."""
    notes: tuple[str, ...] = ()
    """The notes at the foot of the page to which it refers."""


class ReadFile(NamedTuple):
    """What was read of a file."""

    name: str
    lines: tuple[ReadLine, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know of it: rows that were kept back, text that was left out."""
    text: str = ""
    """A text file, or the body of a message, as it was typed; "" for any other file."""
    sender: str = ""
    """Who has sent a message, as its header says."""


def sign_of_level(level: int) -> str:
    """Return the sign, as somebody would type it, of a list's level from 1; "" for no list."""
    return f"{'    ' * (level - 1)}• " if level else ""


def fold_spaces(text: str) -> str:
    """Return a text with one space for each gap, without ligatures and what shows nothing."""
    text = re.sub(f"[{LIGATURES}]", lambda found: normalize("NFKC", found[0]), text)
    return " ".join(re.sub(f"[{UNSEEN}]", "", text).split())
