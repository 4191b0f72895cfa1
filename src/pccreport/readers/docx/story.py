"""A story of a Word file: its paragraphs in order, with the words that a reader of the page sees.

Tracked changes are taken as accepted, or as rejected. Hidden and struck-through words are apart, a
text box is read once, a field is its last result, and a paragraph whose end was deleted goes on in
the next.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pccreport.readers.docx.styles import Style, Styles, W, list_level, toggle, value
from pccreport.readers.line import (
    CellPlace,
    LineKind,
    TrackedChanges,
    fold_spaces,
    join_lines,
)
from pccreport.readers.links import Link, count_letters, linked_text, links_within
from pccreport.readers.package import NOTHING, Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/"
_P, _TABLE, _RUN, _BOX = f"{W}p", f"{W}tbl", f"{W}r", f"{W}txbxContent"
_PPR, _RPR, _ID = f"{W}pPr", f"{W}rPr", f"{W}id"
_OF_OLD = frozenset({f"{W}del", f"{W}moveFrom", f"{W}cellDel"})
_OF_NEW = frozenset({f"{W}ins", f"{W}moveTo", f"{W}cellIns"})
_SILENT = frozenset(
    {
        *(_PPR, _RPR, f"{W}sdtPr", f"{W}sdtEndPr", f"{W}rt", f"{W}delInstrText"),
        *(f"{W}trPr", f"{W}tcPr", f"{W}tblPr", f"{W}tblGrid"),
    }
)
_TEXTS = f"{W}t", f"{W}delText", f"{_OFFICE}math}}t"
_SIGNS = {
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), "\t"),
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    f"{W}noBreakHyphen": "-",
}
_NOTES = f"{W}footnote", f"{W}endnote"

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
    """The name of its style; "" if that may be the style of what was deleted before it.

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


class _At(NamedTuple):
    """What is around an element."""

    cell: CellPlace | None = None
    in_box: bool = False
    hidden: bool = False
    """Whether the style of the paragraph hides its words."""
    is_unseen: bool = False
    """Whether the run is hidden or struck through."""
    address: str = ""
    """Where a link around it leads to."""


_AROUND = _At()


