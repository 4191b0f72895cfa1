"""A web page, or a message in HTML: its blocks of text. Nothing is fetched.

A page that no program wrote is read as browsers do: an end that is missing hides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from pccreport.intake.links import Link, count_letters, linked_text, shift_links
from pccreport.language.counted import counted
from pccreport.language.pasted_text import begins_reply, is_forward
from pccreport.readers.cells import MOST_CELLS, table_lines
from pccreport.readers.line import (
    CellPlace,
    LinePurpose,
    ReadFile,
    ReadLine,
    fold_spaces,
    sign_of_level,
)
from pccreport.readers.package import Element
from pccreport.readers.text import decode, split_list_sign

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS.union(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
    ("br", "hr", "blockquote", "section", "article", "header", "footer", "main"),
    ("aside", "body", "pre", "caption"),
)
_DEEPEST = 1_500
"""Elements within elements; libxml2 stops near 2,000 in some of its versions, and never in others."""


def read_html(content: bytes, name: str) -> ReadFile:
    """Return the lines of a web page; raise ValueError if it is nested too deeply."""
    return html_lines(decode(content, name), name)


def html_lines(text: str, name: str) -> ReadFile:
    """Return the blocks of a page as lines, in order; those of tables as cells."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # What is below the end of a page is shown too.
    page_text = "<body>" + re.sub(r"(?i)</(?:body|html)\s*>", "", text)
    root = etree.fromstring(page_text.encode("utf-8", "replace"), parser)
    is_damaged = any(error.level_name == "FATAL" for error in parser.error_log)
    page = _Page()
    for event, element in etree.iterwalk(root, ("start", "end")):
        if is_damaged or len(page.styles) > _DEEPEST:
            raise ValueError("no page is nested so deeply")
        page.begin(element) if event == "start" else page.end(element)
    page.finish()
    page.join_items()
    tables = page.tables_of_data()
    within = [[c for c in cells if c.table in tables] for cells in page.cells]
    lines = [
        line._replace(where=f"{line.where}, {cells[-1]}") if cells else line
        for line, cells in zip(_without_replies(page.lines), within, strict=True)
    ]
    # What is in a table in a table is private if a row of either says so.
    for depth in range(max(map(len, within), default=0)):
        placed = (
            line._replace(cell=cells[depth]) if depth < len(cells) else line
            for line, cells in zip(lines, within, strict=True)
        )
        marked = table_lines(placed, page.merged)
        lines = [
            line._replace(private=found.private) if depth + 1 < len(cells) else found
            for line, found, cells in zip(lines, marked, within, strict=True)
        ]
    return ReadFile(name, (*lines,), (*page.notes(),))


def _without_replies(lines: Iterable[ReadLine]) -> Iterator[ReadLine]:
    """Yield the lines, those of an earlier message as quoted."""
    is_reply = False
    for line in lines:
        is_reply = is_reply or begins_reply(line.text) or is_forward(line.text)
        is_quoted = is_reply or line.text.startswith(">")
        yield line._replace(purpose=LinePurpose.QUOTED) if is_quoted else line


class _Style(NamedTuple):
    """How words are shown."""

    silent: bool = False
    """True if they are not shown."""
    struck: bool = False
    purpose: LinePurpose = LinePurpose.TEXT
    cells: tuple[CellPlace, ...] = ()
    """The cells that they are in, the outermost first."""
    level: int = 0
    """The level of the list that they are in, from 1, or 0."""
    item: int = 0
    """The list item that they are in, by its number in the page, or 0."""
    address: str = ""
    """Where they lead to."""


