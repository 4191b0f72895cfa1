"""Accepts or rejects all tracked changes of a Word file, as the standard says.

ECMA-376 Part 1, 17.13.5. Written for what Word saves, not for what we write; shares no
code with the product. What is not tracked is left as it stands. This module knows files
and what their paragraphs say; `transform_part` and `transform_blocks` know the changes.
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree
from tests import transform_blocks
from tests.transform_blocks import Element
from tests.transform_part import settle

W, M = transform_blocks.W, transform_blocks.M

_STRICT = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_WORD_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    "application/vnd.ms-word.",
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = {
    W + "footnote": W + "footnoteReference",
    W + "endnote": W + "endnoteReference",
    W + "comment": W + "commentReference",
}
"""What is told elsewhere, and what calls it. Comments are last: notes may call them."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SIGNS["softHyphen"] = "\N{SOFT HYPHEN}"
_SAYING = (W + "t", M + "t", W + "sym", *(W + name for name in _SIGNS))


class Line(NamedTuple):
    """A paragraph: its style's id, its own list and level if it names them, its words."""

    style: str
    place: tuple[str, str] | None
    text: str


# Files ------------------------------------------------------------------------


def package(docx: bytes, *, accept: bool) -> bytes:
    """A Word file with all changes of all its parts accepted, or all rejected."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = _word_parts(parts)
    strict = {name for name, root in roots.items() if _is_strict(root)}
    old = {name: _transitional(root) for name, root in roots.items()}
    new = {name: transformed(root, accept=accept) for name, root in old.items()}
    for folder in {PurePosixPath(name).parent for name in old}:
        inside = [name for name in old if PurePosixPath(name).parent == folder]
        _drop_notes([old[name] for name in inside], [new[name] for name in inside])
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, part in parts.items():
            made.writestr(
                name, _told(new[name], name in strict) if name in new else part
            )
    return packed.getvalue()


def body(docx: bytes) -> Element:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        types = _types(archive.read("[Content_Types].xml"), archive.namelist())
        (main, *_) = (n for n, kind in types.items() if kind.endswith(".main+xml"))
        return etree.fromstring(archive.read(main))


def _word_parts(parts: dict[str, bytes]) -> dict[str, Element]:
    """The parts that may hold changes: by their types and roots, never by their names."""
    types = _types(parts["[Content_Types].xml"], parts)
    names = (n for n, kind in types.items() if kind.startswith(_WORD_TYPES))
    roots = {name: etree.fromstring(parts[name]) for name in names}
    spoken = {W[1:-1], _STRICT[0][0]}
    return {n: r for n, r in roots.items() if etree.QName(r).namespace in spoken}


def _types(told: bytes, names: Collection[str]) -> dict[str, str]:
    """The content type of each XML part (ECMA-376 Part 2; names are of any case)."""
    own, default = {}, {}
    for said in etree.fromstring(told):
        if said.get("PartName"):
            own[said.get("PartName").lower()] = said.get("ContentType")
        else:
            default[said.get("Extension").lower()] = said.get("ContentType")
    kinds = {
        name: own.get(
            f"/{name}".lower(), default.get(name.rpartition(".")[2].lower(), "")
        )
        for name in names
    }
    return {name: kind for name, kind in kinds.items() if kind.endswith("+xml")}


def _drop_notes(old: list[Element], new: list[Element]) -> None:
    """Take away the notes and comments whose calls have gone."""
    for note, call in _NOTES.items():
        gone = _ids(old, call) - _ids(new, call)
        tags = [note]
        if note == W + "comment":
            tags += [W + "commentRangeStart", W + "commentRangeEnd"]
        for root in new:
            for element in [*root.iter(*tags)]:
                if element.get(W + "id") in gone:
                    element.getparent().remove(element)


def _ids(roots: list[Element], tag: str) -> set[str]:
    return {element.get(W + "id") for root in roots for element in root.iter(tag)}


def _is_strict(root: Element) -> bool:
    return bool(etree.QName(root).namespace == _STRICT[0][0])


def _transitional(root: Element) -> Element:
    """A part in the names of the common kind, if it is of the strict one."""
    if not _is_strict(root):
        return root
    told = etree.tostring(root)
    for strict, common in _STRICT:
        told = told.replace(f'"{strict}"'.encode(), f'"{common}"'.encode())
    return etree.fromstring(told)


def _told(root: Element, strict: bool) -> bytes:
    """A part as bytes, in the names in which it came."""
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    for name, common in _STRICT if strict else ():
        told = told.replace(f'"{common}"'.encode(), f'"{name}"'.encode())
    return told


# Parts ------------------------------------------------------------------------


def transformed(root: Element, *, accept: bool) -> Element:
    """A copy of a part with all changes accepted, or all rejected."""
    made = copy.deepcopy(_transitional(root))
    settle(made, accept=accept)
    return etree.fromstring(_told(made, True)) if _is_strict(root) else made


def lines(root: Element) -> list[Line]:
    """The paragraphs of a part without changes, in order."""
    return [_line(paragraph) for paragraph in _transitional(root).iter(W + "p")]


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
    return "".join(
        _said(element)
        for element in paragraph.iter(*_SAYING)
        if element.getparent().tag in (W + "r", M + "r")  # and is no tab stop, say
        and next(element.iterancestors(W + "p")) is paragraph
    )


def _said(element: Element) -> str:
    name = etree.QName(element).localname
    if name == "sym":
        return chr(int(element.get(W + "char"), 16))
    if name != "t":
        return _SIGNS[name]
    words = element.text or ""
    if words == words.strip() or _keeps_space(element):
        return words
    return words.strip(" \t\r\n")


def _keeps_space(element: Element) -> bool:
    """Whether the space round some words counts: Word drops it where nothing says so."""
    for holder in (element, *element.iterancestors()):
        if holder.get(_SPACE):
            return bool(holder.get(_SPACE) == "preserve")
    return False


def _val(element: Element | None, default: str = "") -> str:
    return default if element is None else str(element.get(W + "val", default))
