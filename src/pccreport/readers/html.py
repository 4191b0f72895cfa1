"""A web page, or a message in HTML: its blocks of text. Nothing is fetched.

A page that no program wrote is read as browsers do: an end that is missing hides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from pccreport.readers.line import (
    CellPlace,
    Line,
    LineKind,
    ReadFile,
    find_list_sign,
    fold_spaces,
    item,
    row,
)
from pccreport.readers.links import Link, linked_text
from pccreport.readers.package import Element
from pccreport.readers.text import MOST_CELLS, decode

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS.union(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
    ("br", "hr", "blockquote", "section", "article", "header", "footer", "main"),
    ("aside", "body", "pre", "caption"),
)
_DEEPEST = 1_500
"""Elements within elements; libxml2 stops near 2,000 in some of its versions, and never in others."""


class _Style(NamedTuple):
    """How words are shown."""

    kind: LineKind = LineKind.TEXT
    silent: bool = False
    quoted: bool = False
    cell: CellPlace | None = None
    level: int = 0
    """The level of the list that they are in, from 1, or 0."""
    item: int = 0
    """The list item that they are in, by its number in the page, or 0."""
    address: str = ""
    """Where they lead to."""


class _Block(NamedTuple):
    """The words of a block, before it is known whether its table is one."""

    text: str
    links: tuple[Link, ...]
    style: _Style
    apart: bool


def read_html(content: bytes, name: str) -> ReadFile:
    """Return the lines of a web page; raise ValueError if it is nested too deeply."""
    return ReadFile(name, html_lines(decode(content, name)))


def html_lines(text: str) -> tuple[Line, ...]:
    """Return the blocks of a page as lines, in order; those of tables as rows."""
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
    return (*_lines(page),)


def _lines(page: "_Page") -> Iterator[Line]:
    tables, number = _tables_of_data(page), 0
    wording: dict[CellPlace, str] = {}
    for block in page.blocks:
        if cell := block.style.cell:
            text = f"• {block.text}" if block.style.level else block.text
            wording[cell] = f"{wording[cell]}\v{text}" if cell in wording else text
    for cell, first in page.merged.items():
        wording[cell] = wording.get(first, "")
    rows = defaultdict[tuple[int, int], dict[int, str]](dict)
    for cell in sorted(wording):
        rows[cell[:2]][cell.column] = wording[cell]
    for place, group in groupby(page.blocks, lambda x: _row_of(x, tables)):
        blocks = [*group]
        if place:
            number += 1
            cells = rows[place]
            whole = [cells.get(at, "") for at in range(1, max(cells) + 1)]
            links = tuple(link for x in blocks for link in x.links)
            line = row(whole, f"paragraph {number}", links=links)
            yield line._replace(quoted=blocks[0].style.quoted)
            continue
        for _, of_item in groupby(blocks, lambda x: x.style.item or id(x)):
            number += 1
            yield _line([*of_item], f"paragraph {number}")


def _tables_of_data(page: "_Page") -> set[int]:
    """Return the tables with several rows and columns; others show where things stand."""
    rows, columns = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for cell in (x.style.cell for x in page.blocks):
        if cell:
            rows[cell.table].add(cell.row)
            columns[cell.table].add(cell.column)
    return {t for t in rows if len(rows[t]) > 1 and len(columns[t]) > 1}


def _row_of(block: _Block, tables: set[int]) -> tuple[int, int] | None:
    cell, kind = block.style.cell, block.style.kind
    is_shown = kind not in (LineKind.HIDDEN, LineKind.STRUCK)
    return cell[:2] if cell and cell.table in tables and is_shown else None


def _line(blocks: list[_Block], place: str) -> Line:
    """Return the line of a block, or of a list's item with the paragraphs in it."""
    text, style = " ".join(x.text for x in blocks), blocks[0].style
    links = tuple(link for x in blocks for link in x.links)
    if style.kind is LineKind.TEXT and style.level:
        line = item(text, place, style.level, links)
    elif style.kind is LineKind.TEXT and (sign := find_list_sign(text)):
        line = Line(text[sign.end() :], place, LineKind.ITEM, 0, sign[2], links=links)
    else:
        line = Line(text, place, style.kind, links=links)
    return line._replace(apart=blocks[0].apart, quoted=style.quoted)


