"""The paragraphs of a `Document` as WordprocessingML.

Chooses the element of each block; `runs` writes its inlines and `oxml` the elements, and the house
format has the style of each role.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, pairwise

from pccreport.document.blocks import Block, BlockKey, Document, ListItem, TableCell
from pccreport.document.roles import CONTENTS_ROLES, NUMBERED, POINTS, Role
from pccreport.writers.docx import oxml, tables
from pccreport.writers.docx.block_revisions import BlockRevision, block_revisions
from pccreport.writers.docx.numbering import ListLevel
from pccreport.writers.docx.revisions import RevisionWriter
from pccreport.writers.docx.runs import RunContext, RunWriter

_NO_ROOM = tables.TableRoom(0)
_LEADING = frozenset({Role.TEXT, Role.LEAD_IN, Role.CAPTION, *POINTS, *NUMBERED})
"""What may be above a list or table of its own, and has a style that may not keep it there."""


class StoryWriter:
    """The text of one part: the body, a header or a footer.

    `ids` numbers bookmarks and changes. `changes` is None if there are none, `room` is for tables,
    and `restarts` has the list of each paragraph whose number is not the next one.
    """

    def __init__(
        self,
        style_ids: Mapping[Role, str],
        ids: "count[int]",
        changes: RevisionWriter | None = None,
        room: tables.TableRoom = _NO_ROOM,
        restarts: Iterable[ListLevel] = (),
    ) -> None:
        self.runs = RunWriter(style_ids, changes)
        self.style_ids = style_ids
        self._ids = ids
        self._revisions = changes
        self._room = room
        self._restarts = iter(restarts)
        self.drawn: Mapping[BlockKey, str] = {}
        """The run of each picture and chart, by the key of the paragraph that describes it."""

    def body_xml(self, document: Document) -> str:
        """Return the paragraphs with their comments and changes."""
        blocks, tracked = document.blocks, document.tracked
        revisions = block_revisions(blocks, tracked) if tracked else {}
        paragraphs = [*self._paragraphs(document, revisions)]
        if self._revisions is None:
            for index, (block, following) in enumerate(pairwise(blocks)):
                if _keeps_with_next(block, following):
                    paragraphs[index] = oxml.with_property(
                        paragraphs[index], oxml.KEPT_WITH_NEXT
                    )
            for index in (i for i, block in enumerate(blocks) if block.page):
                paragraphs[index] = oxml.with_property(
                    paragraphs[index], oxml.ON_NEW_PAGE
                )
        if not any(isinstance(block, TableCell) for block in blocks):
            return "".join(paragraphs)

        def row_mark(index: int) -> str:
            revision = revisions.get(index)
            return self.runs.tracking.mark_of_block(revision) if revision else ""

        style_id = self.style_ids.get(Role.TABLE, "")
        return tables.put_in_tables(blocks, paragraphs, style_id, self._room, row_mark)

    def block_xml(
        self,
        block: Block,
        comments: Sequence[int] = (),
        revision: BlockRevision | None = None,
        old_role: Role | None = None,
    ) -> str:
        """Return the paragraph of a block. Numbers and bullets are part of its style.

        `revision` is the change of the whole block, `old_role` its role in the old version.
        """
        if self._revisions:
            self._revisions.next_paragraph()
        context = RunContext(
            kind=revision.kind if revision else "",
            revision=revision,
            in_contents=block.role in CONTENTS_ROLES,
        )
        drawn = self.drawn.get(block.key)
        content = drawn or self.runs.inlines(block.content, context)
        if block.anchor:
            # A list of contents shows the first line of a heading, hence the range. A link needs
            # only a point: LibreOffice, when it rejects a move with a bookmark around it, gives
            # the next paragraph the style of the moved one.
            whole = f"{content}{oxml.LINE_BREAK}"
            end = 0 if self._revisions else whole.index(oxml.LINE_BREAK)
            bookmark = oxml.bookmark(next(self._ids), block.anchor, content[:end])
            content = bookmark + content[end:]
        if comments:
            content = oxml.comment_range(content, self._marks(comments, context))
        return oxml.paragraph(self._properties_of(block, revision, old_role), content)

    def _paragraphs(
        self, document: Document, revisions: Mapping[int, BlockRevision]
    ) -> Iterator[str]:
        """Yield the paragraph of each block; the blocks of a move are in one range."""
        blocks, tracked, number = document.blocks, document.tracked, count()
        comments = {
            index: [next(number) for _ in notes]
            for index, notes in document.comments_by_block().items()
        }

        def move_of_block(index: int) -> tuple[str, str]:
            revision = revisions.get(index)
            if revision and revision.move:
                return revision.kind, revision.move
            return "", ""

        for (kind, name), indices in groupby(range(len(blocks)), move_of_block):
            if kind:
                around = self.runs.tracking.numbered_attributes(BlockRevision(kind))
            made = []
            for index in indices:
                old_role = tracked[index].old_role if index in tracked else None
                revision, notes = revisions.get(index), comments.get(index, ())
                made.append(self.block_xml(blocks[index], notes, revision, old_role))
            if kind:
                made[0] = oxml.move_range_start(kind, around[1], name) + made[0]
                made[-1] += f'<w:{kind}RangeEnd w:id="{around[0]}"/>'
            yield from made

    def _properties_of(
        self, block: Block, revision: BlockRevision | None, old_role: Role | None
    ) -> str:
        """Return the properties of a block's paragraph."""
        level = next(self._restarts) if block.start else None
        changes, style = self._revisions, (self.style_ids[block.role], level)
        if changes is None:
            return oxml.paragraph_properties(*style)
        before_role = old_role or block.role
        # The level of the paragraph, if that of the style has not changed.
        old_level = changes.changed_levels.get(before_role, level)
        old = changes.style_ids[before_role], old_level
        if revision:
            own, mark = (
                old if revision.is_old else style,
                changes.mark_of_block(revision),
            )
            return oxml.paragraph_properties(*own, mark=mark)
        if style == old:
            return oxml.paragraph_properties(*style)
        # The list is repeated from the style, or else LibreOffice keeps the new level.
        before_level = old_level or changes.old_levels[before_role]
        before = oxml.paragraph_properties(old[0], before_level)
        changed = oxml.property_change("w:pPr", changes.attributes_in_block(), before)
        return oxml.paragraph_properties(*style, was=changed)

    def _marks(self, comments: Iterable[int], context: RunContext) -> dict[int, str]:
        """Return the mark of each comment, inserted or deleted with its paragraph."""
        properties = oxml.run_properties(self.style_ids[Role.COMMENT_MARK])
        tags = ((n, f'<w:commentReference w:id="{n}"/>') for n in comments)
        marks = ((number, oxml.run(tag, properties)) for number, tag in tags)
        return {n: self.runs.wrap_in_change(context, mark) for n, mark in marks}


def _keeps_with_next(block: Block, following: Block) -> bool:
    """Return whether a paragraph is for the list or table below it, or an update for its outcome."""
    if following.key[:1] == ("text",):
        return True
    depth = block.depth if isinstance(block, ListItem) else 0
    is_list = isinstance(following, ListItem) and following.depth > depth
    is_led = is_list or isinstance(following, TableCell)
    return is_led and block.role in _LEADING
