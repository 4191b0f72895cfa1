"""A document without knowing Word: paragraphs with roles, and what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, assert_never

from pccreport.document.roles import CONTENTS_LEVELS, Role
from pccreport.findings.finding import Severity
from pccreport.findings.text import Span

BlockKey = tuple[object, ...]
"""What a block is, in words that stay when numbers change: see `keys`."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    role: Role | None = None
    """A word role that the house format sets (AS_TYPED, LABEL_WORDS)."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto."""

    href: str
    content: tuple[TextRun | Inserted | Deleted, ...]
    tooltip: str


class CrossRefKind(Enum):
    """What a cross-reference shows of its target."""

    NUMBER = "number"
    """The automatic number of a heading or paragraph, without trailing full stops."""
    FULL_NUMBER = "full number"
    """The number of a point, after that of the paragraph it is under: "1.2(a)"."""
    TITLE = "title"
    """The heading's words."""
    DIRECTION = "direction"
    """Whether its target is above or below."""


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A live reference to another position, with its text as it is now."""

    target: str
    """The place's anchor."""
    kind: CrossRefKind
    result: str
    """What a word processor computes for it in this document."""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of this page, or how many there are."""

    total: bool = False
    target: str = ""
    """The anchor of a place whose page it is instead, at the end of a line of dots."""


class ChangeCause(Enum):
    """What made a change, so that a reader can leave one kind out."""

    WORDS = "words"
    NUMBERS = "numbers"
    """References to targets that have another number now, or are on the other side."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """Content that only the new version has here."""

    content: tuple[Inline, ...]
    cause: ChangeCause = ChangeCause.WORDS


@dataclass(frozen=True, slots=True)
class Deleted:
    """Content that only the old version has here."""

    content: tuple[Inline, ...]
    cause: ChangeCause = ChangeCause.WORDS


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a change that a document is about: in Word, no change of its own."""

    content: tuple[Inline, ...]
    deleted: bool
    """True if the words are only in the old version, else only in the new one."""


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A reference among changes: it leads to its place and is worked out no more."""

    target: str
    """The place's anchor."""
    content: tuple[TextRun | Inserted | Deleted, ...]


Inline = (
    TextRun
    | Link
    | CrossRef
    | LineBreak
    | PageNumber
    | Inserted
    | Deleted
    | Quoted
    | InternalLink
)
InlineContent = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    role: Role
    content: tuple[Inline, ...]
    level: int
    """1 for the title of the document; as the outline of its style in Word."""
    anchor: str = ""
    """The name that references use, or ""."""
    number: str = ""
    """What automatic numbering shows before it: "1)", or ""."""
    origin: Span | None = None
    key: BlockKey = ()
    start: int = 0
    """The count from which numbers go on here, if it is not the next; else 0."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    role: Role
    content: tuple[Inline, ...]
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None
    key: BlockKey = ()
    depth: int = 0
    """The depth of the list item that it continues; 0 if it continues none."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list: a bullet of some level, or a numbered one."""

    role: Role
    content: tuple[Inline, ...]
    number: str = ""
    """What automatic numbering shows before it: "1.", or "" for a bullet."""
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None
    key: BlockKey = ()
    depth: int = 1
    """How many lists it is in."""
    start: int = 0
    """The count from which numbers go on here, if it is not the next; else 0."""


class HeadingOf(Enum):
    """What a cell can be the heading of."""

    COLUMN = "col"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: a run of cells, row by row, among the blocks is a table."""

    role: Role
    content: tuple[Inline, ...]
    columns: int
    """How many the table has."""
    heading: HeadingOf | None = None
    """None for a cell with content."""
    anchor: str = ""
    origin: Span | None = None
    key: BlockKey = ()


Block = Heading | Paragraph | ListItem | TableCell

PlacedCell = tuple[int, TableCell]
"""A cell with its place among the blocks."""


class Table(NamedTuple):
    """The cells that are together, row by row, and the paragraph that says what they are."""

    caption: tuple[int, Paragraph] | None
    rows: tuple[tuple[PlacedCell, ...], ...]


def with_tables(
    blocks: Iterable[Block],
) -> Iterator[tuple[int, Heading | Paragraph | ListItem] | Table]:
    """Yield the blocks with their places, the cells of each table together."""
    caption: tuple[int, Paragraph] | None = None
    cells: list[PlacedCell] = []
    for place, block in enumerate(blocks):
        if isinstance(block, TableCell):
            cells.append((place, block))
            continue
        if cells:
            yield _table(caption, cells)
            caption, cells = None, []
        if caption:
            yield caption
            caption = None
        if isinstance(block, Paragraph) and block.role is Role.CAPTION:
            caption = place, block
        else:
            yield place, block
    if cells:
        yield _table(caption, cells)
    elif caption:
        yield caption


def _table(caption: tuple[int, Paragraph] | None, cells: list[PlacedCell]) -> Table:
    columns = cells[0][1].columns
    rows = (cells[i : i + columns] for i in range(0, len(cells), columns))
    return Table(caption, tuple(map(tuple, rows)))


def is_heading_row(row: Iterable[PlacedCell]) -> bool:
    """Return whether a row of a table has the headings of its columns."""
    return all(cell.heading is HeadingOf.COLUMN for _, cell in row)


class Comment(NamedTuple):
    """A finding beside a block, for the readers of a draft."""

    block: int
    """The block's place in the document, from 0."""
    severity: Severity | None
    """None for what is no finding."""
    rule: str
    lines: tuple[str, ...]
    """What is wrong, and what would be right."""
    location: str
    """Where it is in the files: a file's name and line."""

    characters: tuple[int, int] | None = None
    """The characters of the block's text that it is about; None for the whole block."""

    def paragraphs(self) -> tuple[str, ...]:
        """Return what is wrong, for a reader of the document; then what to do in the files, and where."""
        if not self.rule:
            return self.lines
        message, *ways_out = self.lines
        word = f"{self.severity.noun.capitalize()}: " if self.severity else ""
        in_files = (f"In the files: {_sentence(way_out)}" for way_out in ways_out)
        where = f"{self.location} [{self.rule}]"
        return (f"{word}{_sentence(message)}", *in_files, where)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", ".”")) else f"{words}."


