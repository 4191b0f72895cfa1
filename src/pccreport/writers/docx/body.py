"""The paragraphs of a `Document` as WordprocessingML.

Chooses the element of each block and inline; `oxml` writes it, and the house format has the
style of each role.
"""

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
# separate field, because LibreOffice shows only "above" for both in one.
_SWITCHES = {
    CrossRefKind.NUMBER: r"\n ",
    CrossRefKind.FULL_NUMBER: r"\w ",
    CrossRefKind.TITLE: "",
    CrossRefKind.DIRECTION: r"\p ",
}


class CommentId(NamedTuple):
    """The number of a comment, and its range of characters in its block; None for all of it."""

    number: int
    words: tuple[int, int] | None = None


CommentIds = Mapping[int, Sequence[CommentId]]
"""The comments on each block, by the block's index."""
NO_COMMENTS: CommentIds = MappingProxyType({})


class _RunContext(NamedTuple):
    """How runs are written: in which link, and as which change."""

    link_role: Role | None = None
    quoted: Quoted | None = None
    """The quoted change that the runs are in: struck through, or underlined."""
    kind: str = ""
    """The element of the change, such as "ins"; "" for text of both versions."""
    by: ChangeCause = ChangeCause.WORDS
    revision: BlockRevision | None = None
    """The change of the whole block, if there is one."""
    in_contents: bool = False
    """True in a line of the list of contents, whose links do not look like links."""

    @property
    def is_old(self) -> bool:
        return self.kind in ("del", "moveFrom")

    def inside(self, change: Inserted | Deleted | Quoted) -> "_RunContext":
        """Return how the content of a change is written."""
        if isinstance(change, Quoted):
            return self._replace(quoted=change)
        kind = "ins" if isinstance(change, Inserted) else "del"
        return self._replace(kind=kind, by=change.cause)


_PLAIN = _RunContext()
_QUOTED_LINES = {True: oxml.STRUCK, False: oxml.UNDERLINED}
"""Formatting of a quoted change, by `Quoted.deleted`."""

_NO_ROOM = tables.Room(0)


