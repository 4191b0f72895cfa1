"""A web page, or a message in HTML: its blocks of text. Nothing is fetched.

A page that no program wrote is read as browsers do: an end that is missing hides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
from pccreport.readers.links import linked_text
from pccreport.readers.package import Element
from pccreport.readers.text import MOST_CELLS, MOST_CHARACTERS, decode

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS.union(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
    ("br", "hr", "blockquote", "section", "article", "header", "footer", "main"),
    ("aside", "body", "pre", "caption"),
)
_DEEPEST = 1_500
"""Elements within elements; libxml2 stops near 2,000 in some of its versions, and never in others."""
_MOST_MERGED = 1_000
"""Rows of a cell that goes over several."""
_UNSEEN = (LineKind.HIDDEN, LineKind.STRUCK)


class _Style(NamedTuple):
    """How words are shown."""

    kind: LineKind = LineKind.TEXT
    silent: bool = False
    quoted: bool = False
    cell: CellPlace | None = None
    """The cell of a table that they are in."""
    level: int = 0
    """The level of the list that they are in, from 1, or 0."""
    item: Element | None = None
    """The list item that they are in."""
    address: str = ""
    """Where they lead to."""


class _Piece(NamedTuple):
    """Some words, as the page has them."""

    words: str
    block: int
    """The block that they are in, by its number."""
    apart: bool
    """Whether more than a line break is above that."""
    style: _Style


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
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise ValueError("no page is nested so deeply")
    places, merged = _places(root)
    pieces = [*_pieces(root, places)]
    return (*_lines(pieces, merged),)


def _places(
    root: Element,
) -> tuple[Mapping[Element, CellPlace], Mapping[CellPlace, CellPlace]]:
    """Return the place of each cell, and the first of those that go over several rows by each other.

    A table has several rows and columns; others show where things are.
    """
    places: dict[Element, CellPlace] = {}
    merged: dict[CellPlace, CellPlace] = {}
    tables = defaultdict[Element, list[Element]](list)
    for each in root.iter("tr"):
        tables[next(each.iterancestors("table"), None)].append(each)
    for table, rows in enumerate(tables.values(), start=1):
        own: dict[Element, CellPlace] = {}
        for number, each in enumerate(rows, start=1):
            place = CellPlace(table, number, 0)
            for cell in each.iterchildren("td", "th"):
                place = place._replace(column=place.column + 1)
                while place in merged:
                    place = place._replace(column=place.column + 1)
                own[cell] = place
                span = re.fullmatch(r"[0-9]{1,5}", cell.get("rowspan", ""))
                most = min(_MOST_MERGED, MOST_CELLS - len(merged))
                for at in range(1, min(int(span[0]), most) if span else 1):
                    merged[place._replace(row=number + at)] = place
        filled = [own[cell] for cell in own if any(map(str.strip, cell.itertext()))]
        if len({x.row for x in filled}) > 1 and len({x.column for x in filled}) > 1:
            places |= own
    return places, merged


def _pieces(root: Element, places: Mapping[Element, CellPlace]) -> Iterator[_Piece]:
    """Yield the words of a page in order."""
    styles, block, last, apart = [_Style()], 0, 0, True
    for event, element in etree.iterwalk(root, ("start", "end")):
        if event == "start":
            styles.append(_style(element, styles[-1], places))
            words = element.text
        else:
            styles.pop()
            words = element.tail
        if len(styles) > _DEEPEST:
            raise ValueError("no page is nested so deeply")
        if element.tag in _BLOCKS:
            block += 1
            apart = element.tag != "br" if event == "start" else apart
        if not words or styles[-1].silent:
            continue
        if words.strip():
            yield _Piece(f"{' ' * (block > last)}{words}", block, apart, styles[-1])
            last = block
        elif block == last:
            yield _Piece(words, block, apart, styles[-1])


def _style(
    element: Element, above: _Style, places: Mapping[Element, CellPlace]
) -> _Style:
    """Return how the words of an element are shown."""
    tag = element.tag
    values = {n: v.replace(" ", "").lower() for n, v in element.items()}
    styled = values.get("style", "")
    kind = above.kind
    hiding = r"display:none|mso-hide:all|visibility:hidden"
    if "hidden" in values or re.search(hiding, styled):
        kind = LineKind.HIDDEN
    elif kind in _UNSEEN:
        pass
    elif tag in ("s", "strike", "del") or "line-through" in styled:
        kind = LineKind.STRUCK
    elif tag in _HEADINGS:
        kind = LineKind.HEADING
    is_quote = tag == "blockquote" or values.get("type") == "cite"
    leads = tag == "a" and not values.get("href", "#").startswith("#")
    return _Style(
        kind,
        above.silent or tag in _SILENT or "mso-list:ignore" in styled,  # the sign
        above.quoted or is_quote or "gmail_quote" in values.get("class", ""),
        places.get(element, above.cell),
        _level(tag, styled, above.level),
        element if tag == "li" else None if tag == "table" else above.item,
        element.get("href").strip() if leads else above.address,
    )


def _level(tag: str, styled: str, above: int) -> int:
    """Return the level of the list that an element is in; a table begins again."""
    if tag in ("ul", "ol"):
        return above + 1
    # In a page that Word or Outlook wrote, paragraphs are in no list.
    word_level = re.search(r"mso-list:\w*?level(\d)", styled)
    return int(word_level[1]) if word_level else 0 if tag == "table" else above


def _lines(
    pieces: Sequence[_Piece], merged: Mapping[CellPlace, CellPlace]
) -> Iterator[Line]:
    """Yield the lines of some pieces: the rows of tables, the items of lists, and other blocks."""
    groups = defaultdict[Hashable, list[_Piece]](list)
    cells = defaultdict[CellPlace, list[_Piece]](list)
    for piece in pieces:
        cell = piece.style.cell
        of_item = piece.block if piece.style.item is None else piece.style.item
        groups[cell[:2] if cell else of_item].append(piece)
        if cell and piece.style.kind not in _UNSEEN:
            cells[cell].append(piece)
    texts = {cell: "\v".join(_blocks(own)) for cell, own in cells.items()}
    rows = defaultdict[Hashable, list[tuple[int, str]]](list)
    for place in (*texts, *(x for x in merged if merged[x] in texts)):
        rows[place[:2]].append((place.column, texts[merged.get(place, place)]))
    number = characters = 0
    for key, own in groups.items():
        seen = [piece for piece in own if piece.style.kind not in _UNSEEN]
        unseen = (piece for piece in own if piece.style.kind in _UNSEEN)
        if seen:
            number += 1
            line = _line(seen, rows.get(key), f"paragraph {number}")
            characters += len(line.text)
            if characters > MOST_CHARACTERS:
                raise ValueError("no page has so much in a cell over several rows")
            yield line
        for kind, gone in groupby(unseen, lambda piece: piece.style.kind):
            number += 1
            text = fold_spaces("".join(piece.words for piece in gone))
            yield Line(text, f"paragraph {number}", kind)


def _blocks(pieces: Iterable[_Piece]) -> Iterator[str]:
    """Yield the words of each block of a cell."""
    for (_, level), own in groupby(pieces, lambda x: (x.block, x.style.level)):
        words = fold_spaces("".join(piece.words for piece in own))
        yield f"• {words}" if level else words


def _line(
    pieces: Sequence[_Piece], cells: Iterable[tuple[int, str]] | None, place: str
) -> Line:
    """Return the line of a row, of a list's item with the paragraphs in it, or of a block."""
    whole, links = linked_text((x.words, x.style.address) for x in pieces)
    text, first = fold_spaces(whole), pieces[0]
    style = first.style
    if cells:
        return row(cells, place, links=links)._replace(quoted=style.quoted)
    line = Line(text, place, style.kind, links=links)
    if style.kind is LineKind.TEXT and style.level:
        line = item(text, place, style.level, links)
    elif style.kind is LineKind.TEXT and (sign := find_list_sign(text)):
        line = line._replace(text=text[sign.end() :], kind=LineKind.ITEM, sign=sign[2])
    return line._replace(apart=first.apart, quoted=style.quoted)
