"""Accepts or rejects all tracked changes of a Word file, as the standard says.

ECMA-376 Part 1, 17.13.5: what a redline has, and what somebody's edits in Word have. It shares no
code with the program. Of a paragraph whose mark goes, the words join the next one (17.13.5.15);
before a table they go into its first cell, as Word has it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

Element = Any  # lxml ships no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _w(*names: str) -> tuple[str, ...]:
    return tuple(W + name for name in names)


_OLD, _NEW = _w("del", "moveFrom"), _w("ins", "moveTo")
_BORDERS = _w(
    *(f"move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
)
_STAY = _w("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
"""Ends of ranges that may go on outside of what is taken away."""
_STORIES = _w("body", "tc", "hdr", "ftr", "comment")
_SIGNS = {"tab": "\t", "br": "\n"}


class Line(NamedTuple):
    """A paragraph: its style's id, its own list and level if it names them, its words."""

    style: str
    place: tuple[str, str] | None
    text: str


def package(docx: bytes, *, accept: bool) -> bytes:
    """A Word file with all changes of all its parts accepted, or all rejected."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {
        name: etree.fromstring(part)
        for name, part in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    called = _calls(roots)
    for root in roots.values():
        settle(root, accept=accept)
    _drop_comments(roots, called - _calls(roots))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, part in parts.items():
            made.writestr(name, etree.tostring(roots[name]) if name in roots else part)
    return packed.getvalue()


def body(docx: bytes) -> Element:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines(root: Element) -> list[Line]:
    """The paragraphs of a part without changes, in order."""
    return [_line(paragraph) for paragraph in root.iter(W + "p")]


def _line(paragraph: Element) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    numbered = paragraph.find(f"{W}pPr/{W}numPr")
    place = None
    if numbered is not None:
        number, level = (numbered.find(W + name) for name in ("numId", "ilvl"))
        place = (_val(number, "0"), _val(level, "0"))
    words = paragraph.iter(*_w("t", *_SIGNS))
    said = (_said(each) for each in words if each.getparent().tag == W + "r")
    return Line(_val(style), place, "".join(said))


def _said(element: Element) -> str:
    name = etree.QName(element).localname
    text = element.text or ""
    kept = name != "t" or element.get(_SPACE) == "preserve"
    return _SIGNS.get(name, text if kept else text.strip(" \t\r\n"))


def _val(element: Element | None, default: str = "") -> str:
    return default if element is None else str(element.get(W + "val", default))


def _calls(roots: dict[str, Element]) -> set[str]:
    marks = (m for root in roots.values() for m in root.iter(W + "commentReference"))
    return {mark.get(W + "id") for mark in marks}


def _drop_comments(roots: dict[str, Element], gone: set[str]) -> None:
    tags = _w("comment", "commentRangeStart", "commentRangeEnd")
    for root in roots.values():
        for element in [*root.iter(*tags)]:
            if element.get(W + "id") in gone:
                element.getparent().remove(element)


def settle(root: Element, *, accept: bool) -> None:
    """Accept all changes of a part, or reject them, in place."""
    gone, mark = (_OLD, "del") if accept else (_NEW, "ins")
    for row in [*root.iter(W + "tr")]:
        if row.find(f"{W}trPr/{W}{mark}") is not None:
            _drop_block(row)
    for change in [*root.iter(*_OLD, *_NEW)]:
        if change.getparent().tag in _w("rPr", "trPr"):
            continue
        link = change.getparent()
        _replace(change, _ends(change) if change.tag in gone else [*change])
        if link.tag == W + "hyperlink" and not len(link):
            link.getparent().remove(link)
    for story in [*root.iter(*_STORIES)]:
        _join(story, gone)
    for change in [*root.iter(*_w("pPrChange", "rPrChange"))]:
        _settle_properties(change, accept=accept)
    for element in [*root.iter(*_BORDERS, *_OLD, *_NEW)]:
        parent = element.getparent()
        parent.remove(element)
        if parent.tag == W + "rPr" and not len(parent):
            parent.getparent().remove(parent)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for element in root.iter(W + old):
            element.tag = W + new


def _ends(element: Element) -> list[Element]:
    return [*element.iter(*_STAY, *_BORDERS)]


def _replace(element: Element, content: list[Element]) -> None:
    for child in content:
        element.addprevious(child)
    element.getparent().remove(element)


def _drop_block(block: Element) -> None:
    """Remove a paragraph or a row, and the table that has no other."""
    holder = block.getparent()
    _replace(block, _ends(block))
    if holder.tag == W + "tbl" and holder.find(W + "tr") is None:
        _replace(holder, _ends(holder))


def _join(story: Element, gone: tuple[str, ...]) -> None:
    """Join each paragraph whose mark is gone with the next, whose properties stay."""
    carried: list[Element] = []
    for block, after in _with_next([b for b in story if b.tag in _w("p", "tbl")]):
        if block.tag == W + "tbl":
            _put_first(next(block.iter(W + "p")), carried)
            carried = []
            continue
        ends = any(mark.tag in gone for mark in block.iterfind(f"{W}pPr/{W}rPr/*"))
        if not ends or after is None:
            _put_first(block, carried)
            carried = []
            if ends and story.tag == W + "body":
                # The last mark of all stays, but Word has it say no properties any more.
                block.remove(block.find(W + "pPr"))
            continue
        content = [child for child in block if child.tag != W + "pPr"]
        nothing = all(each.tag in (*_STAY, *_BORDERS) for each in (*carried, *content))
        if after.tag == W + "tbl" and nothing:
            block.extend(carried)  # the ends of ranges stay before the table
            carried = []
        else:
            for child in content:
                block.remove(child)
            carried += content
        _drop_block(block)


def _with_next(blocks: list[Element]) -> Iterator[tuple[Element, Element | None]]:
    yield from zip(blocks, [*blocks[1:], None][: len(blocks)], strict=True)


def _put_first(paragraph: Element, content: list[Element]) -> None:
    place = 0 if paragraph.find(W + "pPr") is None else 1
    paragraph[place:place] = content


def _settle_properties(change: Element, *, accept: bool) -> None:
    """A paragraph's or a run's properties of now, or those of before (17.13.5.29, 30)."""
    properties = change.getparent()
    if accept:
        properties.remove(change)
        return
    mark = properties.find(W + "rPr")  # the paragraph's mark is no property of it
    properties[:] = [*change[0], *([] if mark is None else [mark])]
