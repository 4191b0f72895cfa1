"""A `Document`'s paragraphs as WordprocessingML.

Knows which element each block and inline is; how an element is written is in `oxml`, and the
style of a role in the house format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    UNTRACKED,
    Block,
    ChangeCause,
    CrossRef,
    CrossRefKind,
    Deleted,
    Heading,
    Inline,
    InlineContent,
    Inserted,
    InternalLink,
    LineBreak,
    Link,
    ListItem,
    PageNumber,
    Quoted,
    TableCell,
    TextRun,
    TrackedBlock,
    inline_text,
)
from pccreport.document.roles import CONTENTS_LEVELS, HEADING_LEVELS, Role
from pccreport.writers.docx import oxml, tables
from pccreport.writers.docx.block_revisions import BlockRevision, block_revisions
from pccreport.writers.docx.numbering import ListLevel
from pccreport.writers.docx.revisions import Revisions

# \h makes the result a link. \n and not \r, which some programs get wrong; \p in a
# field of its own, because LibreOffice shows only "above" for both in one.
_SWITCH = {
    CrossRefKind.NUMBER: r"\n ",
    CrossRefKind.FULL_NUMBER: r"\w ",
    CrossRefKind.TITLE: "",
    CrossRefKind.DIRECTION: r"\p ",
}


class CommentId(NamedTuple):
    """The number of a comment, and the characters of its block that it is on; None for all."""

    number: int
    words: tuple[int, int] | None = None


CommentIds = Mapping[int, Sequence[CommentId]]
"""The comments on each block, by the block's index."""
NO_COMMENTS: CommentIds = MappingProxyType({})


class _RunContext(NamedTuple):
    """How runs are written: in a link or not, and as what kind of change."""

    within: Role | None = None
    quoted: Quoted | None = None
    """The change that is quoted here: struck through, or underlined."""
    kind: str = ""
    """The element of the change: "ins"; "" for text of both versions."""
    by: ChangeCause = ChangeCause.WORDS
    whole: BlockRevision | None = None
    """The change of the whole block, if it is one."""
    in_contents: bool = False
    """Whether it is a line of the list of contents: all of it leads somewhere, and nothing shows it."""

    @property
    def is_old(self) -> bool:
        return self.kind in ("del", "moveFrom")

    def inside(self, change: Inserted | Deleted | Quoted) -> _RunContext:
        """Return how the content of a change is written."""
        if isinstance(change, Quoted):
            return self._replace(quoted=change)
        kind = "ins" if isinstance(change, Inserted) else "del"
        return self._replace(kind=kind, by=change.cause)


_PLAIN = _RunContext()
_LINES = {True: oxml.STRUCK, False: oxml.UNDERLINED}
"""How a quoted change is set, by whether it is a deletion."""

_NO_ROOM = tables.Room(0)


