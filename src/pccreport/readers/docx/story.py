"""A story of a Word file: its paragraphs in order, with the words that a reader of the page sees.

Hidden and struck-through words are apart, a text box is read once, and a field is its last result.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pccreport.readers.docx.settled import JOINED, accept_changes
from pccreport.readers.docx.styles import (
    UNSEEN,
    Style,
    Styles,
    W,
    list_level,
    toggle,
    value,
)
from pccreport.readers.line import (
    CellPlace,
    LineKind,
    fold_spaces,
    join_lines,
)
from pccreport.readers.links import Link, count_letters, linked_text, links_within
from pccreport.readers.package import NOTHING, Element

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/"
_P, _TABLE, _RUN, _CELL = f"{W}p", f"{W}tbl", f"{W}r", f"{W}tc"
_BOX, _SYMBOL, _PAGE_END = f"{W}txbxContent", f"{W}sym", f"{W}lastRenderedPageBreak"
_TEXTS = f"{W}t", f"{W}delText", f"{_OFFICE}math}}t"
_SIGNS = {
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), "\t"),
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    f"{W}noBreakHyphen": "-",
}
_FIELD = f"{W}fldChar", f"{W}instrText"
_LINKS = f"{W}hyperlink", f"{W}fldSimple"
_REFERENCES = f"{W}footnoteReference", f"{W}endnoteReference"
_COMMENTS = tuple(f"{W}commentR{x}" for x in ("angeStart", "angeEnd", "eference"))
_PIECES = (*_TEXTS, *_SIGNS, *_FIELD, *_REFERENCES, _SYMBOL, _PAGE_END)

NoteKey = tuple[str, str]
"""“footnote” or “endnote”, and its id."""


class WordParagraph(NamedTuple):
    """A paragraph that is not empty, or words in one that are hidden or struck through."""

    text: str
    """Its words; a line break is "\\n"."""
    number: int
    """Which paragraph of the document it is, from 1, empty ones counted."""
    page: int = 0
    """The page that it starts on, or 0: only Word writes down where a page ends."""
    style: str = ""
    """The name of its style; "" if a deleted one was above it.

    LibreOffice gives the next paragraph the style of one that is deleted.
    """
    level: int = 0
    """The level of its list from 1, or 0."""
    heading: int = 0
    """The level of the heading that it is, or 0."""
    cell: CellPlace | None = None
    """The cell of a table that it is in."""
    in_box: bool = False
    bold: str = ""
    """Its words in bold, with one space between them, unless its style makes them so."""
    italic: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    """The notes to which it refers."""
    kind: LineKind = LineKind.TEXT
    """TEXT, HIDDEN or STRUCK."""

    @property
    def lines(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Its lines, each with the links in it."""
        start = 0
        is_item = self.level > 0 and not self.heading
        for line in join_lines(self.text) if is_item else self.text.split("\n"):
            yield line, links_within(self.links, start, line)
            start += count_letters(line)

    @property
    def where(self) -> str:
        """Its place, as an officer counts."""
        page = f"page {self.page}" if self.page else ""
        cell = "text box" if self.in_box else str(self.cell or "")
        return ", ".join(filter(None, (f"paragraph {self.number}", page, cell)))