class StoryReader:
    """Goes through a story; `found` are its paragraphs, and what is not shown of them."""

    def __init__(
        self,
        styles: Styles,
        changes: TrackedChanges,
        links: Mapping[str, str] = MappingProxyType({}),
        notes: Mapping[NoteKey, str] = MappingProxyType({}),
    ) -> None:
        self._styles, self._links, self._known_notes = styles, links, notes
        self._rejects = changes is TrackedChanges.REJECT
        self._gone = _OF_NEW if self._rejects else _OF_OLD
        self.found: list[WordParagraph] = []
        self.changes = 0
        self.comments: dict[str, tuple[int, int]] = {}
        """The first and the last paragraph that a comment is on, by its id."""
        self._number, self._page, self._tables = 0, 1, 0
        self._words: list[tuple[str, str]] = []
        """The words of the paragraph, each with the address that it leads to, or ""."""
        self._notes: list[str] = []
        self._bold: list[str] = []
        self._italic: list[str] = []
        self._starts_on = 0
        self._deleted_style = ""
        """The style of a paragraph whose end was deleted, and that is not finished."""
        self._fields: list[tuple[bool, str]] = []
        """Whether each open field hides what is in it, and its address.

        Hidden is what is before its result, and the page of another place.
        """
        self._instruction = ""
        self._boxes: list[Element] = []
        self._handlers: Mapping[str, Callable[[Element, _At], None]] = {
            **{_P: self._paragraph, _TABLE: self._table, _RUN: self._run},
            **dict.fromkeys(_TEXTS, lambda x, at: self._say(x.text or "", at)),
            **dict.fromkeys(_SIGNS, self._sign),
            f"{W}sym": lambda x, at: self._say(_symbol(x.get(f"{W}char", "")), at),
            _BOX: lambda x, at: None if at.is_unseen else self._boxes.append(x),
            **dict.fromkeys((f"{W}fldChar", f"{W}instrText"), self._field),
            **dict.fromkeys((f"{W}hyperlink", f"{W}fldSimple"), self._link),
            **dict.fromkeys((f"{x}Reference" for x in _NOTES), self._refer),
            **dict.fromkeys(
                (f"{W}commentR{x}" for x in ("angeStart", "angeEnd", "eference")),
                self._comment,
            ),
        }

    def story(self, root: Element) -> Mapping[NoteKey, str]:
        """Read a header, a footer, or the notes at the foot of pages, and return those."""
        notes: dict[NoteKey, str] = {}
        for part in [each for each in root if each.tag in _NOTES] or [root]:
            first = len(self.found)
            self.read(part)
            key = str(part.tag).removeprefix(W), part.get(_ID, "")
            seen = (x for x in self.found[first:] if x.kind is LineKind.TEXT)
            notes[key] = " ".join(fold_spaces(x.text) for x in seen)
        return notes

    def read(self, parent: Element, at: _At = _AROUND) -> None:
        """Read what is in a part of the file, to its end."""
        self._inside(parent, at)
        if self._words:  # of a paragraph whose end was deleted
            self._finish(NOTHING, self._styles.find(""), at)

    def _inside(self, parent: Element, at: _At) -> None:
        for child in _children(parent):
            tag = child.tag
            if tag in self._gone:
                self.changes += 1
            elif handle := self._handlers.get(tag):
                handle(child, at)
            elif tag == f"{W}lastRenderedPageBreak":
                self._page += 1
            elif tag not in _SILENT:
                self.changes += tag in _OF_OLD or tag in _OF_NEW
                self._inside(child, at)

    def _table(self, table: Element, at: _At) -> None:
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
                    place = at.cell or CellPlace(number, rows, column)
                    self.read(cell, at._replace(cell=place))

    def _is_gone(self, element: Element, marks: str) -> bool:
        return any(each.tag in self._gone for each in element.iterfind(f"{marks}/*"))

    def _properties(self, element: Element, path: str) -> Element:
        """Return the properties of a paragraph or a run, at rejected changes the old ones."""
        was = element.find(f"{path}/{path}Change/{path}") if self._rejects else None
        found = element.find(path) if was is None else was
        return NOTHING if found is None else found

    def _paragraph(self, paragraph: Element, at: _At) -> None:
        properties = self._properties(paragraph, _PPR)
        style = self._styles.find(value(properties, "pStyle"))
        self._inside(paragraph, at._replace(hidden=style.hidden))
        # The result of a field that hides something may never come.
        self._fields = [field for field in self._fields if not field[0]]
        if self._is_gone(paragraph, f"{_PPR}/{_RPR}"):
            self.changes += 1
            self._deleted_style = style.name
        else:
            self._finish(properties, style, at)

    def _finish(self, properties: Element, style: Style, at: _At) -> None:
        self._number += 1
        text, links = linked_text(self._words)
        name = "" if style.name == self._deleted_style else style.name
        level = list_level(properties.find(f"{W}numPr"), style)
        if text.strip():
            page = self._starts_on or self._page
            own = WordParagraph(text, self._number, page, name, level, style.heading)
            own = own._replace(cell=at.cell, in_box=at.in_box, links=links)
            bold, italic = (fold_spaces("".join(x)) for x in (self._bold, self._italic))
            own = own._replace(notes=(*self._notes,), bold=bold, italic=italic)
            self.found.append(own)
        self._words, self._notes, self._bold, self._italic = [], [], [], []
        self._starts_on, self._deleted_style = 0, ""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.read(box, _At(at.cell, in_box=True))

    def _run(self, run: Element, at: _At) -> None:
        properties = self._properties(run, _RPR)
        marks = [toggle(properties, x) for x in ("vanish", "b", "i")]
        if named := value(properties, "rStyle"):
            style = self._styles.find(named)
            of_style = style.hidden or None, style.bold, style.italic
            marks = [
                b if a is None else a for a, b in zip(marks, of_style, strict=True)
            ]
        own, bold, italic = marks
        hidden = at.hidden if own is None else own
        struck = any(toggle(properties, x) for x in ("strike", "dstrike"))
        is_unseen = hidden or struck
        start = len(self._words)
        self._inside(run, at._replace(is_unseen=is_unseen))
        said = [words for words, _ in self._words[start:]]
        self._bold += (words if bold else " " for words in said)
        self._italic += (words if italic else " " for words in said)
        words = fold_spaces("".join(x.text or "" for x in run.iter(*_TEXTS[:2])))
        if is_unseen and words and not self._hides():
            kind = LineKind.HIDDEN if hidden else LineKind.STRUCK
            unseen = WordParagraph(words, self._number + 1, cell=at.cell, kind=kind)
            self.found.append(unseen)

    def _sign(self, sign: Element, at: _At) -> None:
        is_page_end = sign.get(f"{W}type") == "page"
        self._say("" if is_page_end else _SIGNS[sign.tag], at)

    def _link(self, link: Element, at: _At) -> None:
        """Read a link, or a field that is one element."""
        self._inside(link, at._replace(address=self._address(link) or at.address))

    def _address(self, link: Element) -> str:
        """Return where a link leads to outside the file, or ""."""
        if instruction := link.get(f"{W}instr"):
            return _field_address(instruction)
        address = self._links.get(link.get(f"{_OFFICE}relationships}}id", ""), "")
        place = link.get(f"{W}anchor")
        return f"{address}#{place}" if address and place else address

    def _field(self, piece: Element, _at: _At) -> None:
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

    def _hides(self) -> bool:
        """Return whether a field hides what is read now."""
        return any(hides for hides, _ in self._fields)

    def _refer(self, reference: Element, at: _At) -> None:
        """Take the sign of a note."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        note = self._known_notes.get((kind, reference.get(_ID, "")), "")
        self._notes += [note] if note and not at.is_unseen else []

    def _comment(self, mark: Element, _at: _At) -> None:
        """Take the beginning, the end or the sign of a comment."""
        key, here = mark.get(_ID, ""), self._number + 1
        self.comments[key] = self.comments.get(key, (here, 0))[0], here

    def _say(self, words: str, at: _At) -> None:
        if words and not at.is_unseen and not self._hides():
            self._starts_on = self._starts_on or self._page
            addresses = (at.address, *(address for _, address in self._fields))
            self._words.append((words, next(filter(None, addresses), "")))


def _children(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, of alternatives those of the first one."""
    for child in parent.iterchildren("*"):  # no comments
        if child.tag == f"{_MC}AlternateContent":
            choices, fallbacks = map(child.iterfind, (f"{_MC}Choice", f"{_MC}Fallback"))
            yield from _children(next(chain(choices, fallbacks), NOTHING))
        else:
            yield child


def _field_address(instruction: str) -> str:
    """Return where a field leads to outside the file, or ""."""
    link = re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction, re.IGNORECASE)
    place = re.search(r'\\l\s+"([^"]+)"', instruction)
    return f"{link[1]}{f'#{place[1]}' if place else ''}" if link else ""


def _symbol(code: str) -> str:
    try:  # half of a character cannot be written
        return chr(int(code, 16)).encode(errors="ignore").decode()
    except (ValueError, OverflowError):
        return ""
