"""Accepts or rejects all tracked changes of a Word file, as the standard says.

ECMA-376 Part 1, 17.13.5. Written for what Word saves, not for what we write; shares no
code with the product. What is not tracked is left as it stands.
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

Element = Any  # lxml ships no types

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = f"{{{_NS}}}"


def _w(*names: str) -> frozenset[str]:
    return frozenset(W + name for name in names)


_OLD = _w("del", "moveFrom")
_NEW = _w("ins", "moveTo")
_CHANGES = _OLD | _NEW
_RANGES = ("customXmlDel", "customXmlMoveFrom", "customXmlIns", "customXmlMoveTo")
_OLD_TAGS, _NEW_TAGS = _RANGES[:2], _RANGES[2:]
"""Ranges in which only the tags of a control are new or gone, not what is in it."""
_BORDERS = _w(
    *(f"{kind}Range{end}" for kind in _RANGES for end in ("Start", "End")),
    *(
        f"{kind}Range{end}"
        for kind in ("moveFrom", "moveTo")
        for end in ("Start", "End")
    ),
)
_CONTROLS = _w("sdt", "customXml", "smartTag")
_PAIRS = {
    W + "bookmarkStart": W + "bookmarkEnd",
    W + "commentRangeStart": W + "commentRangeEnd",
    W + "permStart": W + "permEnd",
}
_POINTS = frozenset(_PAIRS) | frozenset(_PAIRS.values()) | _BORDERS
_UNSEEN = _POINTS | _w("pPr", "proofErr", "lastRenderedPageBreak")
_MARK_HOLDERS = _w("rPr", "trPr", "numPr") | {_M + "ctrlPr"}
_PROPERTY_CHANGES = _w(
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange"),
    *("trPrChange", "tcPrChange", "tblGridChange"),
)
# What a change of properties does not tell, because it is no property: it stays.
_STAYS = {
    W + "pPr": _w("rPr", "sectPr"),
    W + "rPr": _CHANGES,
    W + "trPr": _w("ins", "del"),
    W + "tcPr": _w("cellIns", "cellDel", "cellMerge"),
    W + "sectPr": _w("headerReference", "footerReference"),
}
_STORIES = _w(
    *("body", "tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
)
_HOLLOW = _w("hyperlink", "smartTag", "customXml", "fldSimple")
"""What is nothing without anything in it."""
_TOLD_PARTS = ("document", "header", "footer", "footnotes", "endnotes", "comments")


class Line(NamedTuple):
    """A paragraph: its style's id, its own list and level if it names them, its words."""

    style: str
    place: tuple[str, str] | None
    text: str


