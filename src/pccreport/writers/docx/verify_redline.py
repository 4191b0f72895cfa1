"""Checks that a redline is both versions: all accepted the new, all rejected the old.

Reads the finished package and shares nothing with the writer but the names of elements. A
paragraph is compared by its style, its words and its list level, which is part of the style,
and in a table by its row and column; in the new version also by its bookmarks and the targets
of its references. What belongs to no
paragraph is not tracked, and so not compared: the forms of numbers and bullets, the page and
the file's properties are the new version's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple
from zipfile import ZipFile

from docx.styles import BabelFish
from lxml import etree

from pccreport.document.blocks import (
    CrossRef,
    Document,
    Inline,
    InlineContent,
    PageNumber,
    Table,
    inline_text,
    with_tables,
)
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import numbering
from pccreport.writers.docx.oxml import W
from pccreport.writers.docx.verify import Element

_W = f"{{{W}}}"
_VAL, _P, _PPR, _RPR = f"{_W}val", f"{_W}p", f"{_W}pPr", f"{_W}rPr"
_STYLE, _WAS = f"{_W}pStyle", f"{_W}pPrChange"
_NUM, _ABSTRACT_ID = f"{_W}num", f"{_W}abstractNumId"
_LIST, _LIST_ID, _LEVEL = f"{_W}numPr", f"{_W}numId", f"{_W}ilvl"
_WORDS = (f"{_W}t", f"{_W}delText")
_BREAK, _FIELD_MARK, _MARK_TYPE = f"{_W}br", f"{_W}fldChar", f"{_W}fldCharType"
_INSTRUCTIONS = (f"{_W}instrText", f"{_W}delInstrText")
_SAID = (*_WORDS, _BREAK, _FIELD_MARK, *_INSTRUCTIONS)
_BOOKMARK, _NAME = f"{_W}bookmarkStart", f"{_W}name"
_LINK, _ANCHOR = f"{_W}hyperlink", f"{_W}anchor"
_SPACE, _SPACES = "{http://www.w3.org/XML/1998/namespace}space", " \t\r\n"
_A_STYLE = f"{_W}style"
_TABLE, _ROW, _CELL = f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_ROW_PROPERTIES = f"{_W}trPr"

_OF_THE_OLD = frozenset({f"{_W}del", f"{_W}moveFrom"})
_OF_THE_NEW = frozenset({f"{_W}ins", f"{_W}moveTo"})

_DOCUMENT, _FOOTER, _STYLES = "word/document.xml", "word/footer.xml", "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_MOST = 3
"""Differences that are reported: the first one is the most useful."""

_ListRef = tuple[str, str] | None


class ExpectedVersion(NamedTuple):
    """One of the two versions: its text, and how it looks."""

    document: Document
    look: StyleSheet


class _ParagraphText(NamedTuple):
    """A paragraph as it is compared."""

    style: str
    """Its style's id."""
    place: _ListRef
    """The number of its list and its level, or None."""
    text: str
    """A field is its instruction in braces, whatever it shows."""
    names: tuple[str, ...] = ()
    """Its bookmarks, in the new version."""
    leads: tuple[str, ...] = ()
    """The bookmarks that its references lead to, in the new version."""
    cell: tuple[int, int] | None = None
    """Its row and its column, from 0; None outside tables."""


def redline_faults(
    package: bytes, old: ExpectedVersion, new: ExpectedVersion
) -> tuple[str, ...]:
    """Return where a redline differs from its two versions; nothing if it has both."""
    with ZipFile(BytesIO(package)) as archive:
        names = set(archive.namelist())
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in (_DOCUMENT, _FOOTER, _STYLES, _NUMBERING)
            if name in names
        }
    styles = _Styles(parts[_STYLES], parts[_NUMBERING])
    found: list[str] = []
    for deed, gone, version in (
        ("accepted", _OF_THE_OLD, new),
        ("rejected", _OF_THE_NEW, old),
    ):
        tied = version is new  # in the old one, references lead to places of the new
        view = _ActualText(styles, gone, tied)
        said = [*view.lines(parts[_DOCUMENT])]
        told, footer = _expected(version, styles.ids, tied=tied)
        if _FOOTER in parts:
            said += view.lines(parts[_FOOTER])
        if _FOOTER in parts or version.document.footer:
            told.append(footer)
        found += (f"with all changes {deed}, {f}" for f in _differences(said, told))
    return tuple(found)


