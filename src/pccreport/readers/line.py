"""A line of somebody else's file: its text, where an officer finds it, and what it is there.

Nothing of a file is dropped where it is read. What is struck through, hidden, in a comment, a note,
a header or a footer is a line of its own kind, so that it is accounted for like any other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from pccreport.language.texts.stray_signs import LIGATURES, UNSEEN
from pccreport.readers.form_id import FormId, split_form_id
from pccreport.readers.links import TYPED, direct_address
from pccreport.source.office_package import Element

_SIGN = re.compile(
    r"(\s*)([•●▪■◦‣⁃∙➢✓→➔►▶\uf0b7\uf0a7\uf0d8]|(?:[-–=]+>|[»·§*+–—o-]"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]+)\)|\d{1,2}\.)(?=\s)"
    r"|(?:\d{1,2}(?:\.\d{1,2})*|[a-z])\.?(?=\t|\s{2})"
    r"|(?:\d{1,2}[a-z][.)]|\d{1,2}(?:\.\d{1,2}){1,2}\.?)(?=\s+[A-Z£“\"\d]))\s*(?=\S)"
)
_LETTERED = re.compile(r"([a-z]|[ivx]+)\.\s+(?!e\.)(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_FOLLOWERS = {*pairwise("abcdefghijklmnop"), *pairwise(_ROMAN)}
"""The signs that follow one another in lists: a “c.” without a “b.” above it is “about”."""
_REPLACED = {
    **{each: normalize("NFKC", each) for each in LIGATURES},
    # UTF-8 that was read as Windows-1252.
    **{"â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”"},
    **{"â€“": "–", "â€”": "—", "Â£": "£", "``": "“", "''": "”", "<br>": " "},
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\xa0\u2007\u202f\u2009\u3000", " "),
    **dict.fromkeys(map(chr, (*range(9), *range(0x0E, 0x20), 0x7F)), ""),
    **dict.fromkeys(UNSEEN, ""),
}
"""What programs get wrong, and what is meant."""
_WRONG = re.compile("|".join(map(re.escape, _REPLACED)))


class LineKind(StrEnum):
    """What a line is, as far as the file itself shows it."""

    TEXT = "text"
    ITEM = "item"
    """Of a list."""
    HEADING = "heading"
    """With the style of one."""
    ROW = "row"
    SHEET = "sheet"
    """The name of a sheet of a workbook."""
    BESIDE = "beside"
    """A header, a footer, the subject of a message, a label of the file."""
    NOTE = "note"
    """A comment or a note on the line above."""
    STRUCK = "struck-through"
    """Struck through, or what could not be read: an attachment, an error."""
    HIDDEN = "hidden"


class Line(NamedTuple):
    """A line of a file: a paragraph, a row of a table, or as much as is between two line ends."""

    text: str
    place: str
    """Where it is: “line 12”, “paragraph 34, page 3”, “sheet Awards, row 7”."""
    kind: LineKind = LineKind.TEXT
    indent: int = 0
    """Columns before it, or before the sign of its list; the level of a heading."""
    sign: str = ""
    """The sign of its list."""
    cells: tuple[str, ...] = ()
    """The cells of a row; the lines of one are divided by "\\v"."""
    hidden: bool = False
    """Whether its row or its sheet is hidden."""
    apart: bool = True
    """Whether an empty line or the end of a paragraph is above it."""
    quoted: int = 0
    """How many messages it is within: 0 if it is of the last one."""
    form: FormId | None = None
    """What it is for, if it is a row of a form that pccreport wrote."""


class ReadFile(NamedTuple):
    """What was read of a file."""

    name: str
    lines: tuple[Line, ...]

    @property
    def form_id(self) -> FormId | None:
        """What its first row of a form is for, or None if it is no form."""
        return next((x.form for x in self.lines if x.form), None)


@lru_cache(maxsize=10_000)
def fold_spaces(text: str) -> str:
    """Return a text with one space for each gap, without ligatures and what shows nothing."""
    return " ".join(repair_text(text).split())


def repair_text(text: str) -> str:
    """Return a text with the signs and addresses that programs get wrong as they were meant."""
    text = _WRONG.sub(lambda found: _REPLACED[found[0]], text)
    return TYPED.sub(lambda found: direct_address(found[0]), text)


def split_list_sign(line: str) -> tuple[str, str]:
    """Return the sign of a list before a text, and the text: “o Connor” has none."""
    sign = None if re.match(r"o [A-Z][a-z]+\W*\Z", line) else _SIGN.match(line)
    return (sign[2], line[sign.end() :]) if sign else ("", line)


def with_lettered_items(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines; one that begins with “a.”, “i.” or the next letter is an item of a list."""
    expected = {"a", "i"}
    for line in lines:
        found = _LETTERED.match(line.text) if line.kind is LineKind.TEXT else None
        sign = found[1] if found else line.sign.removesuffix(".")
        text, typed = line.text[found.end() if found else 0 :], f"{sign})"
        item = line._replace(text=text, kind=LineKind.ITEM, sign=typed)
        yield item if found and sign in expected else line
        expected = expected - {sign} if sign or not line.apart else set()
        expected |= {"a", "i", *(new for old, new in _FOLLOWERS if old == sign)}


