"""Checks of a redline: with all changes accepted it is the new version, rejected the old one.

Reads the finished package, and shares only names of elements with the writer. Paragraphs are
compared by style, text, list level and table cell; in the new version also by bookmarks and targets
of references. What is outside paragraphs is not tracked, and so not compared: number formats,
bullets, the page and the properties of the file are those of the new version.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple
from zipfile import ZipFile

from docx.oxml.ns import qn
from docx.styles import BabelFish
from lxml import etree
from tests.docx_verify import Element

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

_VAL, _PPR, _LIST, _LIST_ID = map(qn, ("w:val", "w:pPr", "w:numPr", "w:numId"))
_BREAK, _FIELD_MARK = qn("w:br"), qn("w:fldChar")
_INSTRUCTIONS = (qn("w:instrText"), qn("w:delInstrText"))
_CONTENT = (qn("w:t"), qn("w:delText"), _BREAK, _FIELD_MARK, *_INSTRUCTIONS)

_OLD_ONLY = frozenset({qn("w:del"), qn("w:moveFrom")})
_NEW_ONLY = frozenset({qn("w:ins"), qn("w:moveTo")})

_DOCUMENT, _FOOTER, _STYLES = "word/document.xml", "word/footer.xml", "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_MAX_DIFFERENCES = 3
"""Differences reported: the first is the most useful."""

_ListRef = tuple[str, str] | None


class ExpectedVersion(NamedTuple):
    """The document and the style sheet of one version."""

    document: Document
    look: StyleSheet


class _ParagraphText(NamedTuple):
    """A paragraph as compared."""

    style: str
    """The id of the style."""
    list_ref: _ListRef
    """The list and the level, or None."""
    text: str
    """A field is its instruction in braces, whatever its result."""
    names: tuple[str, ...] = ()
    """The bookmarks, in the new version."""
    targets: tuple[str, ...] = ()
    """The bookmarks to which references lead, in the new version."""
    cell: tuple[int, int] | None = None
    """Row and column from 0, or None outside tables."""


def redline_faults(
    package: bytes, old: ExpectedVersion, new: ExpectedVersion
) -> tuple[str, ...]:
    """Return the differences between a redline and its versions, or () if there are none."""
    with ZipFile(BytesIO(package)) as archive:
        names = set(archive.namelist())
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in (_DOCUMENT, _FOOTER, _STYLES, _NUMBERING)
            if name in names
        }
    styles = _Styles(parts[_STYLES], parts[_NUMBERING])
    found: list[str] = []
    for action, removed, version in (
        ("accepted", _OLD_ONLY, new),
        ("rejected", _NEW_ONLY, old),
    ):
        # The targets of the old version are not in the file.
        with_links = version is new
        text = _ActualText(styles, removed, with_links)
        actual = [*text.lines(parts[_DOCUMENT])]
        expected, footer = _expected(version, styles.ids, with_links=with_links)
        if _FOOTER in parts:
            actual += text.lines(parts[_FOOTER])
        if _FOOTER in parts or version.document.footer:
            expected.append(footer)
        differences = _differences(actual, expected)
        found += (f"with all changes {action}, {text}" for text in differences)
    return tuple(found)


def _differences(
    actual: list[_ParagraphText], expected: list[_ParagraphText]
) -> list[str]:
    pairs = enumerate(zip_longest(actual, expected), start=1)
    return [
        f"paragraph {number} is {line}, not {wanted}"
        for number, (line, wanted) in pairs
        if not _matches(line, wanted)
    ][:_MAX_DIFFERENCES]


def _matches(line: _ParagraphText | None, expected: _ParagraphText | None) -> bool:
    if line is None or expected is None:
        return False
    # Links are removed from a moved paragraph.
    if expected.targets and not line.targets:
        expected = expected._replace(targets=())
    return line == expected


def _expected(
    version: ExpectedVersion, style_ids: Mapping[str, str], *, with_links: bool
) -> tuple[list[_ParagraphText], _ParagraphText]:
    """Return the paragraphs of the body of a version, and the one of its footer."""
    document, look = version
    levels = numbering.list_levels(look)

    def line(role: Role, content: InlineContent) -> _ParagraphText:
        name = look.styles[role]
        level = levels.get(name)
        list_ref = (str(level.list_id), str(level.level)) if level else None
        text = "".join(map(_inline_text, content))
        return _ParagraphText(style_ids[name], list_ref, text)

    cells = {
        index: (row, column)
        for part in with_tables(document.blocks)
        if isinstance(part, Table)
        for row, placed in enumerate(part.rows)
        for column, (index, _) in enumerate(placed)
    }
    lines = []
    for i, block in enumerate(document.blocks):
        expected = line(block.role, block.content)._replace(cell=cells.get(i))
        if with_links:
            names = (block.anchor,) if block.anchor else ()
            refs = (each.target for each in block.content if isinstance(each, CrossRef))
            expected = expected._replace(names=names, targets=tuple(refs))
        lines.append(expected)
    return lines, line(Role.FOOTER, document.footer)


def _inline_text(inline: Inline) -> str:
    if isinstance(inline, PageNumber) and not inline.target:
        return "{NUMPAGES}" if inline.total else "{PAGE}"
    return inline_text(inline)


class _Styles:
    """The paragraph styles of a file: ids by name, and lists by id."""

    def __init__(self, root: Element, numbering: Element) -> None:
        self._lists = {
            num.get(_LIST_ID): num.find(qn("w:abstractNumId")).get(_VAL)
            for num in numbering.iter(qn("w:num"))
        }
        self._by_id = {
            style.get(qn("w:styleId")): style
            for style in root.iter(qn("w:style"))
            if style.get(qn("w:type")) == "paragraph"
        }
        self.ids = {
            BabelFish.internal2ui(style.find(qn("w:name")).get(_VAL)): style_id
            for style_id, style in self._by_id.items()
        }
        """Ids by the names in a house format: “Heading 1”, not “heading 1”."""

    def list_of_style(self, style_id: str) -> _ListRef:
        """Return the list and level of a style or its nearest base that has them, or None."""
        while (style := self._by_id.get(style_id)) is not None:
            numbered = style.find(f"{_PPR}/{_LIST}")
            if numbered is not None:
                return self.list_ref(numbered)
            based = style.find(qn("w:basedOn"))
            style_id = "" if based is None else based.get(_VAL)
        return None

    def list_ref(self, numbered: Element) -> _ListRef:
        """Return the list and level of a `w:numPr`, or None; restarts do not matter."""
        number, level = numbered.find(_LIST_ID), numbered.find(qn("w:ilvl"))
        if number is None or number.get(_VAL) == "0":
            return None
        return self._lists[number.get(_VAL)], "0" if level is None else level.get(_VAL)


class _ActualText:
    """The text of one version: without the content of `removed` changes."""

    def __init__(
        self, styles: _Styles, removed: frozenset[str], with_links: bool
    ) -> None:
        self._styles, self._removed, self._with_links = styles, removed, with_links

    def lines(self, root: Element) -> Iterator[_ParagraphText]:
        """Yield the remaining paragraphs."""
        text, names, targets = "", list[str](), list[str]()
        removed_content = {
            each for part in root.iter(*self._removed) for each in part.iter(*_CONTENT)
        }
        cells = {
            cell: (number, column)
            for table in root.iter(qn("w:tbl"))
            for number, row in enumerate(self._kept_rows(table))
            for column, cell in enumerate(row.iterchildren(qn("w:tc")))
        }
        for paragraph in root.iter(qn("w:p")):
            text += "".join(_text(paragraph, removed_content))
            if self._with_links:
                marks = paragraph.iter(qn("w:bookmarkStart"))
                names += (mark.get(qn("w:name")) for mark in marks)
                targets += _targets(paragraph, removed_content)
            properties = _children(paragraph.find(_PPR))
            if (parent := paragraph.getparent()).tag == qn("w:tc"):
                if parent not in cells and not text:
                    continue  # a row is removed if its mark and all its text are
            elif self._is_removed(properties.get(qn("w:rPr"))):
                continue  # its text joins the next paragraph
            line = self._line(properties, text)._replace(cell=cells.get(parent))
            if names or targets:
                line = line._replace(names=tuple(names), targets=tuple(targets))
            yield line
            text, names, targets = "", [], []
        if text:
            yield _ParagraphText("", None, text)

    def _kept_rows(self, table: Element) -> Iterator[Element]:
        for row in table.iterchildren(qn("w:tr")):
            if not self._is_removed(row.find(qn("w:trPr"))):
                yield row

    def _is_removed(self, properties: Element | None) -> bool:
        """Return whether the mark of a paragraph or row with these properties is removed."""
        return not self._removed.isdisjoint(_children(properties))

    def _line(self, properties: Mapping[str, Element], text: str) -> _ParagraphText:
        changed = properties.get(qn("w:pPrChange"))
        if changed is not None and self._removed is _NEW_ONLY:
            properties = _children(changed.find(_PPR))
        style = properties.get(qn("w:pStyle"))
        style_id = "" if style is None else style.get(_VAL)
        if _LIST in properties:
            list_ref = self._styles.list_ref(properties[_LIST])
        else:
            list_ref = self._styles.list_of_style(style_id)
        return _ParagraphText(style_id, list_ref, text)


def _children(element: Element | None) -> dict[str, Element]:
    return {} if element is None else {child.tag: child for child in element}


def _text(paragraph: Element, removed_content: set[Element]) -> Iterator[str]:
    """Yield the remaining text of a paragraph, without the results of fields."""
    fields = 0
    for element in paragraph.iter(*_CONTENT):
        if element in removed_content:
            continue
        if element.tag == _FIELD_MARK:
            fields += {"begin": 1, "end": -1}.get(element.get(qn("w:fldCharType")), 0)
        elif element.tag in _INSTRUCTIONS:
            yield f"{{{(element.text or '').strip()}}}"
        elif not fields:
            yield "\n" if element.tag == _BREAK else _visible_text(element)


def _visible_text(element: Element) -> str:
    """Return text as a word processor shows it: outer space counts only if preserved."""
    text = element.text or ""
    return text if element.get(qn("xml:space")) == "preserve" else text.strip(" \t\r\n")


def _targets(paragraph: Element, removed_content: set[Element]) -> Iterator[str]:
    """Yield the targets of the remaining links of a paragraph."""
    for link in paragraph.iter(qn("w:hyperlink")):
        anchor = link.get(qn("w:anchor"))
        if anchor and not removed_content.issuperset(link.iter(*_CONTENT)):
            yield anchor
