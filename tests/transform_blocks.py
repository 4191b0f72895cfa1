"""What becomes of rows, cells and paragraphs when the changes of a part are settled.

ECMA-376 Part 1, 17.13.5.1 to 17.13.5.3 (cells), 17.13.5.12 and 17.13.5.16 (rows),
17.13.5.15 and 17.13.5.20 (the marks of paragraphs), 17.6 (sections).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Element = Any  # lxml ships no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(*names: str) -> frozenset[str]:
    """The tags of these names."""
    return frozenset(W + name for name in names)


OLD = w("del", "moveFrom")
NEW = w("ins", "moveTo")
CHANGES = OLD | NEW
CONTROLS = w("sdt", "customXml", "smartTag")
BORDERS = w(
    *(
        f"{kind}Range{end}"
        for kind in (
            *("customXmlDel", "customXmlMoveFrom", "customXmlIns", "customXmlMoveTo"),
            *("moveFrom", "moveTo"),
        )
        for end in ("Start", "End")
    )
)
"""The ends of the ranges that speak of changes."""
_PAIRS = {
    W + "bookmarkStart": W + "bookmarkEnd",
    W + "commentRangeStart": W + "commentRangeEnd",
    W + "permStart": W + "permEnd",
}
_POINTS = frozenset(_PAIRS) | frozenset(_PAIRS.values()) | BORDERS
UNSEEN = _POINTS | w("proofErr", "customXmlPr", "smartTagPr") | {M + "oMathParaPr"}
"""What is in a paragraph and says nothing."""
_STORIES = w(
    *("body", "tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"),
    "docPartBody",
)
_HOLDERS = CONTROLS | w("sdtContent", "tr", "tbl")
_REFERENCES = w("headerReference", "footerReference")


def drop(element: Element) -> None:
    """Remove an element, but for the ends of ranges that go on outside of it."""
    starts = {(_PAIRS[e.tag], e.get(W + "id")) for e in element.iter(*_PAIRS)}
    ends = {(e.tag, e.get(W + "id")) for e in element.iter(*_PAIRS.values())}
    whole = starts & ends
    points = element.iter(*_POINTS)
    replace(
        element,
        [p for p in points if (_PAIRS.get(p.tag, p.tag), p.get(W + "id")) not in whole],
    )


def replace(element: Element, content: Iterable[Element]) -> None:
    """Put some elements in the place of one."""
    for child in list(content):
        element.addprevious(child)
    element.getparent().remove(element)


def _drop_block(block: Element) -> None:
    """Remove a paragraph, a row or a cell, and what held it and has nothing else in it."""
    holder = block.getparent()
    drop(block)
    while holder.tag in _HOLDERS and holder.find(f".//{W}p") is None:
        empty, holder = holder, holder.getparent()
        drop(empty)


# Tables -----------------------------------------------------------------------


def drop_rows_and_cells(root: Element, *, accept: bool) -> None:
    """Take away the rows and the cells that are gone, and the tables that had no others."""
    row_mark, cell_mark = ("del", "cellDel") if accept else ("ins", "cellIns")
    moved = W + ("moveFrom" if accept else "moveTo")
    for row in [*root.iter(W + "tr")]:
        if row.find(f"{W}trPr/{W}{row_mark}") is not None or _all_moved(row, moved):
            _drop_block(row)
    for cell in [*root.iter(W + "tc")]:
        if cell.find(f"{W}tcPr/{W}{cell_mark}") is not None:
            _drop_block(cell)


def _all_moved(row: Element, kind: str) -> bool:
    """Whether every mark of a row moved, those of its cells' ends too.

    No mark of a row itself says that it moved, and a cell's end moves with its row only.
    """
    marks = [p.find(f"{W}pPr/{W}rPr/{kind}") for p in row.iter(W + "p")]
    return bool(marks) and all(mark is not None for mark in marks)


def settle_merges(root: Element, *, accept: bool) -> None:
    """Merge each cell with the one above it, or not, as one version has it (17.13.5.3)."""
    names = {"rest": "restart", "cont": "continue"}
    for change in root.iter(W + "cellMerge"):
        now, before = (change.get(W + name) for name in ("vMerge", "vMergeOrig"))
        if now is None and before is None:
            continue  # it does not say how, so the cell is as it says itself
        properties = change.getparent()
        for old in properties.findall(W + "vMerge"):
            properties.remove(old)
        merge = names.get((now if accept else before) or "")
        if merge:
            first = w("cnfStyle", "tcW", "gridSpan", "hMerge")
            ahead = [i for i, child in enumerate(properties) if child.tag in first]
            place = max(ahead, default=-1) + 1
            properties.insert(place, properties.makeelement(W + "vMerge"))
            properties[place].set(W + "val", merge)


# Paragraphs -------------------------------------------------------------------


def join_paragraphs(root: Element, gone: frozenset[str]) -> None:
    """Join each paragraph whose mark is gone with the next, whose properties stay."""
    for story in [*root.iter(*_STORIES)]:
        _join(story, gone)


def _flow(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of a story, also those in content controls."""
    for child in element:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in CONTROLS or child.tag == W + "sdtContent":
            yield from _flow(child)


def _join(story: Element, gone: frozenset[str]) -> None:
    flow = [*_flow(story)]
    carried: list[Element] = []
    told: list[Element] = []
    for block, after in zip(flow, [*flow[1:], None], strict=True):
        if block.tag == W + "tbl":
            # Word puts what is left before a table into its first cell.
            _put_first(next(block.iter(W + "p"), block), carried)
            carried = []
            continue
        marks = block.iterfind(f"{W}pPr/{W}rPr/*")
        ends = any(mark.tag in gone for mark in marks)
        if ends and after is not None:
            told += block.iterfind(f"{W}pPr/{W}sectPr/*")
            _take_out(block, carried, after)
            continue
        _put_first(block, carried)
        carried = []
        if ends and story.tag == W + "body":
            # The last mark of all stays, but Word has it say no properties any more.
            block.remove(block.find(W + "pPr"))
        if block.find(f"{W}pPr/{W}sectPr") is not None:
            _hand_on(told, block.find(f"{W}pPr/{W}sectPr"))
            told = []
    if story.find(W + "sectPr") is not None:
        _hand_on(told, story.find(W + "sectPr"))


def _take_out(paragraph: Element, carried: list[Element], after: Element) -> None:
    """Remove a paragraph, and carry what it says with what those before it said.

    To a table nothing is carried where nothing is said: the paragraphs go as a whole.
    """
    content = [child for child in paragraph if child.tag != W + "pPr"]
    if after.tag == W + "tbl" and all(map(_says_nothing, [*carried, *content])):
        paragraph.extend(carried)
        carried.clear()
    else:
        for child in content:
            paragraph.remove(child)
        carried += content
    _drop_block(paragraph)


def _says_nothing(element: Element) -> bool:
    if element.tag == W + "r":
        return all(c.tag in w("rPr", "lastRenderedPageBreak") for c in element)
    return element.tag in UNSEEN


def _put_first(paragraph: Element, content: list[Element]) -> None:
    place = 1 if paragraph.find(W + "pPr") is not None else 0
    paragraph[place:place] = content


def _hand_on(told: list[Element], section: Element) -> None:
    """Give the headers and footers of sections that are gone to the one that follows.

    A section that names none of a kind has those of the one before it (17.10.1), which
    it keeps when the break between them goes.
    """
    for reference in reversed(told):
        kind = (reference.tag, reference.get(W + "type"))
        own = {(child.tag, child.get(W + "type")) for child in section}
        if reference.tag in _REFERENCES and kind not in own:
            section.insert(0, reference)