def package(docx: bytes, *, accept: bool) -> bytes:
    """A Word file with all changes of all its parts accepted, or all rejected."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            folder, _, file = name.rpartition("/")
            if (
                folder == "word"
                and file.startswith(_TOLD_PARTS)
                and file.endswith(".xml")
            ):
                root = transformed(etree.fromstring(part), accept=accept)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, part)
    return packed.getvalue()


def transformed(root: Element, *, accept: bool) -> Element:
    """A copy of a part with all changes accepted, or all rejected."""
    root = copy.deepcopy(root)
    gone = _OLD if accept else _NEW
    _unwrap_controls(root, _OLD_TAGS if accept else _NEW_TAGS)
    _drop_rows_and_cells(root, accept=accept)
    _settle_runs(root, gone)
    for story in [*root.iter(*_STORIES)]:
        _join_paragraphs(story, gone)
    _settle_properties(root, accept=accept)
    _clean(root)
    return root


def lines(root: Element) -> list[Line]:
    """The paragraphs of a part without changes, in order."""
    return [_line(paragraph) for paragraph in root.iter(W + "p")]


def body(docx: bytes) -> Element:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _line(paragraph: Element) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    numbered = paragraph.find(f"{W}pPr/{W}numPr")
    place = None
    if numbered is not None:
        number, level = (numbered.find(W + name) for name in ("numId", "ilvl"))
        place = (_val(number, "0"), _val(level, "0"))
    return Line(_val(style), place, words_of(paragraph))


def words_of(paragraph: Element) -> str:
    """What a paragraph says; what is in a box in it is not its own."""
    said = []
    for element in paragraph.iter(
        W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen"
    ):
        if next(element.iterancestors(W + "p")) is not paragraph:
            continue
        if element.getparent().tag != W + "r":  # a tab stop, say
            continue
        name = etree.QName(element).localname
        said.append(
            {"tab": "\t", "noBreakHyphen": "-"}.get(name) or element.text or "\n"
        )
        if name == "t" and not element.text:
            said.pop()
    return "".join(said)


def _val(element: Element | None, default: str = "") -> str:
    return default if element is None else str(element.get(W + "val", default))


# Content controls -------------------------------------------------------------


def _unwrap_controls(root: Element, kinds: tuple[str, ...]) -> None:
    """Take away the controls whose own tags are new (or gone); their content stays."""
    starts = _w(*(f"{kind}RangeStart" for kind in kinds))
    ends = _w(*(f"{kind}RangeEnd" for kind in kinds))
    open_ranges: set[tuple[str, str]] = set()
    unwrapped = []
    for element in root.iter():
        if element.tag in starts:
            open_ranges.add((element.tag, element.get(W + "id")))
        elif element.tag in ends:
            start = element.tag.replace("RangeEnd", "RangeStart")
            open_ranges.discard((start, element.get(W + "id")))
        elif element.tag in _CONTROLS and open_ranges:
            unwrapped.append(element)
    for control in unwrapped:
        content = (
            control.find(W + "sdtContent") if control.tag == W + "sdt" else control
        )
        properties = _w("customXmlPr", "smartTagPr")
        kept = (
            [] if content is None else [c for c in content if c.tag not in properties]
        )
        _replace(control, kept)


# Tables -----------------------------------------------------------------------


def _drop_rows_and_cells(root: Element, *, accept: bool) -> None:
    row_mark, cell_mark = ("del", "cellDel") if accept else ("ins", "cellIns")
    for mark in [*root.iter(W + "trPr")]:
        if mark.getparent() is not None and mark.find(W + row_mark) is not None:
            _remove_up(mark.getparent(), W + "tbl")
    for mark in [*root.iter(W + "tcPr")]:
        if mark.find(W + cell_mark) is not None:
            _remove_up(mark.getparent(), W + "tr")
        merged = mark.find(W + "cellMerge")
        if merged is not None:
            _settle_merge(mark, merged.get(W + ("vMerge" if accept else "vMergeOrig")))


def _remove_up(element: Element, holder: str) -> None:
    """Remove a row or a cell, and what holds it when it was the last one."""
    parent = element.getparent()
    if parent is None:
        return
    _drop(element)
    above = parent if parent.tag == holder else next(parent.iterancestors(holder), None)
    kind = W + ("tr" if holder == W + "tbl" else "tc")
    if above is None or any(True for _ in above.iter(kind)):
        return
    if holder == W + "tr":
        _remove_up(above, W + "tbl")
    else:
        _drop(above)


def _settle_merge(properties: Element, merge: str | None) -> None:
    """Merge a cell with the one above it, or not, as one version has it."""
    for old in properties.findall(W + "vMerge"):
        properties.remove(old)
    if merge:
        said = etree.SubElement(properties, W + "vMerge")
        said.set(W + "val", {"rest": "restart", "cont": "continue"}[merge])


# Runs -------------------------------------------------------------------------


def _settle_runs(root: Element, gone: frozenset[str]) -> None:
    """Take away what is gone, and the changes round what is there."""
    for change in [*root.iter(*_CHANGES)]:
        parent = change.getparent()
        if parent is None or root not in (change, *change.iterancestors()):
            continue  # gone with what it was in
        if parent.tag in _MARK_HOLDERS:
            continue
        if change.tag in gone:
            _drop(change)
            _drop_hollow(parent)
        else:
            _replace(change, list(change))


def _drop_hollow(element: Element) -> None:
    while element.tag in _HOLLOW and not any(c.tag not in _UNSEEN for c in element):
        parent = element.getparent()
        _drop(element)
        element = parent


def _drop(element: Element) -> None:
    """Remove an element, but for the ends of ranges that go on outside of it."""
    starts = {(_PAIRS[e.tag], e.get(W + "id")) for e in element.iter(*_PAIRS)}
    ends = {(e.tag, e.get(W + "id")) for e in element.iter(*_PAIRS.values())}
    whole = starts & ends
    kept = [
        point
        for point in element.iter(*_POINTS)
        if (_PAIRS.get(point.tag, point.tag), point.get(W + "id")) not in whole
        and element.tag not in _w("tr", "tc", "tbl")
    ]
    _replace(element, kept)


def _replace(element: Element, content: Iterable[Element]) -> None:
    """Put some elements in the place of one."""
    parent, place = element.getparent(), element.getparent().index(element)
    parent.remove(element)
    for child in reversed(list(content)):
        parent.insert(place, child)


# Paragraphs -------------------------------------------------------------------


def _flow(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of a story, also those in content controls."""
    for child in element:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _CONTROLS | _CHANGES or child.tag == W + "sdtContent":
            yield from _flow(child)


