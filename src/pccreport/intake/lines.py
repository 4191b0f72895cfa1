"""The lines of a pasted text: with list signs apart, and characters put right."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from pccreport.intake.cells import may_be_heads
from pccreport.intake.links import Link, with_direct_addresses
from pccreport.language.stray_signs import LIGATURES, UNSEEN

_SIGN = re.compile(
    r"(\s*)([•●▪■◦‣⁃∙➢✓→➔►▶\uf0b7\uf0a7\uf0d8]|"  # these need no space
    r"(?:[-–=]+>|[»·§*+–—o-]|\(?(?:\d{1,2}|[a-z]|[ivx]+)\)|\d{1,2}\.)(?=\s)|"
    r"(?:(?:[a-z]|[ivx]{2,4})\.|\d{1,2}[a-z][.)]|\d{1,2}(?:\.\d{1,2}){1,2}\.?)"
    r"(?=\s{2,}\S|\s[A-Z£“\"\[(]))"
    r"(\s*)(?=\S)"
)
_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,2}\.?|\d{1,2}[a-z][.)]?|\d{1,2}(?=\s{2}))\s+(?=[^\sa-z].*[a-z])"
)
"""A number before a text, which is the sign of a list if it fits those around."""
_REPLACED = {
    "ligature": {each: normalize("NFKC", each) for each in LIGATURES},
    # UTF-8 that was read as Windows-1252.
    "garbled character": {
        **{"â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”"},
        **{"â€“": "–", "â€”": "—", "Â£": "£"},
    },
    "quotation mark": {"``": "“", "''": "”", "`": "‘", "´": "’"},
    "special hyphen": dict.fromkeys("\u2010\u2011", "-"),
    "special space": dict.fromkeys("\xa0\u2007\u202f\u2009\u3000", " "),
    "control character": dict.fromkeys(
        map(chr, (*range(9), *range(0x0E, 0x1F), 0x7F)), ""
    ),
    "unseen character": dict.fromkeys(f"{UNSEEN}\x1f", ""),
}
"""What is put right wherever it is, by what it is called."""


WRAPPED = 45
"""Characters: a line that a program has wrapped, to a narrow column too, is at least so long."""
BESIDE = -1
"""In place of the level of a heading: a line beside the text, such as the foot of a page."""
ROW = "\v"
"""What the row of a table begins with, whatever its first cell has: “1. Roads”."""
SHEET = -2
"""In place of the level of a heading: the name of a sheet of a workbook."""


class Line(NamedTuple):
    """A line of a text."""

    number: int
    text: str
    """Without its list sign and the space around."""
    indent: int = 0
    sign: str = ""
    """The list sign, as it was typed; "" for none."""
    length: int = 0
    """Characters of the line as it was."""
    cells: tuple[str, ...] = ()
    """Its cells, if it is the row of a table; the lines of one are divided by "\\v"."""
    alone: bool = False
    """Whether it stands above an empty line or a list, and below nothing."""
    apart: bool = False
    """Whether it is `alone`, and above an empty line."""
    leads: bool = False
    """Whether it is right above a text and below nothing, or can head a list below another."""
    heading: int = 0
    """The level of the style of a heading that it has in its file, or 0; 1 for a table's heads."""
    begins_page: bool = False
    """Whether a page ends above it."""
    of_row: bool = False
    """Whether it is what the row of a table says."""
    outcome: str = ""
    """The outcome that its row has in a column of its own."""
    award: str = ""
    """The award of its row, in pounds."""
    links: tuple[Link, ...] = ()
    goes_on: bool | None = None
    """Whether only a line break is between it and the line above; False for what begins apart."""

    @property
    def whole(self) -> str:
        """Return its text with the sign."""
        return f"{self.sign} {self.text}".strip()

    @property
    def form(self) -> str:
        """Return what is the same in all signs of its list: “1.” of “7.”, “(i)” of “(iv)”."""
        if self.sign == "o":
            return self.sign
        sign = re.sub(r"\d+", "1", self.sign)
        return re.sub(
            r"[a-z]+", lambda w: "i" if set(w[0]) <= set("ivx") else "a", sign
        )


class TypedText(NamedTuple):
    """A text as somebody would type it."""

    text: str
    places: Mapping[int, str] = MappingProxyType({})
    """Where its lines are in a file that has no such lines, by their number from 1."""
    headings: Mapping[int, int] = MappingProxyType({})
    """Levels of lines with the style of a heading, and 1 for the heads of tables; BESIDE, SHEET."""
    notes: tuple[str, ...] = ()
    """What a reader must know of its file: what in it was not read."""
    name: str = ""
    """The name of its file."""
    sender: str = ""
    """Who has sent it, as the header of the message says."""
    passed_on: bool = False
    """Whether the message that is meant is the one below the first."""
    links: Mapping[int, tuple[Link, ...]] = MappingProxyType({})
    """The links of its lines, by their number from 1."""
    breaks: Container[int] = ()
    """Lines above which is only a line break, though an empty line is there."""