class Story:
    """The text of one part: the body, a header or a footer. Collects the links of the part.

    `ids` numbers bookmarks and changes. `changes` is None if there are none, `room` is for tables,
    and `restarts` has the list of each paragraph whose number is not the next one.
    """

    def __init__(
        self,
        style_ids: Mapping[Role, str],
        ids: "count[int] | None" = None,
        changes: Revisions | None = None,
        room: tables.Room = _NO_ROOM,
        restarts: Iterable[ListLevel] = (),
    ) -> None:
        self.links: dict[str, str] = {}
        """The relationship id of each address."""
        self._style_ids = style_ids
        self._properties = {
            role: oxml.paragraph_properties(style_id)
            for role, style_id in style_ids.items()
        }
        self._runs: dict[tuple[Role | bool | None, ...], str] = {}
        self._ids = ids or count(1)
        self._revisions = changes
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
        """Return the paragraphs with their comments, which are given by block index."""
        blocks = tuple(blocks)
        revisions = block_revisions(blocks, tracked) if tracked else {}
        paragraphs = [*self._tracked(blocks, comments, tracked, revisions)]
        if self._revisions is None:
            for index, following in enumerate(blocks[1:]):
                if following.key[:1] == ("text",):  # an outcome, under its update
                    paragraphs[index] = oxml.kept_with_next(paragraphs[index])
        if not any(isinstance(block, TableCell) for block in blocks):
            return "".join(paragraphs)

        def row_mark(index: int) -> str:
            revision = revisions.get(index)
            if revision is None:
                return ""
            attributes = self._tracking.next_of_block(revision)
            return oxml.revision(revision.kind, attributes)

        style_id = self._style_ids.get(Role.TABLE, "")
        return tables.join(blocks, paragraphs, style_id, self._room, row_mark)

    def block(
        self,
        block: Block,
        comments: Sequence[CommentId] = (),
        revision: BlockRevision | None = None,
        old_role: Role | None = None,
    ) -> str:
        """Return the paragraph of a block. Numbers and bullets are part of its style.

        `revision` is the change of the whole block, `old_role` its role in the old version.
        """
        if self._revisions:
            self._revisions.next_paragraph()
        kind, in_contents = (
            revision.kind if revision else "",
            block.role in CONTENTS_LEVELS,
        )
        context = _RunContext(kind=kind, revision=revision, in_contents=in_contents)
        # The bookmark below must not overlap ranges of comments.
        on_parts = [each for each in comments if each.words and not block.anchor]
        content = self._commented(block.content, on_parts, context)
        if block.anchor:
            # A list of contents shows the first line of a heading, hence the range. A link needs
            # only a point: LibreOffice, when it rejects a move with a bookmark around it, gives
            # the next paragraph the style of the moved one.
            line_break = oxml.line_break()
            end = 0 if self._revisions else f"{content}{line_break}".index(line_break)
            bookmark = oxml.bookmark(next(self._ids), block.anchor, content[:end])
            content = bookmark + content[end:]
        if on_block := [each for each in comments if each not in on_parts]:
            content = oxml.comment_range(content, self._marks(on_block, context))
        return oxml.paragraph(self._paragraph(block, revision, old_role), content)

    def _commented(
        self,
        content: InlineContent,
        comments: Sequence[CommentId],
        context: _RunContext,
    ) -> str:
        """Return the runs, with the ranges of comments on parts of the text."""
        if not comments:
            return self.inlines(content, context)
        marks = self._marks(comments, context)
        ranges = [(number, *words) for number, words in comments if words]
        runs, offset = "", 0
        for part in _split_at(content, {each for _, *ends in ranges for each in ends}):
            start, offset = offset, offset + len(inline_text(part))
            for number, first, _ in ranges:
                if start <= first < offset:
                    runs += oxml.comment_start(number)
            runs += self.inlines((part,), context)
            for number, _, end in ranges:
                if start < end <= offset:
                    runs += oxml.comment_end(number, marks[number])
        return runs

    def inlines(self, inlines: Iterable[Inline], context: _RunContext = _PLAIN) -> str:
        """Return the inlines as runs."""
        if not context.kind:
            return "".join([self._inline(inline, context) for inline in inlines])
        return "".join(self._wrapped(inlines, context))

    def _wrapped(
        self, inlines: Iterable[Inline], context: _RunContext
    ) -> Iterator[str]:
        """Yield the runs in as few changes as possible; a link contains its own."""
        for is_link, group in groupby(
            inlines, key=lambda i: isinstance(i, Link | InternalLink)
        ):
            runs = "".join([self._inline(inline, context) for inline in group])
            yield runs if is_link else self._change(context, runs)

    def _change(self, context: _RunContext, runs: str) -> str:
        if not runs:
            return ""
        changes = self._tracking
        if context.revision:
            attributes = changes.next_of_block(context.revision)
        else:
            attributes = changes.next_in_block(context.by)
        return oxml.revision(context.kind, attributes, runs)

    @property
    def _tracking(self) -> Revisions:
        assert self._revisions is not None, "a change in a document without revisions"
        return self._revisions

    def _tracked(
        self,
        blocks: Sequence[Block],
        comments: CommentIds,
        tracked: Mapping[int, TrackedBlock],
        revisions: Mapping[int, BlockRevision],
    ) -> Iterator[str]:
        """Yield the paragraph of each block; the blocks of a move are in one range."""

        def move(index: int) -> tuple[str, str]:
            revision = revisions.get(index)
            if revision and revision.move:
                return revision.kind, revision.move
            return "", ""

        for (kind, name), indices in groupby(range(len(blocks)), move):
            number, attributes = (
                self._tracking.next_numbered(BlockRevision(kind)) if kind else (0, "")
            )
            made = []
            for index in indices:
                old_role = tracked[index].old_role if index in tracked else None
                revision, notes = revisions.get(index), comments.get(index, ())
                made.append(self.block(blocks[index], notes, revision, old_role))
            if kind:
                made[0] = oxml.move_range_start(kind, attributes, name) + made[0]
                made[-1] += oxml.move_range_end(kind, number)
            yield from made

    def _paragraph(
        self, block: Block, revision: BlockRevision | None, old_role: Role | None
    ) -> str:
        """Return the properties of a block's paragraph."""
        outline = _outline_level(block)
        has_start = isinstance(block, Heading | ListItem) and block.start
        level = next(self._restarts) if has_start else None
        if self._revisions is None:
            if outline is None and level is None:
                return self._properties[block.role]
            return oxml.paragraph_properties(
                self._style_ids[block.role], level, outline=outline
            )
        changes, style = self._revisions, (self._style_ids[block.role], level)
        old = changes.old_properties(old_role or block.role, level)
        if revision:
            mark = oxml.revision(revision.kind, changes.next_of_block(revision))
            return oxml.paragraph_properties(
                *(old if revision.is_old else style), outline=outline, mark=mark
            )
        if style == old:
            return oxml.paragraph_properties(*style, outline=outline)
        # The list is repeated from the style, or else LibreOffice keeps the new level.
        before = oxml.paragraph_properties(
            old[0], old[1] or changes.old_list(old_role or block.role)
        )
        changed = oxml.property_change("w:pPr", changes.next_in_block(), before)
        return oxml.paragraph_properties(*style, outline=outline, was=changed)

    def _marks(
        self, comments: Sequence[CommentId], context: _RunContext
    ) -> dict[int, str]:
        """Return the mark of each comment, inserted or deleted with its paragraph."""
        properties = oxml.run_properties(self._style_ids[Role.COMMENT_MARK])
        marks = {n: oxml.comment_reference(n, properties) for n, _ in comments}
        if not context.kind:
            return marks
        return {number: self._change(context, mark) for number, mark in marks.items()}

    def _inline(self, inline: Inline, context: _RunContext) -> str:
        match inline:
            case TextRun():
                return self._text(inline, context)
            case Link():
                runs = self.inlines(
                    inline.content, context._replace(link_role=Role.LINK)
                )
                return oxml.hyperlink(
                    self._relationship(inline.href), inline.tooltip, runs
                )
            case CrossRef() | PageNumber():
                return self._field(inline, context)
            case LineBreak():
                return oxml.line_break()
            case InternalLink():
                return self._internal_link(inline, context)
            case Inserted(content) | Deleted(content) | Quoted(content):
                return self.inlines(content, context.inside(inline))
            case _:
                assert_never(inline)

    def _internal_link(self, link: InternalLink, context: _RunContext) -> str:
        runs = self.inlines(link.content, context)
        # A paragraph with a link cannot be moved: see `block_revisions`.
        is_moved = context.revision is not None and context.revision.move
        return runs if is_moved else oxml.internal_link(link.target, runs)

    def _text(self, text: TextRun, context: _RunContext) -> str:
        properties = self._formatting(text, context, old=context.is_old)
        if self._revisions and not context.kind:
            old = self._formatting(text, context, old=True)
            if old != properties:
                attributes = self._revisions.next_in_block()
                old = oxml.property_change("w:rPr", attributes, old)
                properties = self._run_properties(text, context, self._style_ids, old)
        content = oxml.text(text.text, "w:delText" if context.kind == "del" else "w:t")
        return oxml.run(content, properties)

    def _formatting(self, text: TextRun, context: _RunContext, *, old: bool) -> str:
        """Return the properties of a run, in the old version or in the new one."""
        styles = text.role, text.strong, text.emphasis, context.link_role
        key = (*styles, context.quoted.deleted if context.quoted else None, old)
        if key not in self._runs:
            style_ids = self._tracking.style_ids if old else self._style_ids
            self._runs[key] = self._run_properties(text, context, style_ids)
        return self._runs[key]

    def _run_properties(
        self,
        text: TextRun,
        context: _RunContext,
        style_ids: Mapping[Role, str],
        change: str = "",
    ) -> str:
        """Return the properties of a run: one style (17.3.2.29), the rest as direct formatting."""
        strong = Role.STRONG if text.strong else None
        emphasis = Role.EMPHASIS if text.emphasis else None
        style = text.role or context.link_role or strong or emphasis
        if style is None and context.quoted is None:
            return ""
        return oxml.run_properties(
            style_ids[style] if style else "",
            bold=text.strong and style is not Role.STRONG,
            italic=text.emphasis and style is not Role.EMPHASIS,
            more=(_QUOTED_LINES[context.quoted.deleted] if context.quoted else "")
            + change,
        )

    def _field(self, inline: CrossRef | PageNumber, context: _RunContext) -> str:
        if isinstance(inline, PageNumber):
            if inline.target:
                # Only a word processor knows the page: no number is better than a wrong one.
                return oxml.tab() + oxml.field(f"PAGEREF {inline.target}", "")
            # Word and LibreOffice work page numbers out whenever they show a page.
            name = "NUMPAGES" if inline.total else "PAGE"
            return oxml.field(name, "1", deleted=context.kind == "del")
        instruction = rf"REF {inline.target} {_SWITCHES[inline.kind]}\h"
        # A bare number, such as 1.4(b), or “above” means nothing as a link, and does not look like one.
        has_words = inline.kind is CrossRefKind.TITLE or (
            inline.kind is not CrossRefKind.DIRECTION
            and re.match(r"\W*[^\W\d_]", inline.result)
        )
        is_link = has_words and not context.in_contents
        link = oxml.run_properties(self._style_ids[Role.LINK]) if is_link else ""
        return oxml.field(
            instruction, inline.result, link, deleted=context.kind == "del"
        )

    def _relationship(self, href: str) -> str:
        return self.links.setdefault(href, f"rIdLink{len(self.links) + 1}")


def _outline_level(block: Block) -> int | None:
    """Return the level of a heading, from 0, or None if its style has it."""
    if isinstance(block, Heading) and block.level != HEADING_LEVELS.get(
        block.role, block.level
    ):
        return block.level - 1
    return None


def _split_at(content: InlineContent, offsets: Iterable[int]) -> Iterator[Inline]:
    """Yield the inlines, with text runs split at `offsets` (characters from 0)."""
    end = 0
    for inline in content:
        start, end = end, end + len(inline_text(inline))
        if isinstance(inline, TextRun):
            inside = sorted(offset for offset in offsets if start < offset < end)
            for one, other in pairwise((start, *inside, end)):
                yield replace(inline, text=inline.text[one - start : other - start])
        else:
            yield inline
