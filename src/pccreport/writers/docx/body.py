"""A `Document`'s paragraphs as WordprocessingML.

Knows which element says which block and inline; how an element is written is
`oxml`'s, and which style a role is set in the house format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from types import MappingProxyType
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    UNTRACKED,
    Block,
    Break,
    By,
    CrossRef,
    Deleted,
    Inline,
    Inserted,
    Jump,
    Link,
    PageNumber,
    Shows,
    Text,
    Tracked,
)
from pccreport.house.roles import Role
from pccreport.writers.docx import oxml
from pccreport.writers.docx.changes import KINDS, Changes

# \h makes the result a link. \n and not \r, which some programs get wrong; \p in a
# field of its own, because LibreOffice shows only "above" for both in one.
_SWITCH = {Shows.NUMBER: r"\n", Shows.DIRECTION: r"\p"}

Comments = Mapping[int, Sequence[int]]
"""The numbers of the comments on each block, by the block's place."""
NO_COMMENTS: Comments = MappingProxyType({})


class _Way(NamedTuple):
    """How runs are written: in a link or not, and as what kind of change."""

    within: Role | None = None
    kind: str = ""
    """The element of the change: "ins"; "" for what both versions say."""
    by: By = By.WORDS

    @property
    def is_old(self) -> bool:
        return self.kind in ("del", "moveFrom")


_PLAIN = _Way()