class Story:
    """One part's text: the body, or a footer. Collects the addresses it links to.

    `ids` counts bookmarks and changes, and `changes` is for a document that has any; `room` is
    for one that has tables, and `restarts` has the lists of paragraphs whose number is not the next.
    """

    def __init__(
        self,
        style_ids: Mapping[Role, str],
        ids: count[int] | None = None,
        changes: Revisions | None = None,
        room: tables.Room = _NO_ROOM,
        restarts: Iterable[ListLevel] = (),
    ) -> None:
        self.links: dict[str, str] = {}
        """The relationship of each address, in the order met."""
        self._style_ids = style_ids
        self._properties = {
            role: oxml.paragraph_properties(style_id)
            for role, style_id in style_ids.items()
        }
        self._runs: dict[tuple[Role | bool | None, ...], str] = {}
        self._ids = ids or count(1)
        self._given = changes
        self._room = room
        self._restarts = iter(restarts)

    def style_id(self, role: Role) -> str:
        """Return the id of the style of a role."""
        return self._style_ids[role]

    def blocks(
        self,
        blocks: Iterable[Block],
        comments: CommentIds = NO_COMMENTS,
        tracked: Mapping[int, TrackedBlock] = UNTRACKED,
    ) -> str:
        """Return the paragraphs, each with the comments on it, by index from 0."""
        blocks = tuple(blocks)
        has_tables = any(isinstance(block, TableCell) for block in blocks)
        whole_ones = block_revisions(blocks, tracked) if tracked else {}
        made = [*self._tracked(blocks, comments, tracked, whole_ones)]
        if self._given is None:
            for at, below in enumerate(blocks[1:]):
                if below.key[:1] == ("text",):  # an outcome, under its update
                    made[at] = oxml.kept_with_next(made[at])
        if not has_tables:
            return "".join(made)

        def row_mark(place: int) -> str:
            whole = whole_ones.get(place)
            return (
                oxml.revision(whole.kind, self._changes.of_whole(whole))
                if whole
                else ""
            )

        style_id = self._style_ids.get(Role.TABLE, "")
        return tables.join(blocks, made, style_id, self._room, row_mark)

    def block(
        self,
        block: Block,
        comments: Sequence[CommentId] = (),
        whole: BlockRevision | None = None,
        was: Role | None = None,
    ) -> str:
        """Return the paragraph of a block. Numbers and bullets are part of its style.

        `whole` is the change of all of it, and `was` the role that it had.
        """
        if self._given:
            self._given.next_paragraph()
        kind, in_contents = whole.kind if whole else "", block.role in CONTENTS_LEVELS
        way = _RunContext(kind=kind, whole=whole, in_contents=in_contents)
        # What a reference is to has no ranges in it.
        on_words = [each for each in comments if each.words and not block.anchor]
        content = self._commented(block.content, on_words, way)
        if block.anchor:
            # A link needs no more than a point, and LibreOffice, taking back a move
            # with a bookmark round it, sets the next paragraph in the style of the moved.
            # Its first line is what a list of contents has of a heading.
            line_break = oxml.line_break()
            end = 0 if self._given else f"{content}{line_break}".index(line_break)
            bookmark = oxml.bookmark(next(self._ids), block.anchor, content[:end])
            content = bookmark + content[end:]
        if on_all := [each for each in comments if each not in on_words]:
            content = oxml.comment_range(content, self._marks(on_all, way))
        return oxml.paragraph(self._paragraph(block, whole, was), content)

    def _commented(
        self, content: InlineContent, comments: Sequence[CommentId], way: _RunContext
    ) -> str:
        """Return the runs, with the ranges of comments on some of the words."""
        if not comments:
            return self.inlines(content, way)
        marks = self._marks(comments, way)
        ranges = [(number, *words) for number, words in comments if words]
        runs, behind = "", 0
        for piece in _cut(content, {cut for _, *words in ranges for cut in words}):
            at, behind = behind, behind + len(inline_text(piece))
            for number, start, _ in ranges:
                if at <= start < behind:
                    runs += oxml.comment_start(number)
            runs += self.inlines((piece,), way)
            for number, _, end in ranges:
                if at < end <= behind:
                    runs += oxml.comment_end(number, marks[number])
        return runs

    def inlines(self, inlines: Iterable[Inline], way: _RunContext = _PLAIN) -> str:
        """Return the runs of some inlines."""
        if not way.kind:
            return "".join([self._inline(inline, way) for inline in inlines])
        return "".join(self._wrapped(inlines, way))

    def _wrapped(self, inlines: Iterable[Inline], way: _RunContext) -> Iterator[str]:
        """Return the runs in as few changes as possible: those of a link are in it."""
        for in_itself, group in groupby(
            inlines, key=lambda i: isinstance(i, Link | InternalLink)
        ):
            runs = "".join([self._inline(inline, way) for inline in group])
            yield runs if in_itself else self._change(way, runs)

    def _change(self, way: _RunContext, runs: str) -> str:
        if not runs:
            return ""
        whole, changes = way.whole, self._changes
        about = changes.of_whole(whole) if whole else changes.attributes(way.by)
        return oxml.revision(way.kind, about, runs)

    @property
    def _changes(self) -> Revisions:
        assert self._given is not None, "a change, and nobody says whose"
        return self._given

    def _tracked(
        self,
        blocks: Sequence[Block],
        comments: CommentIds,
        tracked: Mapping[int, TrackedBlock],
        whole_ones: Mapping[int, BlockRevision],
    ) -> Iterator[str]:
        """Yield the paragraph of each block, a move in a range from its first to its last."""

        def move(place: int) -> tuple[str, str]:
            whole = whole_ones.get(place)
            return (whole.kind, whole.move) if whole and whole.move else ("", "")

        for (kind, name), places in groupby(range(len(blocks)), move):
            number, about = (
                self._changes.numbered(BlockRevision(kind)) if kind else (0, "")
            )
            made = []
            for place in places:
                was = tracked[place].old_role if place in tracked else None
                whole, beside = whole_ones.get(place), comments.get(place, ())
                made.append(self.block(blocks[place], beside, whole, was))
            if kind:
                made[0] = oxml.move_range_start(kind, about, name) + made[0]
                made[-1] += oxml.move_range_end(kind, number)
            yield from made

    def _paragraph(
        self, block: Block, whole: BlockRevision | None, was: Role | None
    ) -> str:
        """Return the properties of a block's paragraph."""
        outline = _own_outline(block)
        has_start = isinstance(block, Heading | ListItem) and block.start
        place = next(self._restarts) if has_start else None
        if self._given is None:
            if outline is None and place is None:
                return self._properties[block.role]
            return oxml.paragraph_properties(
                self._style_ids[block.role], place, outline=outline
            )
        changes, style = self._given, (self._style_ids[block.role], place)
        old = changes.old_properties(was or block.role, place)
        if whole:
            mark = oxml.revision(whole.kind, changes.of_whole(whole))
            return oxml.paragraph_properties(
                *(old if whole.is_old else style), outline=outline, mark=mark
            )
        if style == old:
            return oxml.paragraph_properties(*style, outline=outline)
        # With its list, although its style has it: else LibreOffice keeps the new level.
        before = oxml.paragraph_properties(
            old[0], old[1] or changes.old_list(was or block.role)
        )
        changed = oxml.property_change("w:pPr", changes.attributes(), before)
        return oxml.paragraph_properties(*style, outline=outline, was=changed)

    def _marks(self, comments: Sequence[CommentId], way: _RunContext) -> dict[int, str]:
        """Return the mark of each comment: it is inserted and deleted with its paragraph."""
        properties = oxml.run_properties(self._style_ids[Role.COMMENT_MARK])
        marks = {n: oxml.comment_reference(n, properties) for n, _ in comments}
        if not way.kind:
            return marks
        return {number: self._change(way, mark) for number, mark in marks.items()}

    def _inline(self, inline: Inline, way: _RunContext) -> str:
        match inline:
            case TextRun():
                return self._text(inline, way)
            case Link():
                words = self.inlines(inline.content, way._replace(within=Role.LINK))
                return oxml.hyperlink(
                    self._relationship(inline.href), inline.tooltip, words
                )
            case CrossRef() | PageNumber():
                return self._field(inline, way)
            case LineBreak():
                return oxml.line_break()
            case InternalLink():
                return self._jump(inline, way)
            case Inserted(content) | Deleted(content) | Quoted(content):
                return self.inlines(content, way.inside(inline))
            case _:
                assert_never(inline)

    def _jump(self, jump: InternalLink, way: _RunContext) -> str:
        runs = self.inlines(jump.content, way)
        # A paragraph with a link in it cannot be moved: see `wholes`.
        is_moved = way.whole is not None and way.whole.move
        return runs if is_moved else oxml.internal_link(jump.target, runs)

    def _text(self, text: TextRun, way: _RunContext) -> str:
        properties = self._set(text, way, old=way.is_old)
        if self._given and not way.kind:
            was = self._set(text, way, old=True)
            if was != properties:
                was = oxml.property_change("w:rPr", self._given.attributes(), was)
                properties = self._run_properties(text, way, self._style_ids, was)
        words = oxml.text(text.text, "w:delText" if way.kind == "del" else "w:t")
        return oxml.run(words, properties)

    def _set(self, text: TextRun, way: _RunContext, *, old: bool) -> str:
        """Return the properties of a run, in the new version or in the old."""
        looks = text.role, text.strong, text.emphasis, way.within
        key = (*looks, way.quoted.deleted if way.quoted else None, old)
        if key not in self._runs:
            style_ids = self._changes.style_ids if old else self._style_ids
            self._runs[key] = self._run_properties(text, way, style_ids)
        return self._runs[key]

    def _run_properties(
        self,
        text: TextRun,
        way: _RunContext,
        style_ids: Mapping[Role, str],
        change: str = "",
    ) -> str:
        """Return a run's properties; it has one style (17.3.2.29), and the rest is set on the run."""
        strong = Role.STRONG if text.strong else None
        emphasis = Role.EMPHASIS if text.emphasis else None
        style = text.role or way.within or strong or emphasis
        if style is None and way.quoted is None:
            return ""
        return oxml.run_properties(
            style_ids[style] if style else "",
            bold=text.strong and style is not Role.STRONG,
            italic=text.emphasis and style is not Role.EMPHASIS,
            more=(_LINES[way.quoted.deleted] if way.quoted else "") + change,
        )

    def _field(self, inline: CrossRef | PageNumber, way: _RunContext) -> str:
        if isinstance(inline, PageNumber):
            if inline.target:
                # No page is better than a wrong one: only a word processor knows it.
                return oxml.tab() + oxml.field(f"PAGEREF {inline.target}", "")
            # Word and LibreOffice work page numbers out whenever they show a page.
            name = "NUMPAGES" if inline.total else "PAGE"
            return oxml.field(name, "1", deleted=way.kind == "del")
        asked = rf"REF {inline.target} {_SWITCH[inline.kind]}\h"
        # A bare number, such as 1.4(b), or “above” says nothing as a link, and is not set as one.
        says = inline.kind is CrossRefKind.TITLE or (
            inline.kind is not CrossRefKind.DIRECTION
            and re.match(r"\W*[^\W\d_]", inline.result)
        )
        is_link = says and not way.in_contents
        link = oxml.run_properties(self._style_ids[Role.LINK]) if is_link else ""
        return oxml.field(asked, inline.result, link, deleted=way.kind == "del")

    def _relationship(self, href: str) -> str:
        return self.links.setdefault(href, f"rIdLink{len(self.links) + 1}")


def _own_outline(block: Block) -> int | None:
    """Return the level of a heading, from 0, if it is not that of its style, else None."""
    if isinstance(block, Heading) and block.level != HEADING_LEVELS.get(
        block.role, block.level
    ):
        return block.level - 1
    return None


def _cut(content: InlineContent, cuts: Iterable[int]) -> Iterator[Inline]:
    """Yield the inlines; those that are bare text in parts that end at the cuts, in characters."""
    at = 0
    for inline in content:
        length = len(inline_text(inline))
        if isinstance(inline, TextRun):
            inside = sorted(cut - at for cut in cuts if at < cut < at + length)
            for start, end in pairwise((0, *inside, length)):
                yield replace(inline, text=inline.text[start:end])
        else:
            yield inline
        at += length