def _differences(said: list[_ParagraphText], told: list[_ParagraphText]) -> list[str]:
    return [
        f"paragraph {number} is {line}, not {wanted}"
        for number, (line, wanted) in enumerate(zip_longest(said, told), start=1)
        if not _is_as(line, wanted)
    ][:_MOST]


def _is_as(line: _ParagraphText | None, wanted: _ParagraphText | None) -> bool:
    if line is None or wanted is None:
        return False
    # What is moved has no links: then none leads elsewhere.
    if wanted.leads and not line.leads:
        wanted = wanted._replace(leads=())
    return line == wanted


def _expected(
    version: ExpectedVersion, style_ids: Mapping[str, str], *, tied: bool
) -> tuple[list[_ParagraphText], _ParagraphText]:
    """Return the paragraphs of the body of a version, and that of its footer."""
    document, look = version
    places = numbering.list_levels(look)

    def line(role: Role, content: InlineContent) -> _ParagraphText:
        name = look.styles[role]
        place = places.get(name)
        as_written = (str(place.list_id), str(place.level)) if place else None
        text = "".join(map(_inline_text, content))
        return _ParagraphText(style_ids[name], as_written, text)

    cells = {
        place: (row, column)
        for part in with_tables(document.blocks)
        if isinstance(part, Table)
        for row, placed in enumerate(part.rows)
        for column, (place, _) in enumerate(placed)
    }
    lines = []
    for i, block in enumerate(document.blocks):
        told = line(block.role, block.content)._replace(cell=cells.get(i))
        refs = [each.target for each in block.content if isinstance(each, CrossRef)]
        if tied:
            names = (block.anchor,) if block.anchor else ()
            told = told._replace(names=names, leads=tuple(refs))
        lines.append(told)
    return lines, line(Role.FOOTER, document.footer)


def _inline_text(inline: Inline) -> str:
    if isinstance(inline, PageNumber) and not inline.target:
        return "{NUMPAGES}" if inline.total else "{PAGE}"
    return inline_text(inline)


class _Styles:
    """The styles of paragraphs: their ids by name, and the lists that they belong to."""

    def __init__(self, root: Element, numbering: Element) -> None:
        self._lists = {
            num.get(_LIST_ID): num.find(_ABSTRACT_ID).get(_VAL)
            for num in numbering.iter(_NUM)
        }
        styles = [s for s in root.iter(_A_STYLE) if s.get(f"{_W}type") == "paragraph"]
        self._by_id = {style.get(f"{_W}styleId"): style for style in styles}
        self._places: dict[str, _ListRef] = {}
        self.ids = {
            BabelFish.internal2ui(style.find(f"{_W}name").get(_VAL)): style_id
            for style_id, style in self._by_id.items()
        }
        """By the names that a house format knows: “Heading 1”, not “heading 1”."""

    def place(self, style_id: str) -> _ListRef:
        """Return the list and the level of a style, or of one that it is based on."""
        if style_id not in self._places:
            self._places[style_id] = self._found(style_id)
        return self._places[style_id]

    def _found(self, style_id: str) -> _ListRef:
        while (style := self._by_id.get(style_id)) is not None:
            numbered = style.find(f"{_PPR}/{_LIST}")
            if numbered is not None:
                return self.list_ref(numbered)
            based = style.find(f"{_W}basedOn")
            style_id = "" if based is None else based.get(_VAL)
        return None

    def list_ref(self, numbered: Element) -> _ListRef:
        """Return a list and a level, whatever number goes on in it; None for no list."""
        number, level = numbered.find(_LIST_ID), numbered.find(_LEVEL)
        if number is None or number.get(_VAL) == "0":
            return None
        return self._lists[number.get(_VAL)], "0" if level is None else level.get(_VAL)


