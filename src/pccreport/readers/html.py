"""A web page, or a message in HTML: its blocks of text. Nothing is fetched.

A page that no program wrote is read as browsers do: an end that is missing hides nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from pccreport.readers.cells import MOST_CELLS, CellPlace, PlacedLine, table_lines
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine, fold_spaces
from pccreport.readers.text import decode, message_lines

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_OF_HEAD = _SILENT | {"meta", "link", "base"}
_VOID = frozenset(
    {
        *("br", "hr", "img", "input", "meta", "link", "area", "base", "col"),
        *("embed", "source", "track", "wbr"),
    }
)
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "blockquote", "section"),
        *("article", "header", "footer", "main", "aside", "body", "pre", "caption"),
    }
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OPTIONAL = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
"""Elements whose end may be left out."""
_CELLS = frozenset({"td", "th"})
_STRUCK = frozenset({"s", "strike", "del"})
_MOST_ROWS_OF_CELL = 1000
"""Rows that one cell may go over."""


def read_html(content: bytes, name: str) -> ReadFile:
    """Return the lines of a web page."""
    return html_lines(decode(content, name))._replace(name=name)


def html_lines(text: str) -> ReadFile:
    """Return the blocks of a page as lines, in order; those of tables as cells."""
    page = _Page()
    page.feed(text)
    page.close()
    page.finish()
    lines = _without_replies([line for line, _ in page.found])
    tables = page.tables_of_data()
    placed = (
        PlacedLine(line._replace(where=f"{line.where}, {cell}"), cell)
        if cell and cell.table in tables
        else PlacedLine(line, None)
        for line, (_, cell) in zip(lines, page.found, strict=True)
    )
    return ReadFile("", tuple(table_lines(placed, page.merged)), tuple(page.notes()))


def _without_replies(found: list[ReadLine]) -> list[ReadLine]:
    """Return the lines with those of an earlier message, which a header begins, as quoted."""
    said = [*message_lines("\n\n".join(line.text for line in found))]
    quoted = {line.where for line in said if line.purpose is LinePurpose.QUOTED}
    return [
        line._replace(purpose=LinePurpose.QUOTED)
        if f"line {2 * i + 1}" in quoted
        else line
        for i, line in enumerate(found)
    ]


class _Element(NamedTuple):
    """An open element."""

    tag: str
    silent: bool
    """True if it is not shown, with what is in it."""
    quotes: bool
    struck: bool


class _Page(HTMLParser):
    """Collects the text of each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[PlacedLine] = []
        self.merged: dict[CellPlace, CellPlace] = {}
        self._has_hidden, self._struck = False, 0
        self._open: list[_Element] = []
        # How many elements are open, by their tag or by what they do.
        self._tags: Counter[str] = Counter()
        self._quotes = self._strikes = 0
        self._words: list[str] = []
        self._cells: list[CellPlace] = []
        """Where the last cell is of each open table, the outermost first."""
        self._tables = 0
        self._of_layout: set[int] = set()
        """The tables with others in them."""

    def notes(self) -> Iterator[str]:
        """Yield what a reader must know of the page."""
        if self._has_hidden:
            yield "hidden text was left out"
        if self._struck:
            plural = "piece" if self._struck == 1 else "pieces"
            yield f"{self._struck:,} {plural} of struck-through text read as text"

    def tables_of_data(self) -> set[int]:
        """Return the tables with several rows and columns; others show where things stand."""
        rows, columns = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
        for _, cell in self.found:
            if cell:
                rows[cell.table].add(cell.row)
                columns[cell.table].add(cell.column)
        several = {t for t in rows if len(rows[t]) > 1 and len(columns[t]) > 1}
        return several - self._of_layout

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _BLOCKS:
            self.finish()
        self._end_before(tag)
        if tag in _VOID:
            return
        values = {name: (value or "").replace(" ", "").lower() for name, value in attrs}
        styled = values.get("style", "")
        concealed = (
            "hidden" in values or "display:none" in styled or "mso-hide:all" in styled
        )
        quotes = (
            tag == "blockquote"
            or "gmail_quote" in values.get("class", "")
            or values.get("type") == "cite"
        )
        struck = tag in _STRUCK or "line-through" in styled
        above = bool(self._open) and self._open[-1].silent
        silent = above or concealed or tag in _SILENT
        self._place(tag, values.get("rowspan", ""))
        self._open.append(_Element(tag, silent, quotes, struck))
        self._tags[tag] += 1
        self._quotes += quotes
        self._strikes += struck
        self._has_hidden = self._has_hidden or concealed

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it whose end is missing."""
        if tag in _BLOCKS:
            self.finish()
        while self._tags[tag]:
            if self._close() == tag:
                break

    def handle_data(self, data: str) -> None:
        """Take words that are shown."""
        if self._tags["head"] and data.strip() and self._open[-1].tag == "head":
            self._close()  # text is of the body
        if not (self._open and self._open[-1].silent):
            self._words.append(data)
            self._struck += bool(self._strikes and data.strip())

    def parse_html_declaration(self, i: int) -> int:
        """Return where what begins with “<!” ends; what Office writes in it is no text."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def finish(self) -> None:
        """End a block."""
        text = fold_spaces("".join(self._words))
        self._words = []
        if text:
            heading = any(self._tags[each] for each in _HEADINGS)
            purpose = LinePurpose.HEADING if heading else LinePurpose.TEXT
            purpose = LinePurpose.QUOTED if self._quotes else purpose
            line = ReadLine(text, f"paragraph {len(self.found) + 1}", purpose)
            cell = self._cells[-1] if self._cells and self._cells[-1].column else None
            self.found.append(PlacedLine(line, cell))

    def _end_before(self, tag: str) -> None:
        """Close what an element ends by beginning."""
        if self._tags["head"] and tag not in _OF_HEAD:
            self.handle_endtag("head")
        if self._tags["svg"] and tag in _BLOCKS:
            self.handle_endtag("svg")
        if tag in _CELLS or tag == "tr":
            ends = _CELLS if tag in _CELLS else _CELLS | {"tr"}
            within = {"table", "tr"} - ends
            tags = self._tags
            while any(tags[each] for each in ends) and self._open[-1].tag not in within:
                self._close()
        elif tag in _OPTIONAL and self._open and self._open[-1].tag == tag:
            self._close()

    def _close(self) -> str:
        element = self._open.pop()
        self._tags[element.tag] -= 1
        self._quotes -= element.quotes
        self._strikes -= element.struck
        if element.tag == "table":
            self._cells.pop()
        return element.tag

    def _place(self, tag: str, rows: str) -> None:
        """Note that a table, a row or a cell begins."""
        if tag == "table":
            self._tables += 1
            self._of_layout.update(each.table for each in self._cells[-1:])
            self._cells.append(CellPlace(self._tables, 0, 0))
        elif not self._cells:
            return
        table, row, column = self._cells[-1]
        if tag == "tr":
            self._cells[-1] = CellPlace(table, row + 1, 0)
        elif tag in _CELLS:
            here = CellPlace(table, row, column + 1)
            while here in self.merged:
                here = here._replace(column=here.column + 1)
            self._cells[-1] = here
            below = int(rows) if rows.isdecimal() and len(rows) < 6 else 1
            most = min(below, _MOST_ROWS_OF_CELL, MOST_CELLS - len(self.merged))
            for number in range(1, most):
                self.merged[here._replace(row=row + number)] = here
