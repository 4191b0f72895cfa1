"""A story of a Word file: its paragraphs in order, with the words that a reader of the page sees.

Tracked changes are taken as accepted, or as rejected. Hidden and struck-through text is left out,
a text box is read once, a field is its last result, and a paragraph whose end was deleted goes on in the next.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pccreport.readers.docx.comments import OF_COMMENTS, CommentPlaces
from pccreport.readers.docx.fields import (
    FIELD_CHARACTER,
    INSTRUCTION,
    Fields,
    field_address,
)
from pccreport.readers.docx.properties import (
    R_NAMESPACE,
    StyleProperties,
    Styles,
    W,
    list_level,
    toggle,
    value,
)
from pccreport.readers.line import CellPlace, TrackedChanges, fold_spaces, join_lines
from pccreport.readers.links import Link, count_letters, linked_text, links_within
from pccreport.readers.package import NOTHING, Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_P, _TABLE, _RUN, _BOX = f"{W}p", f"{W}tbl", f"{W}r", f"{W}txbxContent"
_PPR, _RPR = f"{W}pPr", f"{W}rPr"
_OF_OLD = frozenset({f"{W}del", f"{W}moveFrom", f"{W}cellDel"})
_OF_NEW = frozenset({f"{W}ins", f"{W}moveTo", f"{W}cellIns"})
_SILENT = frozenset(
    {
        *(_PPR, _RPR, f"{W}sdtPr", f"{W}sdtEndPr", f"{W}rt", f"{W}instrText"),
        *(f"{W}delInstrText", f"{W}trPr", f"{W}tcPr", f"{W}tblPr", f"{W}tblGrid"),
    }
)
_SIGNS = {
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), "\t"),
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    f"{W}noBreakHyphen": "-",
}
_NOTES = f"{W}footnote", f"{W}endnote"
_REFERENCES = f"{W}footnoteReference", f"{W}endnoteReference"
_LINKS = f"{W}hyperlink", f"{W}fldSimple"
_ID = f"{{{R_NAMESPACE}}}id"


class WordParagraph(NamedTuple):
    """A paragraph that is not empty."""

    text: str
    """Its words; a line break is "\\n"."""
    number: int
    """Which paragraph of the document it is, from 1, empty ones counted."""
    page: int
    """The page that it starts on, or 0: only Word writes down where a page ends."""
    style: str
    """The name of its style; "" if that may be the style of what was deleted before it.

    LibreOffice gives the next paragraph the style of one that is deleted.
    """
    level: int
    """The level of its list from 1, or 0."""
    heading: int
    """The level of the heading that it is, or 0."""
    cell: CellPlace | None = None
    """The cell of a table that it is in."""
    in_box: bool = False
    bold: str = ""
    """Its words in bold, with one space between them, unless its style makes them so."""
    links: tuple[Link, ...] = ()
    refers_to: tuple[tuple[str, str], ...] = ()
    """The notes to which it refers: "footnote" or "endnote", and the id."""
    notes: tuple[str, ...] = ()
    """What those say."""

    @property
    def lines(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Its lines, each with the links in it; those of one sentence are one."""
        start = 0
        is_item = self.level > 0 and not self.heading
        for line in join_lines(self.text.split("\n"), is_item=is_item):
            yield line, links_within(self.links, start, line)
            start += count_letters(line)

    @property
    def where(self) -> str:
        """Its place, as an officer counts."""
        page = f"page {self.page}" if self.page else ""
        cell = "text box" if self.in_box else str(self.cell or "")
        return ", ".join(filter(None, (f"paragraph {self.number}", page, cell)))


