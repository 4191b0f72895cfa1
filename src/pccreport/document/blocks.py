"""A document without knowing Word: paragraphs with roles, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, assert_never

from pccreport.findings.finding import Severity
from pccreport.findings.text import Span
from pccreport.house.roles import Role

Key = tuple[object, ...]
"""What a block is, in words that stay when numbers change: see `keys`."""


class Text(NamedTuple):
    """Words set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    role: Role | None = None
    """A word role that the house format sets (AS_TYPED, LABEL_WORDS)."""


class Link(NamedTuple):
    """Words that lead to an address: http, https or mailto."""

    href: str
    content: tuple[Text | Inserted | Deleted, ...]
    tooltip: str


class Shows(Enum):
    """What a cross-reference shows of its target."""

    NUMBER = "number"
    """The heading's automatic number, without trailing full stops."""
    DIRECTION = "direction"
    """Whether its target stands above or below."""


class CrossRef(NamedTuple):
    """A live reference to another place, with what it says as things stand."""

    target: str
    """The place's anchor."""
    shows: Shows
    result: str
    """What a word processor computes for it in this document."""


class Break(NamedTuple):
    """A new line within a paragraph."""


class PageNumber(NamedTuple):
    """The number of this page, or how many there are."""

    total: bool = False


class By(Enum):
    """What made a change, so that a reader can leave one kind out."""

    WORDS = "words"
    NUMBERS = "numbers"
    """References to what has another number now, or stands on the other side."""


class Inserted(NamedTuple):
    """What the new version says here and the old one does not."""

    content: tuple[Inline, ...]
    by: By = By.WORDS


class Deleted(NamedTuple):
    """What the old version says here and the new one does not."""

    content: tuple[Inline, ...]
    by: By = By.WORDS


class Jump(NamedTuple):
    """A reference among changes: it leads to its place and is worked out no more."""

    target: str
    """The place's anchor."""
    content: tuple[Text | Inserted | Deleted, ...]


Inline = Text | Link | CrossRef | Break | PageNumber | Inserted | Deleted | Jump


class Heading(NamedTuple):
    """A heading; its level is its style's, in the house format."""

    role: Role
    content: tuple[Inline, ...]
    anchor: str = ""
    """The name that references use, or ""."""
    number: str = ""
    """What automatic numbering shows before it: "1)", or ""."""
    origin: Span | None = None
    key: Key = ()


class Paragraph(NamedTuple):
    """A paragraph of text."""

    role: Role
    content: tuple[Inline, ...]
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None
    key: Key = ()


class ListItem(NamedTuple):
    """One entry of a list: a bullet of some level, or a numbered one."""

    role: Role
    content: tuple[Inline, ...]
    number: str = ""
    """What automatic numbering shows before it: "1.", or "" for a bullet."""
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None
    key: Key = ()


Block = Heading | Paragraph | ListItem


class Note(NamedTuple):
    """A finding, told beside a block to those who read a draft."""

    block: int
    """The block's place in the document, from 0."""
    severity: Severity | None
    """None for what is no finding."""
    rule: str
    lines: tuple[str, ...]
    """What is wrong, and what would be right."""
    place: str
    """Where it stands in the files: a file's name and line."""


class Change(Enum):
    """What became of a whole block."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    """It stood here in the old version: the old words."""
    MOVED_TO = "moved to"
    """It stands here in the new version: the new words."""
    RESTYLED = "restyled"
    """It is in its place, and its role is another."""


class Tracked(NamedTuple):
    """The change of a block."""

    change: Change
    move: int = 0
    """The number of the move, from 1, the same at both its places; else 0."""
    was: Role | None = None
    """The old role of what is restyled; else None."""

    @property
    def is_old(self) -> bool:
        """Whether the block is no part of the new version."""
        return self.change in (Change.DELETED, Change.MOVED_FROM)


UNTRACKED: Mapping[int, Tracked] = MappingProxyType({})


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
    head: str = ""
    """What the head of each page says of what is not for publication: a draft, or the
    changes between two versions. "" in a copy for publication."""
    notes: tuple[Note, ...] = ()
    """In the order of the blocks: no copy for publication has any."""
    tracked: Mapping[int, Tracked] = UNTRACKED
    """The changes of whole blocks, by their places."""


def shown(inline: Inline) -> str:
    """What an inline says as bare text, in the new version where there are two.

    A page number says nothing yet.
    """
    match inline:
        case Text(text=text):
            return text
        case Link(content=content) | Inserted(content=content) | Jump(content=content):
            return "".join(map(shown, content))
        case Deleted():
            return ""
        case CrossRef(result=result):
            return result
        case Break():
            return "\n"
        case PageNumber():
            return ""
        case _:
            assert_never(inline)