def _join_paragraphs(story: Element, gone: frozenset[str]) -> None:
    """Join each paragraph whose mark is gone with the next, whose properties stay."""
    flow = [*_flow(story)]
    for i, paragraph in enumerate(flow):
        if not any(mark.tag in gone for mark in paragraph.iterfind(f"{W}pPr/{W}rPr/*")):
            continue
        content = [child for child in paragraph if child.tag != W + "pPr"]
        after = flow[i + 1] if i + 1 < len(flow) else None
        if after is not None and after.tag == W + "p":
            place = 1 if after.find(W + "pPr") is not None else 0
            for child in reversed(content):
                after.insert(place, child)
            _remove_block(paragraph)
        elif all(child.tag in _UNSEEN for child in content) and _can_go(
            story, paragraph
        ):
            _remove_block(paragraph)


def _can_go(story: Element, paragraph: Element) -> bool:
    """Whether a story is one without this paragraph: it must end with a paragraph."""
    flow = [*_flow(story)]
    if paragraph is not flow[-1]:
        return True
    return len(flow) > 1 and flow[-2].tag == W + "p"


def _remove_block(paragraph: Element) -> None:
    """Remove a paragraph, and the control that has nothing else in it."""
    parent = paragraph.getparent()
    _drop(paragraph)
    while parent.tag in _CONTROLS | _w("sdtContent") and not [*_flow(parent)]:
        above = parent.getparent()
        _drop(parent)
        parent = above


# Properties -------------------------------------------------------------------


def _settle_properties(root: Element, *, accept: bool) -> None:
    for change in [*root.iter(*_PROPERTY_CHANGES)]:
        properties = change.getparent()
        if accept:
            properties.remove(change)
            continue
        old = next(iter(change), None)
        stays = _STAYS.get(properties.tag, frozenset())
        told = () if old is None else [c for c in old if c.tag not in stays]
        kept = [child for child in properties if child.tag in stays]
        before = [child for child in kept if child.tag not in _w("rPr", "sectPr")]
        for child in [*properties]:
            properties.remove(child)
        # Marks and references are first in their sequences, a paragraph's rPr last.
        properties.extend([*before, *told, *(c for c in kept if c not in before)])
    for mark in [*root.iter(W + "numPr")]:
        if not accept and mark.find(W + "ins") is not None:
            mark.getparent().remove(mark)


def _clean(root: Element) -> None:
    """Take away what only speaks of changes, and say deleted words that stay plainly."""
    marks = _w("cellIns", "cellDel", "cellMerge", "numberingChange")
    for element in [*root.iter(*_BORDERS, *marks, *_CHANGES)]:
        parent = element.getparent()
        if element.tag in _CHANGES:  # a mark; one of a formula's has properties in it
            _replace(element, list(element))
        else:
            parent.remove(element)
        if parent.tag == W + "rPr" and not len(parent):
            parent.getparent().remove(parent)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for element in root.iter(W + old):
            element.tag = W + new