class StoryReader:
    """Goes through a story; `found` are its paragraphs."""

    def __init__(
        self,
        styles: Styles,
        changes: TrackedChanges,
        links: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._styles, self._links = styles, links
        self._rejects = changes is TrackedChanges.REJECT
        self._gone = _OF_NEW if self._rejects else _OF_OLD
        self.found: list[WordParagraph] = []
        self.changes = self.hidden = 0
        self.struck: list[int] = []
        self.unseen: list[tuple[int, str, bool]] = []
        """What is not shown, or struck through: the paragraph, the words, and whether it is hidden."""
        self.comments = CommentPlaces()
        self._number, self._page, self._tables = 0, 1, 0
        self.notes: dict[tuple[str, str], str] = {}
        """The notes of the story, by what they are and their id."""
        self._refers_to: list[tuple[str, str]] = []
        """Those to which the paragraph refers."""
        self._words: list[tuple[str, str]] = []
        """The words of the paragraph, each with the address that it leads to, or ""."""
        self._bold: list[str] = []
        self._starts_on = 0
        self._deleted_style = ""
        """The style of a paragraph whose end was deleted, and that is not finished."""
        self._fields = Fields()
        self._addresses = [""]
        """Where what is read leads to: the addresses of links within others."""
        self._boxes: list[Element] = []

    def story(self, root: Element) -> None:
        """Read a header, a footer, or the notes at the foot of pages."""
        notes = [each for each in root if each.tag in _NOTES]
        for part in notes or [root]:
            first = len(self.found)
            self.blocks(part, None)
            self.end()
            key = part.tag.removeprefix(W), part.get(f"{W}id", "")
            self.notes[key] = " ".join(fold_spaces(x.text) for x in self.found[first:])

    def blocks(self, parent: Element, cell: CellPlace | None) -> None:
        """Read the paragraphs and tables that are in an element."""
        for child in _children(parent):
            if child.tag in self._gone:
                self.changes += 1
            elif child.tag == _P:
                self._paragraph(child, cell)
            elif child.tag == _TABLE:
                self._table(child, cell)
            elif child.tag in OF_COMMENTS:
                self.comments.take(child, self._number + 1)
            elif child.tag not in _SILENT:
                self.blocks(child, cell)

    def end(self) -> None:
        """Finish a paragraph whose end was deleted, and that nothing follows."""
        if self._words:
            self._finish(NOTHING, self._styles.properties(""), None)

    def _table(self, table: Element, within: CellPlace | None) -> None:
        self._tables += 1
        number = self._tables
        rows = 0
        for row in table.iter(f"{W}tr"):
            is_own = next(row.iterancestors(_TABLE)) is table
            if not is_own or self._is_gone(row, f"{W}trPr"):
                continue
            rows += 1
            cells = row.iter(f"{W}tc")
            own = (c for c in cells if next(c.iterancestors(_TABLE)) is table)
            for column, cell in enumerate(own, start=1):
                if not self._is_gone(cell, f"{W}tcPr"):
                    self.blocks(cell, within or CellPlace(number, rows, column))
                    self.end()

    def _is_gone(self, element: Element, marks: str) -> bool:
        return any(each.tag in self._gone for each in element.iterfind(f"{marks}/*"))

    def _properties(self, element: Element, path: str) -> Element:
        """Return the properties of a paragraph or a run, at rejected changes the old ones."""
        was = element.find(f"{path}/{path}Change/{path}") if self._rejects else None
        found = element.find(path) if was is None else was
        return NOTHING if found is None else found

    def _paragraph(self, paragraph: Element, cell: CellPlace | None) -> None:
        gone = self._is_gone(paragraph, f"{_PPR}/{_RPR}")
        properties = self._properties(paragraph, _PPR)
        style = self._styles.properties(value(properties, "pStyle"))
        self._inside(paragraph, style.hidden)
        self._fields.end_paragraph()
        self.changes += gone
        if gone:
            self._deleted_style = style.name
        else:
            self._finish(properties, style, cell)

    def _finish(
        self, properties: Element, style: StyleProperties, cell: CellPlace | None
    ) -> None:
        self._number += 1
        text, links = linked_text(self._words)
        name = "" if style.name == self._deleted_style else style.name
        level = list_level(properties.find(f"{W}numPr"), style)
        if text.strip():
            self.found.append(
                WordParagraph(
                    *(text, self._number, self._starts_on or self._page, name),
                    *(level, style.heading, cell),
                    *(False, fold_spaces("".join(self._bold)), links),
                    refers_to=(*self._refers_to,),
                )
            )
        self._words, self._bold, self._refers_to = [], [], []
        self._starts_on, self._deleted_style = 0, ""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            first = len(self.found)
            self.blocks(box, cell)
            self.end()
            self.found[first:] = [p._replace(in_box=True) for p in self.found[first:]]

    def _inside(self, parent: Element, hidden: bool) -> None:
        for child in _children(parent):
            tag = child.tag
            if tag in self._gone:
                self.changes += 1
            elif tag == _RUN:
                self._run(child, hidden)
            elif tag == _BOX:
                self._boxes.append(child)
            elif tag == _MATHS:
                self._say(child.text or "")
            elif tag in OF_COMMENTS:
                self.comments.take(child, self._number + 1)
            elif tag not in _SILENT:
                self.changes += tag in _OF_OLD or tag in _OF_NEW
                address = self._address(child) if tag in _LINKS else ""
                self._addresses.append(address or self._addresses[-1])
                self._inside(child, hidden)
                self._addresses.pop()

    def _run(self, run: Element, hidden: bool) -> None:
        properties = self._properties(run, _RPR)
        own, bold = toggle(properties, "vanish"), toggle(properties, "b")
        if named := value(properties, "rStyle"):
            style = self._styles.properties(named)
            own = style.hidden or None if own is None else own
            bold = style.bold if bold is None else bold
        hidden = hidden if own is None else own
        struck = any(toggle(properties, x) for x in ("strike", "dstrike"))
        wording = (child.text for child in run.iter(f"{W}t"))
        has_words = any(map(str.strip, filter(None, wording)))
        if struck and not hidden and has_words:
            self.struck.append(self._number + 1)
        if (struck or hidden) and has_words and not self._fields.hide:
            self._leave(
                fold_spaces("".join(x.text or "" for x in run.iter(f"{W}t"))), hidden
            )
        start, before = len(self._words), self.hidden
        for child in _children(run):
            self._piece(child, hidden or struck)
        self.hidden = before if struck and not hidden else self.hidden
        self._bold += (words if bold else " " for words, _ in self._words[start:])

    def _leave(self, words: str, hidden: bool) -> None:
        number, kind = self._number + 1, bool(hidden)
        if self.unseen and self.unseen[-1][::2] == (number, kind):
            words = f"{self.unseen.pop()[1]} {words}"
        self.unseen.append((number, words, kind))

    def _piece(self, piece: Element, hidden: bool) -> None:
        tag = piece.tag
        if tag in (FIELD_CHARACTER, INSTRUCTION):
            self._fields.take(piece)
        elif tag == f"{W}lastRenderedPageBreak":
            self._page += 1
        elif tag in (f"{W}t", f"{W}delText"):
            if hidden:
                self.hidden += bool((piece.text or "").strip())
            else:
                self._say(piece.text or "")
        elif hidden:
            return
        elif tag in _SIGNS:
            self._say("" if piece.get(f"{W}type") == "page" else _SIGNS[tag])
        elif tag == f"{W}sym":
            self._say(_symbol(piece.get(f"{W}char", "")))
        elif tag in OF_COMMENTS:
            self.comments.take(piece, self._number + 1)
        elif tag in _REFERENCES:
            kind = tag.removeprefix(W).removesuffix("Reference")
            self._refers_to.append((kind, piece.get(f"{W}id", "")))
        elif tag not in _SILENT:
            self._inside(piece, hidden)

    def _address(self, link: Element) -> str:
        """Return where a link leads to outside the file, or ""."""
        if instruction := link.get(f"{W}instr"):
            return field_address(instruction)
        address, place = self._links.get(link.get(_ID, ""), ""), link.get(f"{W}anchor")
        return f"{address}#{place}" if address and place else address

    def _say(self, words: str) -> None:
        if words and not self._fields.hide:
            self._starts_on = self._starts_on or self._page
            addresses = (self._addresses[-1], *self._fields.addresses())
            self._words.append((words, next(filter(None, addresses), "")))


def _children(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, of alternatives those of the first one."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue  # a comment
        if child.tag == f"{_MC}AlternateContent":
            choices, fallbacks = map(child.iterfind, (f"{_MC}Choice", f"{_MC}Fallback"))
            yield from _children(next(chain(choices, fallbacks), NOTHING))
        else:
            yield child


def _symbol(code: str) -> str:
    try:  # half of a character cannot be written
        return chr(int(code, 16)).encode(errors="ignore").decode()
    except (ValueError, OverflowError):
        return ""