class _Page:
    """Collects the text of each block."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.merged: dict[CellPlace, CellPlace] = {}
        """The first cell of those that go over several rows, by each of the others."""
        self.styles = [_Style()]
        """The style of each open element."""
        self._words: list[tuple[str, str]] = []
        self._of = _Style()
        """The style of those words."""
        self._last: list[CellPlace] = []
        """Where the last cell is of each open table, the outermost first."""
        self._apart = True
        """Whether more than a line break is above what follows."""
        self._tables = self._items = 0

    def begin(self, element: Element) -> None:
        """Begin an element, and take its words."""
        tag = element.tag
        if tag in _BLOCKS:
            self.finish()
            self._apart = tag != "br"
        self.styles.append(self._style(element, self.styles[-1]))
        self._say(element.text)

    def end(self, element: Element) -> None:
        """End an element, and take the words behind it."""
        if element.tag in _BLOCKS:
            self.finish()
        if element.tag == "table" and self._last:
            self._last.pop()
        self.styles.pop()
        self._say(element.tail)

    def finish(self) -> None:
        """End a block."""
        text, links = linked_text(self._words)
        self._words = []
        if text := fold_spaces(text):
            self.blocks.append(_Block(text, links, self._of, self._apart))

    def _say(self, words: str | None) -> None:
        style = self.styles[-1]
        if not words or style.silent:
            return
        if style.kind is not self._of.kind and words.strip():
            self.finish()
        if words.strip() or self._words:
            self._of = style if words.strip() else self._of
            self._words.append((words, style.address))

    def _style(self, element: Element, above: _Style) -> _Style:
        tag, values = (
            element.tag,
            {n: v.replace(" ", "").lower() for n, v in element.items()},
        )
        styled = values.get("style", "")
        is_hidden = "hidden" in values or re.search(
            r"display:none|mso-hide:all|visibility:hidden", styled
        )
        is_struck = tag in ("s", "strike", "del") or "line-through" in styled
        is_quote = tag == "blockquote" or values.get("type") == "cite"
        self._items += tag == "li"
        leads = tag == "a" and not values.get("href", "#").startswith("#")
        kinds = {
            LineKind.HIDDEN: is_hidden,
            LineKind.STRUCK: is_struck,
            LineKind.HEADING: tag in _HEADINGS,
        }
        found = next((kind for kind, applies in kinds.items() if applies), above.kind)
        unseen = above.kind in (LineKind.HIDDEN, LineKind.STRUCK)
        return _Style(
            above.kind if unseen and not is_hidden else found,
            above.silent or tag in _SILENT or "mso-list:ignore" in styled,  # the sign
            above.quoted or is_quote or "gmail_quote" in values.get("class", ""),
            self._cell(tag, values.get("rowspan", "")) or above.cell,
            _level(tag, styled, above.level),
            self._items if tag == "li" else 0 if tag == "table" else above.item,
            element.get("href").strip() if leads else above.address,
        )

    def _cell(self, tag: str, rows: str) -> CellPlace | None:
        """Return the cell that an element is; note where a table and its rows begin."""
        if tag == "table":
            self._tables += 1
            self._last.append(CellPlace(self._tables, 0, 0))
        elif tag == "tr" and self._last:
            table, number, _ = self._last[-1]
            self._last[-1] = CellPlace(table, number + 1, 0)
        elif tag in ("td", "th") and self._last:
            here = self._last[-1]._replace(column=self._last[-1].column + 1)
            while here in self.merged:
                here = here._replace(column=here.column + 1)
            self._last[-1] = here
            below = int(rows) if rows.isdecimal() and len(rows) < 6 else 1
            most = min(below, 1_000, MOST_CELLS - len(self.merged))
            for number in range(1, most):
                self.merged[here._replace(row=here.row + number)] = here
            return here
        return None


def _level(tag: str, styled: str, above: int) -> int:
    """Return the level of the list that an element is in; a table begins again."""
    if tag in ("ul", "ol"):
        return above + 1
    # In a page that Word or Outlook wrote, paragraphs are in no list.
    word_level = re.search(r"mso-list:\w*?level(\d)", styled)
    return int(word_level[1]) if word_level else 0 if tag == "table" else above
