"""A paragraph of a document or of a page, and the lines that it is."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from pccreport.readers.line import (
    Line,
    LineKind,
    fold_spaces,
    row_line,
    split_list_sign,
    typed_lines,
)
from pccreport.readers.links import with_address

_Cells = Mapping[int, list[str]]
"""The lines of the cells of a row, by their columns."""
_WHITE = re.compile(r"white|#?(?:f[a-f\d]){3}|#fff|rgba?\((?:2[45]\d,?){3}.*\)")


class TextPiece(NamedTuple):
    """Some words of a paragraph, all shown in one way."""

    words: str
    """A line break is "\\n"."""
    kind: LineKind = LineKind.TEXT
    """TEXT, HIDDEN or STRUCK."""
    address: str = ""
    """Where they lead to."""
    marks: str = ""
    """ "b" if they are bold, and "i" if they are italic, unless their paragraph's style makes them so."""


class WordNote(NamedTuple):
    """A comment, a footnote or an endnote, and the first and the last paragraph that it is on."""

    kind: str
    text: str
    first: int
    last: int


class Paragraph(NamedTuple):
    """A paragraph, also one without words."""

    number: int
    """Which paragraph of the document it is, from 1."""
    pieces: Sequence[TextPiece]
    level: int = 0
    """The level of its list from 1, or 0."""
    heading: int = 0
    """The level of a heading from 1, or 0."""
    cell: tuple[Hashable, int, bool] | None = None
    """The row of a table that it is in, the column, from 1, and whether it goes on with the cell above."""
    style: str = ""
    """The name of its style, if that is known."""
    quoted: int = 0
    """How many quotations it is within."""

    @property
    def place(self) -> str:
        """Its place."""
        return f"paragraph {self.number}"

    @property
    def seen_pieces(self) -> list[TextPiece]:
        """The pieces that a reader of the page sees."""
        return [piece for piece in self.pieces if piece.kind is LineKind.TEXT]

    @property
    def text(self) -> str:
        """The words that a reader of the page sees."""
        return "".join(piece.words for piece in self.seen_pieces)

    @property
    def text_links(self) -> list[tuple[str, str]]:
        """The words of each link with its address behind them, and the link if that is not printed."""
        addresses = groupby(self.seen_pieces, lambda piece: piece.address)
        words = (("".join(x.words for x in own), address) for address, own in addresses)
        return [with_address(each, "" if self.heading else x) for each, x in words]

    def text_lines(self) -> list[str]:
        """Return its lines as they were typed."""
        return "".join(words for words, _ in self.text_links).split("\n")

    def lines(self) -> Iterator[Line]:
        """Yield its lines, each of its kind."""
        apart = True
        for text in self.text_lines():
            own: Iterable[Line] = typed_lines(text, self.place)
            if level := self.heading:
                own = [Line(fold_spaces(text), self.place, LineKind.HEADING, level)]
            elif self.level:
                sign, words = split_list_sign(fold_spaces(text))
                item = Line(words, self.place, LineKind.ITEM, self.level * 4, "•")
                # One without a sign goes on the one above, or is a heading in it.
                rest = Line(words, self.place, indent=item.indent + 2)
                own = [item if sign or apart else rest]
            if text.strip():
                yield from (x._replace(apart=apart, quoted=self.quoted) for x in own)
            apart = not text.strip() and (apart or not self.level)

    def unseen_lines(self, place: str) -> Iterator[Line]:
        """Yield the words that are hidden or struck through."""
        for kind, pieces in groupby(self.pieces, lambda piece: piece.kind):
            words = fold_spaces("".join(piece.words for piece in pieces))
            if words and kind is not LineKind.TEXT:
                yield Line(words, place, kind)


def is_white(colour: str) -> bool:
    """Return whether a colour is white, or nearly."""
    return bool(_WHITE.fullmatch(colour.lower()))


def paragraph_lines(
    paragraphs: Iterable[Paragraph], notes: Iterable[WordNote] = ()
) -> Iterator[Line]:
    """Yield the lines of paragraphs, those in a table as rows, and then what is not seen and the notes."""
    cells: _Cells = {}
    for _, group in groupby(paragraphs, lambda x: x.cell[0] if x.cell else x.number):
        own = [*group]
        cells = _row_cells(own, cells)
        if not cells:
            yield from own[0].lines()
        elif any(x.text.strip() for x in own):
            texts = ("\v".join(cells[at]) for at in range(1, max(cells) + 1))
            yield row_line(texts, own[0].place)._replace(quoted=own[0].quoted)
        yield from (line for each in own for line in each.unseen_lines(each.place))
        left = ((x.place, link) for x in own for _, link in x.text_links if link)
        yield from (Line(link, where, LineKind.STRUCK) for where, link in left)
        for note in notes:
            if note.first <= own[-1].number and own[0].number <= note.last:
                place = f"{note.kind} on paragraph {note.first}"
                yield Line(note.text, place, LineKind.NOTE)


def _row_cells(paragraphs: Sequence[Paragraph], above: _Cells) -> _Cells:
    """Return the cells of a row; one that goes on with that above it has its lines."""
    cells = defaultdict[int, list[str]](list)
    for each, cell in ((x, x.cell) for x in paragraphs if x.cell):
        sign, goes_on = "• " if each.level else "", False
        for text in filter(str.strip, each.text_lines()):
            own = cells[cell[1]]
            if goes_on and not split_list_sign(text)[0]:
                own[-1] += f" {fold_spaces(text)}"
            else:
                own.append(f"{sign}{fold_spaces(text)}")
            goes_on = each.level > 0
        if cell[2]:
            cells[cell[1]] = above.get(cell[1], [])
    return cells