def typed_lines(text: str, place: str = "line {}") -> Iterator[Line]:
    """Yield the lines of a text as it was typed; `place` says where each is, by its number.

    Tabs divide the cells of a row. Lines are those of an editor: a page break ends none.
    """
    apart = True
    for number, raw in enumerate(re.split(r"\r\n|[\r\n]", repair_text(text)), start=1):
        quotes = re.match(r"[ \t]*(?:>[ \t]?)+", raw)
        line = re.sub("[\f\v]", " ", raw[quotes.end() :] if quotes else raw)
        if line.strip():
            found = _typed_line(line, place.format(number))
            depth = quotes[0].count(">") if quotes else 0
            yield found._replace(apart=apart, quoted=depth)
        apart = not line.strip()


def _typed_line(raw: str, place: str) -> Line:
    sign, words = split_list_sign(raw)
    cells = raw.split("\t")
    if len(cells) > 2 and re.fullmatch(r"(?:[\d.]*\d)?", sign):
        return row_line(map(str.strip, cells), place)
    wide = raw.expandtabs(4)
    indent = len(wide) - len(wide.lstrip())
    # Each space of a long gap would be tried as the end of something.
    words = re.sub(r"\s{4,}", "   ", words).strip()
    kind = LineKind.ITEM if sign else LineKind.TEXT
    return Line(words, place, kind, indent, sign)


def row_line(cells: Iterable[str], place: str) -> Line:
    """Return a row of a table, given its cells."""
    whole, form = split_form_id((*cells,))
    text = " ".join(filter(None, whole)).replace("\v", " ")
    return Line(text, place, LineKind.ROW, cells=whole, apart=False, form=form)


def column_span(cell: Element) -> int:
    """Return over how many columns a cell goes."""
    typed = cell.get("colspan", "")
    return int(typed) if re.fullmatch(r"[1-9]\d{0,3}", typed) else 1


def number_columns(cells: Iterable[Element], row: str, table: str) -> None:
    """Set the column of each cell, the first that it goes over; in a short row, by edges known above."""
    tables = defaultdict[Element, dict[Element, list[tuple[Element, int, int]]]](dict)
    for cell in cells:
        own = next(cell.iterancestors(row), cell.getparent())
        before = tables[next(own.iterancestors(table), own)].setdefault(own, [])
        start = before[-1][2] if before else 0
        before.append((cell, start, start + column_span(cell)))
    for rows in tables.values():
        longest = max(rows.values(), key=len)
        edges = {start: at for at, (_, start, _) in enumerate(longest, start=1)}
        for each in rows.values():
            for at, (cell, start, _) in enumerate(each, start=1):
                if len(each) == len(longest):
                    edges[start] = at  # which may have been moved
                above = start if start in edges else max(x for x in edges if x <= start)
                cell.set("column", str(edges[above]))