class BlockChange(Enum):
    """What became of a whole block."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    """It was here in the old version: the old words."""
    MOVED_TO = "moved to"
    """It is here in the new version: the new words."""
    RESTYLED = "restyled"
    """It is in its place, and its role is another."""


class TrackedBlock(NamedTuple):
    """The change of a block."""

    change: BlockChange
    move: int = 0
    """The number of the move, from 1, the same at both its places; else 0."""
    old_role: Role | None = None
    """The old role of what is restyled; else None."""


UNTRACKED: Mapping[int, TrackedBlock] = MappingProxyType({})


class Document(NamedTuple):
    """Everything a writer needs, but the house format's look."""

    title: str
    author: str
    subject: str
    language: str
    """A BCP 47 tag: en-GB."""
    created: datetime
    """Created and modified: given, never the clock's. UTC."""
    blocks: tuple[Block, ...]
    footer: tuple[Inline, ...] = ()
    header: tuple[Inline, ...] = ()
    """The head of each page; that of a draft is before it."""
    head: str = ""
    """The header of each page that is not for publication: of a draft, or of the changes
    between two versions. "" in a copy for publication."""
    notes: tuple[Comment, ...] = ()
    """In the order of the blocks: no copy for publication has any."""
    tracked: Mapping[int, TrackedBlock] = UNTRACKED
    """The changes of whole blocks, by their places."""

    def side(self, place: int) -> str:
        """Return "deleted" or "inserted" if only one version has the block here, else ""."""
        change = self.tracked[place].change if place in self.tracked else None
        if change in (None, BlockChange.RESTYLED):
            return ""
        is_old = change in (BlockChange.DELETED, BlockChange.MOVED_FROM)
        return "deleted" if is_old else "inserted"

    def comments_by_block(self) -> Mapping[int, list[Comment]]:
        """Return the comments on each block that has any, by its place."""
        found: dict[int, list[Comment]] = defaultdict(list)
        for note in self.notes:
            found[note.block].append(note)
        return found


def listed_target(block: Block) -> str:
    """Return the anchor that a line of contents leads to; "" for another block or a changed line."""
    refs = (i.target for i in block.content if isinstance(i, CrossRef))
    return next(refs, "") if block.role in CONTENTS_LEVELS else ""


class FlatRun(NamedTuple):
    """Words of a content that are set alike, changed alike, and in one link."""

    run: TextRun
    side: str
    """ "deleted" or "inserted" if only one version has them, else ""."""
    link: Link | None
    is_break: bool = False
    """Whether it is a line break, which is "\n"."""


def flat_runs(
    content: Iterable[Inline], side: str = "", link: Link | None = None
) -> Iterator[FlatRun]:
    """Yield the words of a content in order; no page numbers, which are for paper."""
    for inline in content:
        match inline:
            case TextRun():
                yield FlatRun(inline, side, link)
            case CrossRef(result=result):
                yield FlatRun(TextRun(result), side, link)
            case LineBreak():
                yield FlatRun(TextRun("\n"), side, link, is_break=True)
            case PageNumber():
                pass
            case Link(content=inside):
                yield from flat_runs(inside, side, inline)
            case InternalLink(content=inside):
                yield from flat_runs(inside, side, link)
            case Inserted(inside) | Quoted(inside, deleted=False):
                yield from flat_runs(inside, "inserted", link)
            case Deleted(inside) | Quoted(inside):
                yield from flat_runs(inside, "deleted", link)
            case _:
                assert_never(inline)


def inline_text(inline: Inline) -> str:
    """Return the bare text of an inline, in the new version if there are two."""
    return inline.text if isinstance(inline, TextRun) else content_text((inline,))


def content_text(content: Iterable[Inline]) -> str:
    """Return the bare text of some inlines, in the new version if there are two."""
    runs = flat_runs(content)
    return "".join(each.run.text for each in runs if each.side != "deleted")