class StoryReader:
    """Goes through a story, in which changes are settled."""

    def __init__(
        self,
        root: Element,
        styles: Styles,
        links: Mapping[str, str] = MappingProxyType({}),
        notes: Mapping[NoteKey, str] = MappingProxyType({}),
    ) -> None:
        self._styles, self._links, self._notes = styles, links, notes
        self.paragraphs: list[WordParagraph] = []
        self.unseen: list[WordParagraph] = []
        """The words that are hidden or struck through."""
        self.comments: dict[str, tuple[int, int]] = {}
        """The first and the last paragraph that a comment is on, by its id."""
        self._page = 1
        self._fields: list[tuple[bool, str]] = []
        """Whether each open field hides what is in it, and its address.

        Hidden is what is before its result, and the page of another place.
        """
        self._instruction = ""
        self.changes = accept_changes(root)
        places = _places(root)
        numbers: dict[Element, int] = {}
        for each in root.iter(_P, *_COMMENTS):
            if each.tag == _P:
                numbers[each] = len(numbers) + 1
                cells = (places[x] for x in each.iterancestors(_CELL) if x in places)
                self._paragraph(each, numbers[each], next(cells, None))
            else:
                own = next(each.iterancestors(_P), None)
                key = each.get(f"{W}id", "")
                here = len(numbers) + 1 if own is None else numbers[own]
                self.comments[key] = self.comments.get(key, (here, 0))[0], here

    def _paragraph(
        self, paragraph: Element, number: int, cell: CellPlace | None
    ) -> None:
        """Read a paragraph; what is in a box in it are other ones."""
        properties = paragraph.find(f"{W}pPr")
        properties = NOTHING if properties is None else properties
        style = self._styles.find(value(properties, "pStyle"))
        words: list[tuple[str, str]] = []
        notes: list[str] = []
        marked: dict[str, list[str]] = {"b": [], "i": []}
        start = 0
        for piece in paragraph.iter(*_PIECES):
            if next(piece.iterancestors(_P)) is not paragraph:
                continue
            self._page += piece.tag == _PAGE_END
            if piece.tag in _FIELD:
                self._field(piece)
            wording, note = _wording(piece), self._note(piece)
            if not (wording or note) or any(hides for hides, _ in self._fields):
                continue
            kind = self._kind(piece, style)
            if kind is LineKind.TEXT:
                notes += [note] if note else []
                words += [(wording, self._address(piece))] if wording else []
                for mark, said in marked.items():
                    said.append(wording if self._is_marked(piece, mark) else " ")
                start = start or self._page
            elif text := fold_spaces(wording):
                self.unseen.append(WordParagraph(text, number, cell=cell, kind=kind))
        # The result of a field that hides something may never come.
        self._fields = [field for field in self._fields if not field[0]]
        text, links = linked_text(words)
        if text.strip():
            name = "" if paragraph.get(JOINED) else style.name
            level = list_level(properties.find(f"{W}numPr"), style)
            found = WordParagraph(text, number, start, name, level, style.heading, cell)
            in_box = next(paragraph.iterancestors(_BOX), None) is not None
            own = found._replace(in_box=in_box, links=links, notes=(*notes,))
            bold, italic = (fold_spaces("".join(x)) for x in marked.values())
            own = own._replace(bold=bold, italic=italic)
            self.paragraphs.append(own)

    def _kind(self, piece: Element, style: Style) -> LineKind:
        """Return whether words are seen, hidden or struck through: also by a run that they are deep in."""
        kinds = {self._kind_of_run(run, style) for run in piece.iterancestors(_RUN)}
        return next((kind for kind in UNSEEN if kind in kinds), LineKind.TEXT)

    def _kind_of_run(self, run: Element, style: Style) -> LineKind:
        properties = run.find(f"{W}rPr")
        properties = NOTHING if properties is None else properties
        named = value(properties, "rStyle")
        styles = (style, self._styles.find(named)) if named else (style,)
        for kind, names in UNSEEN.items():
            own = [x for name in names if (x := toggle(properties, name)) is not None]
            if any(own) or (not own and any(kind in each.unseen for each in styles)):
                return kind
        return LineKind.TEXT

    def _is_marked(self, piece: Element, mark: str) -> bool:
        """Return whether words are bold ("b") or italic ("i") by their run or its style."""
        run = next(piece.iterancestors(_RUN), NOTHING)
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        own = toggle(properties, mark)
        if own is None and (named := value(properties, "rStyle")):
            own = mark in self._styles.find(named).marks
        return bool(own)

    def _note(self, piece: Element) -> str:
        """Return the note to which a sign refers, or ""."""
        kind = piece.tag.removeprefix(W).removesuffix("Reference")
        return self._notes.get((kind, piece.get(f"{W}id", "")), "")

    def _field(self, piece: Element) -> None:
        """Take the beginning, an instruction, the separator or the end of a field."""
        kind = piece.get(f"{W}fldCharType")
        if piece.tag == f"{W}instrText":
            self._instruction += piece.text or ""
        elif kind == "begin":
            self._fields.append((True, ""))
            self._instruction = ""
        elif self._fields and kind == "separate":
            is_page = self._instruction.split()[:1] == ["PAGEREF"]
            self._fields[-1] = is_page, _field_address(self._instruction)
        elif self._fields and kind == "end":
            self._fields.pop()

    def _address(self, piece: Element) -> str:
        """Return where words lead to outside the file, or ""."""
        of_links = map(self._link_address, piece.iterancestors(*_LINKS))
        addresses = (*of_links, *(address for _, address in self._fields))
        return next(filter(None, addresses), "")

    def _link_address(self, link: Element) -> str:
        if instruction := link.get(f"{W}instr"):
            return _field_address(instruction)
        address = self._links.get(link.get(f"{_OFFICE}relationships}}id", ""), "")
        place = link.get(f"{W}anchor")
        return f"{address}#{place}" if address and place else address


def _places(root: Element) -> Mapping[Element, CellPlace]:
    """Return the place of each cell of the tables that are in no other table."""

    def own(tag: str, parent: Element, table: Element) -> Iterator[tuple[int, Element]]:
        every = parent.iter(tag)
        return enumerate(
            (x for x in every if next(x.iterancestors(_TABLE)) is table), 1
        )

    outer = (
        x for x in root.iter(_TABLE) if next(x.iterancestors(_TABLE), None) is None
    )
    return {
        cell: CellPlace(number, at, column)
        for number, table in enumerate(outer, start=1)
        for at, row in own(f"{W}tr", table, table)
        for column, cell in own(_CELL, row, table)
    }


def _wording(piece: Element) -> str:
    """Return the words that a piece is."""
    if piece.tag in _TEXTS:
        return piece.text or ""
    if piece.tag in _SIGNS and piece.getparent().tag == _RUN:
        return "" if piece.get(f"{W}type") == "page" else _SIGNS[piece.tag]
    code = piece.get(f"{W}char", "") if piece.tag == _SYMBOL else ""
    is_character = re.fullmatch(r"(?![dD][89a-fA-F])[0-9a-fA-F]{2,4}", code)
    return chr(int(code, 16)) if is_character else ""


def _field_address(instruction: str) -> str:
    """Return where a field leads to outside the file, or ""."""
    link = re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction, re.IGNORECASE)
    place = re.search(r'\\l\s+"([^"]+)"', instruction)
    return f"{link[1]}{f'#{place[1]}' if place else ''}" if link else ""