class Story:
    """One part's text: the body, or a footer. Collects the addresses it links to.

    `ids` counts bookmarks and changes, and `changes` is for a document that has any.
    """

    def __init__(
        self,
        style_ids: Mapping[Role, str],
        ids: count[int] | None = None,
        changes: Changes | None = None,
    ) -> None:
        self.links: dict[str, str] = {}
        """The relationship of each address, in the order met."""
        self._style_ids = style_ids
        self._properties = {
            role: oxml.paragraph_properties(style_id)
            for role, style_id in style_ids.items()
        }
        self._runs: dict[tuple[Role | None, bool, bool, Role | None, bool], str] = {}
        self._ids = ids or count(1)
        self._given = changes

    def blocks(
        self,
        blocks: Iterable[Block],
        comments: Comments = NO_COMMENTS,
        tracked: Mapping[int, Tracked] = UNTRACKED,
    ) -> str:
        """The paragraphs, each with the comments on it, by its place from 0."""
        if not tracked:
            return "".join(
                [self.block(b, comments.get(i, ())) for i, b in enumerate(blocks)]
            )
        return "".join(self._in_ranges(tuple(blocks), comments, tracked))

    def block(
        self,
        block: Block,
        comments: Sequence[int] = (),
        tracked: Tracked | None = None,
        start: str = "",
    ) -> str:
        """The paragraph of a block. Numbers and bullets come with its style.

        `start` is what begins before its words: a range.
        """
        kind = KINDS.get(tracked.change, "") if tracked else ""
        content = self.inlines(block.content, _Way(kind=kind))
        if block.anchor:
            content = oxml.bookmark(next(self._ids), block.anchor, content)
        if comments:
            content = oxml.commented(content, self._marks(comments, kind))
        return oxml.paragraph(self._paragraph(block, tracked), start + content)

    def inlines(self, inlines: Iterable[Inline], way: _Way = _PLAIN) -> str:
        """The runs of some inlines."""
        if not way.kind:
            return "".join([self._inline(inline, way) for inline in inlines])
        return "".join(self._wrapped(inlines, way))

    def _wrapped(self, inlines: Iterable[Inline], way: _Way) -> Iterator[str]:
        """The runs in as few changes as can be: what is a link has them in it."""
        for in_itself, group in groupby(
            inlines, key=lambda i: isinstance(i, Link | Jump)
        ):
            runs = "".join([self._inline(inline, way) for inline in group])
            yield runs if in_itself else self._change(way, runs)

    def _change(self, way: _Way, runs: str) -> str:
        return oxml.changed(way.kind, self._changes.about(way.by), runs) if runs else ""

    @property
    def _changes(self) -> Changes:
        assert self._given is not None, "a change, and nobody says whose"
        return self._given

    def _in_ranges(
        self,
        blocks: Sequence[Block],
        comments: Comments,
        tracked: Mapping[int, Tracked],
    ) -> Iterator[str]:
        """The paragraphs, each move from its first paragraph to its last in a range."""
        for (kind, move), places in groupby(
            range(len(blocks)), lambda i: _move(tracked.get(i))
        ):
            number, start = 0, ""
            if move:
                number, about = self._changes.numbered()
                start = oxml.range_start(kind, about, f"move{move}")
            for place in places:
                about_block = comments.get(place, ()), tracked.get(place)
                yield self.block(blocks[place], *about_block, start)
                start = ""
            if move:
                yield oxml.range_end(kind, number)

    def _paragraph(self, block: Block, tracked: Tracked | None) -> str:
        """The properties of a block's paragraph."""
        if self._given is None:
            return self._properties[block.role]
        old = self._changes.old_properties((tracked and tracked.was) or block.role)
        if tracked and (kind := KINDS.get(tracked.change)):
            style = old if tracked.is_old else (self._style_ids[block.role], None)
            mark = oxml.changed(kind, self._changes.about())
            return oxml.paragraph_properties(*style, mark=mark)
        style = self._style_ids[block.role], None
        if style == old:
            return self._properties[block.role]
        was = oxml.paragraph_properties(*old)
        was = oxml.properties_changed("w:pPr", self._changes.about(), was)
        return oxml.paragraph_properties(*style, was=was)

    def _marks(self, comments: Sequence[int], kind: str) -> dict[int, str]:
        """The mark of each comment: it comes and goes with what it is on."""
        properties = oxml.run_properties(self._style_ids[Role.COMMENT_MARK])
        marks = {n: oxml.comment_reference(n, properties) for n in comments}
        if not kind:
            return marks
        way = _Way(kind=kind)
        return {number: self._change(way, mark) for number, mark in marks.items()}

    def _inline(self, inline: Inline, way: _Way) -> str:
        match inline:
            case Text():
                return self._text(inline, way)
            case Link():
                words = self.inlines(inline.content, way._replace(within=Role.LINK))
                return oxml.hyperlink(
                    self._relationship(inline.href), inline.tooltip, words
                )
            case CrossRef() | PageNumber():
                return _field(inline, way)
            case Break():
                return oxml.line_break()
            case Jump():
                return oxml.jump(inline.target, self.inlines(inline.content, way))
            case Inserted(content, by) | Deleted(content, by):
                kind = "ins" if isinstance(inline, Inserted) else "del"
                return self.inlines(content, way._replace(kind=kind, by=by))
            case _:
                assert_never(inline)

    def _text(self, text: Text, way: _Way) -> str:
        properties = self._set(text, way.within, old=way.is_old)
        if self._given and not way.kind:
            was = self._set(text, way.within, old=True)
            if was != properties:
                was = oxml.properties_changed("w:rPr", self._given.about(), was)
                properties = self._run_properties(
                    text, way.within, self._style_ids, was
                )
        words = oxml.text(text.text, "w:delText" if way.kind == "del" else "w:t")
        return oxml.run(words, properties)

    def _set(self, text: Text, within: Role | None, *, old: bool) -> str:
        """The properties of a run, in the new version or in the old."""
        key = (text.role, text.strong, text.emphasis, within, old)
        if key not in self._runs:
            style_ids = self._changes.style_ids if old else self._style_ids
            self._runs[key] = self._run_properties(text, within, style_ids)
        return self._runs[key]

    def _run_properties(
        self,
        text: Text,
        within: Role | None,
        style_ids: Mapping[Role, str],
        change: str = "",
    ) -> str:
        """A run has one style (17.3.2.29): what that cannot say is set on the run."""
        strong = Role.STRONG if text.strong else None
        emphasis = Role.EMPHASIS if text.emphasis else None
        style = text.role or within or strong or emphasis
        if style is None:
            return ""
        return oxml.run_properties(
            style_ids[style],
            bold=text.strong and style is not Role.STRONG,
            italic=text.emphasis and style is not Role.EMPHASIS,
            # Capitals are a toggle (17.7.3): a style of words can only turn them round,
            # not off, in Word; LibreOffice lets it. Set on the run, off is off in both.
            caps=False if text.role is Role.AS_TYPED else None,
            change=change,
        )

    def _relationship(self, href: str) -> str:
        return self.links.setdefault(href, f"rIdLink{len(self.links) + 1}")


def _field(inline: CrossRef | PageNumber, way: _Way) -> str:
    if isinstance(inline, CrossRef):
        asked = rf"REF {inline.target} {_SWITCH[inline.shows]} \h"
        return oxml.field(asked, inline.result, deleted=way.kind == "del")
    # Word and LibreOffice work page numbers out whenever they show a page.
    name = "NUMPAGES" if inline.total else "PAGE"
    return oxml.field(name, "1", deleted=way.kind == "del")


def _move(tracked: Tracked | None) -> tuple[str, int]:
    """The kind and the number of the move that a block is of; or "" and 0."""
    if tracked is None or not tracked.move:
        return "", 0
    return KINDS[tracked.change], tracked.move
