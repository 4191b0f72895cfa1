"""A document without knowing Word: paragraphs with roles, and what is in them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple, assert_never

from pccreport.house.roles import Role
from pccreport.source.diagnostic import Severity
from pccreport.source.text import Span


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
    content: tuple[Text, ...]
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


Inline = Text | Link | CrossRef | Break | PageNumber


class Heading(NamedTuple):
    """A heading; its level is its style's, in the house format."""

    role: Role
    content: tuple[Inline, ...]
    anchor: str = ""
    """The name that references use, or ""."""
    number: str = ""
    """What automatic numbering shows before it: "1)", or ""."""
    origin: Span | None = None


class Paragraph(NamedTuple):
    """A paragraph of text."""

    role: Role
    content: tuple[Inline, ...]
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None


class ListItem(NamedTuple):
    """One entry of a list: a bullet of some level, or a numbered one."""

    role: Role
    content: tuple[Inline, ...]
    number: str = ""
    """What automatic numbering shows before it: "1.", or "" for a bullet."""
    anchor: str = ""
    """The name that references use, or ""."""
    origin: Span | None = None


Block = Heading | Paragraph | ListItem


class Note(NamedTuple):
    """A finding, told beside a block to those who read a draft."""

    block: int
    """The block's place in the document, from 0."""
    severity: Severity
    rule: str
    lines: tuple[str, ...]
    """What is wrong, and what would be right."""
    place: str
    """Where it stands in the files: a file's name and line."""


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
    draft: str = ""
    """What the head of each page says of a draft, or "" when it is none."""
    notes: tuple[Note, ...] = ()
    """In the order of the blocks: only a draft has any."""


def shown(inline: Inline) -> str:
    """What an inline says as bare text; a page number says nothing yet."""
    match inline:
        case Text(text=text):
            return text
        case Link(content=content):
            return "".join(words.text for words in content)
        case CrossRef(result=result):
            return result
        case Break():
            return "\n"
        case PageNumber():
            return ""
        case _:
            assert_never(inline)
