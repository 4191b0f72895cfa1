"""A document without knowing Word: paragraphs with roles, and what is in them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar, assert_never

from pccreport.document.roles import CONTENTS_ROLES, HEADING_LEVELS, STATUS_TONES, Role
from pccreport.findings.finding import Severity
from pccreport.findings.text import Span
from pccreport.findings.values import compared_by_content

BlockKey = tuple[object, ...]
"""What identifies a block in two versions of a document, whose numbers may differ.

The key of a block with text of an office is its position in the files: see `text_key`. Any other key is
the kind of block, then the keys of its key aim and stream if it has them: ("label", aim, stream,
period). The key of a list's line ends with its index, from 0; those of the sign-off are counted from
the end. A line of contents has "contents" before the key of its heading.
"""


def text_key(span: Span, *kind: str) -> BlockKey:
    """Return the key of what has its text, or its reference, at a span.

    Its kind is "entry", "closing", or "text" and the name of a field of an update, such as "outcome".
    """
    return (*kind, span.source.name, span.start)


@compared_by_content
class TextRun(NamedTuple):
    """Text of one formatting."""

    text: str
    strong: bool = False
    emphasis: bool = False
    role: Role | None = None
    """A role of text within a paragraph that the house format sets (AS_TYPED, LABEL_WORDS)."""


@compared_by_content
class Link(NamedTuple):
    """Text with a link to an address: http, https or mailto; "#" and an anchor for a block."""

    href: str
    content: "tuple[TextRun | TextChange, ...]"
    tooltip: str = ""

    @property
    def text(self) -> str:
        """Its words, without formatting."""
        return content_text(self.content)

    @property
    def anchor(self) -> str:
        """The anchor of the block that it leads to, or "" for an address."""
        return self.href[1:] if self.href.startswith("#") else ""

    @property
    def is_bare(self) -> bool:
        """Whether its words are its address, as one is typed: without "https://", or with it."""
        return self.href in (self.text, f"https://{self.text}")


class CrossRefKind(Enum):
    """What a cross-reference shows of its target."""

    NUMBER = "number"
    """The automatic number of a heading or paragraph, without trailing full stops."""
    FULL_NUMBER = "full number"
    """The number of a point, after that of the paragraph it is under: "1.2(a)"."""
    TITLE = "title"
    """The text of the heading."""
    DIRECTION = "direction"
    """Whether its target is above or below."""


@compared_by_content
class CrossRef(NamedTuple):
    """A live reference to another block, with its current text."""

    target: str
    """The anchor of that block."""
    kind: CrossRefKind
    result: str
    """The text that a word processor computes for it in this document."""
    before: str = ""
    """The words before that text which are in the same name: "Key Aim ("."""

    @property
    def text(self) -> str:
        """The words that lead to the other block: "Key Aim (1)"."""
        return self.before + self.result


@compared_by_content
class LineBreak(NamedTuple):
    """A new line within a paragraph."""

    text: str = "\n"


@compared_by_content
class PageNumber(NamedTuple):
    """The number of this page, or the number of pages."""

    total: bool = False
    target: str = ""
    """The anchor of a block whose page is shown instead, after a line of dots, or ""."""


class ChangeCause(Enum):
    """The cause of a change, so that a reader can ignore the changes of one cause."""

    WORDS = "words"
    NUMBERS = "numbers"
    """A reference whose target has a different number now, or is on its other side."""
    QUOTED = "quoted"
    """A change that the document is about; in Word, it is not a tracked change."""


@compared_by_content
class TextChange(NamedTuple):
    """Content that only one of two versions has here."""

    content: "tuple[Inline, ...]"
    side: str
    """"deleted" or "inserted"."""
    cause: ChangeCause = ChangeCause.WORDS


Inline = TextRun | Link | CrossRef | LineBreak | PageNumber | TextChange
InlineContent = tuple[Inline, ...]
InlineT = TypeVar("InlineT")


class ChartFigure(NamedTuple):
    """The figure of a period, or the target."""

    name: str
    value: float | None
    """None for a missing one, which is a gap."""
    shown: str
    """The figure as it is printed, or the words for a missing one."""


class Chart(NamedTuple):
    """A chart of the figures of a measure: a bar for each period, and one for the target."""

    title: str
    figures: tuple[ChartFigure, ...]


class _Block(NamedTuple):
    """The fields of every block."""

    role: Role
    content: tuple[Inline, ...]
    depth: int = 0
    """The number of lists that a list item is in; a paragraph with one continues an item of it."""
    columns: int = 0
    """The number of columns of the table of a cell."""
    anchor: str = ""
    """The name that references use, or ""."""
    number: str = ""
    """What automatic numbering shows before it: "1)"; "" for a bullet, or if it is not counted."""
    start: int = 0
    """The count from which numbers go on here, if it is not the next; else 0."""
    origin: Span | None = None
    key: BlockKey = ()
    page: str = ""
    """"new" if it begins a page, "own" if that ends before the next section; or ""."""
    chart: Chart | None = None
    """What is drawn in place of a paragraph, where it can be; its content has the same in words."""


@compared_by_content
class Heading(_Block):
    """A heading."""

    __slots__ = ()

    @property
    def level(self) -> int:
        """Its level: 1 for the title of the document; as the outline of its style in Word."""
        return HEADING_LEVELS[self.role]


@compared_by_content
class Paragraph(_Block):
    """A paragraph of text."""

    __slots__ = ()


@compared_by_content
class ListItem(_Block):
    """One entry of a list: a bullet of some level, or a numbered one."""

    __slots__ = ()


@compared_by_content
class TableCell(_Block):
    """A cell of a table. Consecutive cells, row by row, are a table."""

    __slots__ = ()

    @property
    def status_tone(self) -> str:
        """The tone of its status, or ""."""
        is_text = self.role in (Role.CELL, Role.ROW_HEADING)
        return STATUS_TONES.get(content_text(self.content)[-2:], "") if is_text else ""

    @property
    def scope(self) -> str:
        """What it is the heading of: "col" or "row"; "" for a cell with content."""
        if self.role in (Role.COLUMN_HEADING, Role.FIGURE_HEADING):
            return "col"
        return "row" if self.role is Role.ROW_HEADING else ""


Block = Heading | Paragraph | ListItem | TableCell

PlacedCell = tuple[int, TableCell]
"""The index of a cell among the blocks, and the cell."""


class Table(NamedTuple):
    """The rows of a table, and the paragraph before it that describes it."""

    caption: tuple[int, Paragraph] | None
    rows: tuple[tuple[PlacedCell, ...], ...]


def group_tables(
    blocks: Iterable[Block],
) -> Iterator[tuple[int, Heading | Paragraph | ListItem] | Table]:
    """Yield the blocks with their indexes, the cells of each table together."""
    cells: list[PlacedCell] = []
    caption: tuple[int, Paragraph] | None = None
    for index, block in enumerate((*blocks, None)):
        columns = cells[0][1].columns if cells else 0
        if isinstance(block, TableCell) and columns in (0, block.columns):
            cells.append((index, block))
            continue
        if cells:
            starts = range(0, len(cells), columns)
            yield Table(caption, tuple(tuple(cells[i : i + columns]) for i in starts))
        elif caption:
            yield caption
        cells, caption = [], None
        if isinstance(block, TableCell):  # another table, as in a redline
            cells = [(index, block)]
        elif isinstance(block, Paragraph) and block.role is Role.CAPTION:
            caption = index, block
        elif block:
            yield index, block


def is_heading_row(row: Iterable[PlacedCell]) -> bool:
    """Return whether a row of a table consists of column headings."""
    return all(cell.scope == "col" for _, cell in row)


class Comment(NamedTuple):
    """A finding beside a block, for the readers of a draft."""

    block: int
    """The index of the block in the document, from 0."""
    severity: Severity | None
    """None if it is not about a finding."""
    rule: str
    lines: tuple[str, ...]
    """The message of the finding, then its help."""
    location: str
    """The name of the file, and the line in it."""

    def paragraphs(self) -> tuple[str, ...]:
        """Return the message for a reader of the document, then the help for the files, and the location."""
        if self.severity is None:
            return self.lines
        message, *helps = self.lines
        lead = f"{self.severity.noun.capitalize()}: "
        in_files = (f"In the files: {_as_sentence(help)}" for help in helps)
        location = f"{self.location} [{self.rule}]"
        return (f"{lead}{_as_sentence(message)}", *in_files, location)


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ".”")) else f"{text}."


class BlockChange(Enum):
    """The change of a whole block."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    """The block was here in the old version; it has its old text."""
    MOVED_TO = "moved to"
    """The block is here in the new version; it has its new text."""
    RESTYLED = "restyled"
    """The block has not moved, and has a different role."""


class TrackedBlock(NamedTuple):
    """The change of a block."""

    change: BlockChange
    move: int = 0
    """The number of the move, from 1, the same for both blocks; 0 if it was not moved."""
    old_role: Role | None = None
    """The old role of a restyled block, or None."""


class Document(NamedTuple):
    """All that a writer needs, except the style sheet of the house format."""

    title: str
    author: str
    subject: str
    language: str
    """A BCP 47 tag: en-GB."""
    created: datetime
    """When it was created and modified, in UTC. No stage reads the clock for it."""
    blocks: tuple[Block, ...]
    footer: tuple[Inline, ...] = ()
    header: tuple[Inline, ...] = ()
    """The header of each page; in a draft, `head` comes before it."""
    head: str = ""
    """The header of each page of a draft, or of the changes between two versions; "" in a
    copy for publication."""
    notes: tuple[Comment, ...] = ()
    """The comments, in the order of the blocks; () in a copy for publication."""
    tracked: Mapping[int, TrackedBlock] = MappingProxyType({})
    """The changes of whole blocks, by the index of the block."""

    def change_of(self, index: int) -> str:
        """Return "deleted" or "inserted" if only one version has a block, or ""."""
        change = self.tracked[index].change if index in self.tracked else None
        if change in (None, BlockChange.RESTYLED):
            return ""
        is_old = change in (BlockChange.DELETED, BlockChange.MOVED_FROM)
        return "deleted" if is_old else "inserted"

    def comments_by_block(self) -> Mapping[int, list[Comment]]:
        """Return the comments on each block that has any, by the index of the block."""
        by_block = groupby(self.notes, key=lambda note: note.block)
        return {block: [*notes] for block, notes in by_block}


def target_of_contents_line(line: Block) -> str:
    """Return the anchor that a line of contents leads to; "" for any other block, or a changed line."""
    refs = (i.target for i in line.content if isinstance(i, CrossRef))
    return next(refs, "") if line.role in CONTENTS_ROLES else ""


class FlatRun(NamedTuple):
    """Text of one formatting, one change and one link."""

    run: TextRun
    side: str
    """ "deleted" or "inserted" if only one version has it, or ""."""
    link: Link | None
    is_break: bool = False
    """True if it is a line break, whose text is "\n"."""


def flat_runs(
    content: Iterable[Inline], side: str = "", link: Link | None = None
) -> Iterator[FlatRun]:
    """Yield the text of a content in order, without page numbers, which are for paper."""
    for inline in content:
        match inline:
            case TextRun():
                yield FlatRun(inline, side, link)
            case CrossRef() | LineBreak():
                is_break = isinstance(inline, LineBreak)
                yield FlatRun(TextRun(inline.text), side, link, is_break)
            case PageNumber():
                pass
            case Link(content=inside):
                yield from flat_runs(inside, side, link if inline.anchor else inline)
            case TextChange(inside, own_side):
                yield from flat_runs(inside, own_side, link)
            case _:
                assert_never(inline)


def content_text(content: Iterable[Inline]) -> str:
    """Return the plain text of some inlines, in the new version if there are two."""
    match content:
        case (TextRun(text),):
            return text  # as in most blocks
    return "".join(run.run.text for run in flat_runs(content) if run.side != "deleted")


def join_runs(inlines: Iterable[InlineT]) -> Iterator[InlineT | TextRun]:
    """Yield the inlines, without empty text, and with adjacent text of one formatting joined."""
    kept = (each for each in inlines if not isinstance(each, TextRun) or each.text)
    for style, group in groupby(kept, lambda i: isinstance(i, TextRun) and i[1:]):
        if style is False:
            yield from group
        else:
            texts = (run.text for run in group if isinstance(run, TextRun))
            yield TextRun("".join(texts), *style)