def read_lines(text: str, repairs: Counter[str]) -> tuple[Line, ...]:
    """Return the lines of a text, and count in `repairs` what was put right in it."""
    for name, table in _REPLACED.items():
        for wrong, right in table.items():
            if count := text.count(wrong):
                repairs[name] += count
                text = text.replace(wrong, right)
    text, repairs["redirected link"] = with_direct_addresses(text)
    return with_neighbours(_with_numbers([*_with_heads(_lines(text))]))


def find_list_sign(line: str) -> re.Match[str] | None:
    """Return the sign of a list before a text, with the space around: “o Connor” has none."""
    found = _SIGN.match(line)
    is_name = found and found[2] == "o" and not found[1] and found[3] == " "
    return None if is_name else found


def with_neighbours(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines that know what stands above and below them."""
    found = []
    for at, line in enumerate(lines):
        above = lines[at - 1].text if at else ""
        below = lines[at + 1] if at + 1 < len(lines) else None
        apart = not above and (below is None or not below.text)
        alone = apart or (not above and below is not None and bool(below.sign))
        over = lines[at - 1] if at else line
        is_whole = over.length < WRAPPED or over.text.endswith((".", "!", "?", ";"))
        has_list = (
            below is not None and bool(below.sign) and line.indent <= below.indent
        )
        between = is_whole and has_list and line.text[:1].isupper()
        is_number = bool(re.match(r"\W*\d", line.sign))  # “4. Roads” above “* …”
        heads = is_number and below is not None and below.form != line.form
        leads = not alone and (heads or not line.sign) and (not above or between)
        found.append(line._replace(alone=alone, apart=apart, leads=leads))
    return (*found,)


def is_unfinished(line: Line) -> bool:
    """Return whether a line does not end as a sentence does, or what a list or a text is below."""
    return not re.search(r"[.!?:;]\W*\Z", line.text)


def goes_on(above: Line, line: Line) -> bool:
    """Return whether a line goes on with a sentence that a program or the end of a page has broken."""
    is_text = above.length >= WRAPPED or line.text[0].islower()
    is_apart = line.sign or line.cells or above.cells
    return is_text and not is_apart and is_unfinished(above)


def _with_heads(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, those marked that have the heads of a table: its first row of short texts."""
    for is_table, of_table in groupby(lines, lambda line: bool(line.cells)):
        has_heads = not is_table
        for row in of_table:
            cells = [*filter(None, row.cells)]
            is_head = not has_heads and len(cells) > 1 and may_be_heads(cells)
            has_heads = has_heads or is_head
            yield row._replace(heading=1) if is_head else row


def _with_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return lines with a number apart that the one before or after goes on with: “2.1 38 came”."""
    read = [*lines]
    numbers = (
        (at, _NUMBER.match(x.whole)) for at, x in enumerate(lines) if not x.cells
    )
    found = [(at, number) for at, number in numbers if number]
    for pair in pairwise([*found[:1], *found]):
        above, own = (_parts(number[1]) for _, number in pair)
        if own == [1] or _follows(above, own):
            for at, number in pair[own == [1] :]:
                sign = f"{number[1]}{'.' * number[1].isdecimal()}"
                text = lines[at].whole[number.end() :]
                read[at] = read[at]._replace(sign=sign, text=text)
    return read


def _parts(number: str) -> list[int]:
    """Return the parts of a number, a letter as its place in the alphabet: 2 and 1 of “2a.”."""
    parts = re.findall(r"\d+|[a-z]", number)
    return [int(x) if x.isdecimal() else ord(x) - ord("a") + 1 for x in parts]


def _follows(above: Sequence[int], own: Sequence[int]) -> bool:
    """Return whether a number is the next one, or the first under the next: 2.2 or 3.1 after 2.1."""
    *before, last = above
    return own in ([*before, last + 1], [*before[:-1], sum(before[-1:]) + 1, 1])


def _lines(text: str) -> Iterator[Line]:
    # Not splitlines, which ends a line at a page break too: numbers are those of an editor.
    for number, typed in enumerate(re.split(r"\r\n|[\r\n]", text), start=1):
        line = re.sub("[\f\v]", " ", typed)
        cells = tuple(cell.strip() for cell in typed.replace("\f", " ").split("\t"))
        cells = () if _SIGN.match(line) and typed[:1] != ROW else cells
        line = line.expandtabs(4)
        found = find_list_sign(line)
        yield Line(
            number,
            (line[found.end() :] if found else line).strip(),
            len(line) - len(line.lstrip()),
            found[2] if found else "",
            len(line.rstrip()),
            cells if len(cells) > 2 else (),
            begins_page="\f" in typed,
        )
