"""A `Document`'s paragraphs as WordprocessingML.

Knows which element says which block and inline; how an element is written is
`oxml`'s, and which style a role is set in the house format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from pccreport.document.blocks import (
    Block,
    Break,
    CrossRef,
    Inline,
    Link,
    PageNumber,
    Shows,
    Text,
)
from pccreport.house.roles import Role
from pccreport.writers.docx import oxml

# \h makes the result a link. \n and not \r, which some programs get wrong; \p in a
# field of its own, because LibreOffice shows only "above" for both in one.
_SWITCH = {Shows.NUMBER: r"\n", Shows.DIRECTION: r"\p"}

Comments = Mapping[int, Sequence[int]]
"""The numbers of the comments on each block, by the block's place."""
NO_COMMENTS: Comments = MappingProxyType({})


class Story:
    """One part's text: the body, or a footer. Collects the addresses it links to."""

    def __init__(self, style_ids: Mapping[Role, str]) -> None:
        self.links: dict[str, str] = {}
        """The relationship of each address, in the order met."""
        self._style_ids = style_ids
        self._properties = {
            role: oxml.paragraph_properties(style_id)
            for role, style_id in style_ids.items()
        }
        self._runs: dict[tuple[Role | None, bool, bool, Role | None], str] = {}
        self._bookmarks = 0

    def blocks(self, blocks: Iterable[Block], comments: Comments = NO_COMMENTS) -> str:
        """The paragraphs, each with the comments on it, by its place from 0."""
        return "".join(
            [self.block(block, comments.get(i, ())) for i, block in enumerate(blocks)]
        )

    def block(self, block: Block, comments: Sequence[int] = ()) -> str:
        """The paragraph of a block. Numbers and bullets come with its style."""
        content = self.inlines(block.content)
        if block.anchor:
            self._bookmarks += 1
            content = oxml.bookmark(self._bookmarks, block.anchor, content)
        if comments:
            mark = oxml.run_properties(self._style_ids[Role.COMMENT_MARK])
            content = oxml.commented(comments, content, mark)
        return oxml.paragraph(self._properties[block.role], content)

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """The runs of some inlines."""
        return "".join([self._inline(inline) for inline in inlines])

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return self._text(inline)
            case CrossRef():
                return oxml.field(
                    rf"REF {inline.target} {_SWITCH[inline.shows]} \h", inline.result
                )
            case Link():
                words = [self._text(text, Role.LINK) for text in inline.content]
                return oxml.hyperlink(
                    self._relationship(inline.href), inline.tooltip, "".join(words)
                )
            case Break():
                return oxml.line_break()
            case PageNumber():
                # Word and LibreOffice work page numbers out whenever they show a page.
                return oxml.field("NUMPAGES" if inline.total else "PAGE", "1")
            case _:
                assert_never(inline)

    def _text(self, text: Text, within: Role | None = None) -> str:
        key = (text.role, text.strong, text.emphasis, within)
        properties = self._runs.get(key)
        if properties is None:
            properties = self._runs[key] = self._run_properties(text, within)
        return oxml.run(oxml.text(text.text), properties)

    def _run_properties(self, text: Text, within: Role | None) -> str:
        """A run has one style (17.3.2.29): what that cannot say is set on the run."""
        strong = Role.STRONG if text.strong else None
        emphasis = Role.EMPHASIS if text.emphasis else None
        style = text.role or within or strong or emphasis
        if style is None:
            return ""
        return oxml.run_properties(
            self._style_ids[style],
            bold=text.strong and style is not Role.STRONG,
            italic=text.emphasis and style is not Role.EMPHASIS,
            # Capitals are a toggle (17.7.3): a style of words can only turn them round,
            # not off, in Word; LibreOffice lets it. Set on the run, off is off in both.
            caps=False if text.role is Role.AS_TYPED else None,
        )

    def _relationship(self, href: str) -> str:
        return self.links.setdefault(href, f"rIdLink{len(self.links) + 1}")