class _ActualText:
    """One version as the changes show it: what is `gone` from it is left out."""

    def __init__(self, styles: _Styles, gone: frozenset[str], tied: bool) -> None:
        self._styles, self._gone, self._tied = styles, gone, tied

    def lines(self, root: Element) -> Iterator[_ParagraphText]:
        """Return the paragraphs that are left."""
        words, names, leads = "", list[str](), list[str]()
        lost = {each for part in root.iter(*self._gone) for each in part.iter(*_SAID)}
        cells = {
            cell: (number, column)
            for table in root.iter(_TABLE)
            for number, row in enumerate(filter(self._stays, table.iterchildren(_ROW)))
            for column, cell in enumerate(row.iterchildren(_CELL))
        }
        for paragraph in root.iter(_P):
            words += "".join(_words(paragraph, lost))
            if self._tied:
                names += (mark.get(_NAME) for mark in paragraph.iter(_BOOKMARK))
                leads += _leads(paragraph, lost)
            properties = _children(paragraph.find(_PPR))
            marks = properties.get(_RPR)
            if (home := paragraph.getparent()).tag == _CELL:
                if home not in cells and not words:
                    continue  # a row goes if its mark and all its words do
            elif marks is not None and any(mark.tag in self._gone for mark in marks):
                continue  # its words are those of the next one
            line = self._line(properties, words)._replace(cell=cells.get(home))
            if names or leads:
                line = line._replace(names=tuple(names), leads=tuple(leads))
            yield line
            words, names, leads = "", [], []
        if words:
            yield _ParagraphText("", None, words)

    def _stays(self, row: Element) -> bool:
        marks = row.find(_ROW_PROPERTIES)
        return marks is None or all(mark.tag not in self._gone for mark in marks)

    def _line(self, properties: Mapping[str, Element], words: str) -> _ParagraphText:
        if _WAS in properties and self._gone is _OF_THE_NEW:
            properties = _children(properties[_WAS].find(_PPR))
        style_id = properties[_STYLE].get(_VAL) if _STYLE in properties else ""
        if _LIST in properties:
            return _ParagraphText(
                style_id, self._styles.list_ref(properties[_LIST]), words
            )
        return _ParagraphText(style_id, self._styles.place(style_id), words)


def _children(element: Element | None) -> dict[str, Element]:
    return {} if element is None else {child.tag: child for child in element}


def _words(paragraph: Element, lost: Container[Element]) -> Iterator[str]:
    """Return the words of a paragraph that are left; a field's result is not compared."""
    fields = 0
    for element in paragraph.iter(*_SAID):
        if element in lost:
            continue
        if element.tag == _FIELD_MARK:
            fields += {"begin": 1, "end": -1}.get(element.get(_MARK_TYPE), 0)
        elif element.tag in _INSTRUCTIONS:
            yield f"{{{(element.text or '').strip()}}}"
        elif not fields:
            yield "\n" if element.tag == _BREAK else _read(element)


def _read(element: Element) -> str:
    """Words as a word processor takes them: space round them is kept where asked for."""
    words = element.text or ""
    return words if element.get(_SPACE) == "preserve" else words.strip(_SPACES)


def _leads(paragraph: Element, lost: Container[Element]) -> Iterator[str]:
    """Where the links that are left in a paragraph lead in the text."""
    for link in paragraph.iter(_LINK):
        if link.get(_ANCHOR) and any(said not in lost for said in link.iter(*_SAID)):
            yield link.get(_ANCHOR)
