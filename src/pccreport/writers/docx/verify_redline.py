"""Whether a written redline is both versions: all accepted the new, all rejected the old.

Reads the finished package and shares nothing with the writer but the names of elements.
A paragraph is compared by its style, its words and its place in a list, which comes with
the style. What is no paragraph's is not tracked, and so not compared: the forms of
numbers and bullets, the page, the file's properties are the new version's.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from pccreport.document.blocks import Document, Inline, shown
from pccreport.house.look import Look
from pccreport.house.roles import Role
from pccreport.writers.docx import numbering, stationery
from pccreport.writers.docx.oxml import W
from pccreport.writers.docx.verify_package import Element
from pccreport.writers.docx.verify_tracked import (
    DELETED,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
)

_W = f"{{{W}}}"
_VAL, _P, _PPR = f"{_W}val", f"{_W}p", f"{_W}pPr"
_MARKS = f"{_PPR}/{_W}rPr/*"
_STYLE, _WAS = f"{_W}pStyle", f"{_W}pPrChange"
_LIST, _LIST_ID, _LEVEL = f"{_W}numPr", f"{_W}numId", f"{_W}ilvl"
_WORDS = (f"{_W}t", f"{_W}delText")
_BREAK, _FIELD_MARK, _MARK_TYPE = f"{_W}br", f"{_W}fldChar", f"{_W}fldCharType"

_OF_THE_OLD = frozenset({DELETED, MOVED_FROM})
_OF_THE_NEW = frozenset({INSERTED, MOVED_TO})

_DOCUMENT, _FOOTER, _STYLES = "word/document.xml", "word/footer.xml", "word/styles.xml"
_MOST = 3
"""Differences that are told: the first one says the most."""

_Place = tuple[str, str] | None


class Expected(NamedTuple):
    """One of the two versions: what it says, and how it looks."""

    document: Document
    look: Look


class _Line(NamedTuple):
    """A paragraph as it is compared."""

    style: str
    """Its style's id."""
    place: _Place
    """The number of its list and its level, or None."""
    text: str


def faults(package: bytes, old: Expected, new: Expected) -> tuple[str, ...]:
    """Where a redline says other than its two versions; nothing when it says both."""
    with ZipFile(BytesIO(package)) as archive:
        names = set(archive.namelist())
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in (_DOCUMENT, _FOOTER, _STYLES)
            if name in names
        }
    styles = _Styles(parts[_STYLES])
    found: list[str] = []
    for deed, gone, version in (
        ("accepted", _OF_THE_OLD, new),
        ("rejected", _OF_THE_NEW, old),
    ):
        view, expected = _View(styles, gone), _Version(version)
        said, told = [*view.lines(parts[_DOCUMENT])], [*expected.lines()]
        if _FOOTER in parts:  # else neither version has one
            said += view.lines(parts[_FOOTER])
            told.append(expected.footer())
        found += (f"with all changes {deed}, {f}" for f in _differences(said, told))
    return tuple(found)


def _differences(said: list[_Line], told: list[_Line]) -> list[str]:
    return [
        f"paragraph {number} is {line}, not {wanted}"
        for number, (line, wanted) in enumerate(zip_longest(said, told), start=1)
        if line != wanted
    ][:_MOST]


class _Version:
    """What one version says, paragraph by paragraph."""

    def __init__(self, expected: Expected) -> None:
        self._document, self._look = expected
        self._style_ids = stationery.style_ids(stationery.blank().styles, self._look)
        self._places = numbering.places(self._look)

    def lines(self) -> Iterator[_Line]:
        """The body's paragraphs."""
        for block in self._document.blocks:
            yield self._line(block.role, block.content)

    def footer(self) -> _Line:
        """The footer's one."""
        return self._line(Role.FOOTER, self._document.footer)

    def _line(self, role: Role, content: tuple[Inline, ...]) -> _Line:
        place = self._places.get(self._look.styles[role])
        as_written = (str(place.list_id), str(place.level)) if place else None
        return _Line(self._style_ids[role], as_written, "".join(map(shown, content)))


class _Styles:
    """The lists that the file's styles belong to."""

    def __init__(self, root: Element) -> None:
        self._by_id = {style.get(f"{_W}styleId"): style for style in root}

    def place(self, style_id: str) -> _Place:
        """The list and the level of a style, or of one that it is based on."""
        while (style := self._by_id.get(style_id)) is not None:
            numbered = style.find(f"{_PPR}/{_LIST}")
            if numbered is not None:
                return _place(numbered)
            based = style.find(f"{_W}basedOn")
            style_id = "" if based is None else based.get(_VAL)
        return None


class _View:
    """One version as the changes say it: what is `gone` from it is left out."""

    def __init__(self, styles: _Styles, gone: frozenset[str]) -> None:
        self._styles = styles
        self._gone = gone

    def lines(self, root: Element) -> Iterator[_Line]:
        """The paragraphs that are left."""
        words = ""
        for paragraph in root.iter(_P):
            words += "".join(self._words(paragraph))
            properties = paragraph.find(_PPR)
            if any(mark.tag in self._gone for mark in paragraph.iterfind(_MARKS)):
                continue  # its words are those of the next one
            yield self._line(properties, words)
            words = ""
        if words:
            yield _Line("", None, words)

    def _line(self, properties: Element | None, words: str) -> _Line:
        was = None if properties is None else properties.find(f"{_WAS}/{_PPR}")
        if was is not None and self._gone is _OF_THE_NEW:
            properties = was
        style = None if properties is None else properties.find(_STYLE)
        style_id = "" if style is None else style.get(_VAL)
        numbered = None if properties is None else properties.find(_LIST)
        place = self._styles.place(style_id) if numbered is None else _place(numbered)
        return _Line(style_id, place, words)

    def _words(self, paragraph: Element) -> Iterator[str]:
        """The words of a paragraph; a field's result is nobody's."""
        fields = 0
        for element in paragraph.iter(*_WORDS, _BREAK, _FIELD_MARK):
            if any(around.tag in self._gone for around in element.iterancestors()):
                continue
            if element.tag == _FIELD_MARK:
                fields += {"begin": 1, "end": -1}.get(element.get(_MARK_TYPE), 0)
            elif not fields:
                yield "\n" if element.tag == _BREAK else element.text or ""


def _place(numbered: Element) -> _Place:
    number, level = numbered.find(_LIST_ID), numbered.find(_LEVEL)
    if number is None or number.get(_VAL) == "0":
        return None
    return number.get(_VAL), "0" if level is None else level.get(_VAL)