class _Page:
    """Collects the text of each block."""

    def __init__(self) -> None:
        self.lines: list[ReadLine] = []
        self.cells: list[tuple[CellPlace, ...]] = []
        """The cells that each line is in."""
        self.merged: dict[CellPlace, CellPlace] = {}
        self._has_hidden, self._struck = False, 0
        self.styles = [_Style()]
        """The style of each open element."""
        self._words: list[tuple[str, str]] = []
        self._last: list[CellPlace] = []
        """Where the last cell is of each open table, the outermost first."""
        self._goes_on = False
        """Whether a line break has ended the last line, and nothing has followed."""
        self._tables = 0
        self._items = 0
        self._last_item = 0
        """The list item that the last line is of, if more of it can follow."""
        self._more = defaultdict[int, list[tuple[str, tuple[Link, ...]]]](list)
        """The blocks that follow the first of a list item, by its line."""

    def notes(self) -> Iterator[str]:
        """Yield what a reader must know of the page."""
        if self._has_hidden:
            yield "hidden text was left out"
        if self._struck:
            yield f"{counted(self._struck, 'piece')} of struck-through text read as text"

    def tables_of_data(self) -> set[int]:
        """Return the tables with several rows and columns; others show where things stand."""
        rows, columns = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
        for cell in (cell for cells in self.cells for cell in cells):
            rows[cell.table].add(cell.row)
            columns[cell.table].add(cell.column)
        return {t for t in rows if len(rows[t]) > 1 and len(columns[t]) > 1}

    def begin(self, element: Element) -> None:
        """Begin an element, and take its words."""
        tag, above = element.tag, self.styles[-1]
        if tag in _BLOCKS:
            lines = len(self.lines)
            self.finish()
            self._goes_on = tag == "br" and len(self.lines) > lines
        values = {n: v.replace(" ", "").lower() for n, v in element.items()}
        styled = values.get("style", "")
        concealed = (
            "hidden" in values or "display:none" in styled or "mso-hide:all" in styled
        )
        quotes = (
            tag == "blockquote"
            or "gmail_quote" in values.get("class", "")
            or values.get("type") == "cite"
        )
        purpose = above.purpose
        if quotes or purpose is LinePurpose.QUOTED:
            purpose = LinePurpose.QUOTED
        elif tag in _HEADINGS:
            purpose = LinePurpose.HEADING
        self._has_hidden = self._has_hidden or concealed
        self._items += tag == "li"
        leads = tag == "a" and not values.get("href", "#").startswith("#")
        self.styles.append(
            _Style(
                above.silent
                or concealed
                or tag in _SILENT
                or "mso-list:ignore" in styled,  # the sign
                above.struck
                or tag in ("s", "strike", "del")
                or "line-through" in styled,
                purpose,
                self._cells(tag, values.get("rowspan", ""), above.cells),
                _level(tag, styled, above.level),
                self._items if tag == "li" else 0 if tag == "table" else above.item,
                element.get("href").strip() if leads else above.address,
            )
        )
        self._say(element.text)

    def end(self, element: Element) -> None:
        """End an element, and take the words behind it."""
        if element.tag in _BLOCKS:
            self.finish()
            self._goes_on = self._goes_on and element.tag == "br"
        if element.tag == "table":
            self._last.pop()
        self.styles.pop()
        self._say(element.tail)

    def finish(self) -> None:
        """End a block."""
        text, links = linked_text(self._words)
        self._words, text = [], fold_spaces(text)
        if not text:
            return
        style, where = self.styles[-1], f"paragraph {len(self.lines) + 1}"
        is_text = style.purpose is LinePurpose.TEXT
        if is_text and style.item and style.item == self._last_item:
            self._more[len(self.lines) - 1].append((text, links))
            return
        self._last_item = style.item if is_text else 0
        sign = sign_of_level(style.level) if is_text else ""
        if is_text and not sign:
            sign, text = split_list_sign(text)
            links = shift_links(links, -count_letters(sign))
        line = ReadLine(text, where, style.purpose, sign=sign, links=links)
        line = line._replace(goes_on=self._goes_on and is_text and not sign)
        self.lines.append(line)
        self.cells.append(style.cells)

    def join_items(self) -> None:
        """Put the blocks of each list item together: two paragraphs are one bullet."""
        for at, more in self._more.items():
            text, links = self.lines[at].text, self.lines[at].links
            for words, own in more:
                links += shift_links(own, count_letters(text))
                text = f"{text} {words}"
            self.lines[at] = self.lines[at]._replace(text=text, links=links)

    def _say(self, words: str | None) -> None:
        style = self.styles[-1]
        if words and not style.silent:
            self._words.append((words, style.address))
            self._struck += bool(style.struck and words.strip())

    def _cells(
        self, tag: str, rows: str, above: tuple[CellPlace, ...]
    ) -> tuple[CellPlace, ...]:
        """Return the cells that an element is in; note where a table and its rows begin."""
        if tag == "table":
            self._tables += 1
            self._last.append(CellPlace(self._tables, 0, 0))
        elif tag == "tr" and self._last:
            table, row, _ = self._last[-1]
            self._last[-1] = CellPlace(table, row + 1, 0)
        elif tag in ("td", "th") and self._last:
            here = self._last[-1]._replace(column=self._last[-1].column + 1)
            while here in self.merged:
                here = here._replace(column=here.column + 1)
            self._last[-1] = here
            below = int(rows) if rows.isdecimal() and len(rows) < 6 else 1
            most = min(below, 1_000, MOST_CELLS - len(self.merged))
            for number in range(1, most):
                self.merged[here._replace(row=here.row + number)] = here
            return (*above, here)
        return above


def _level(tag: str, styled: str, above: int) -> int:
    """Return the level of the list that an element is in; a table begins again."""
    if tag in ("ul", "ol"):
        return above + 1
    # In a page that Word or Outlook wrote, paragraphs are in no list.
    word_level = re.search(r"mso-list:\w*?level(\d)", styled)
    return int(word_level[1]) if word_level else 0 if tag == "table" else above
