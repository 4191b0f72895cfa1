"""The inlines of a paragraph as runs, and the changes around them.

`body` writes the paragraphs, and `oxml` the elements.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    ChangeCause,
    CrossRef,
    CrossRefKind,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    TextChange,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.writers.docx import oxml
from pccreport.writers.docx.block_revisions import OLD_KINDS, BlockRevision
from pccreport.writers.docx.revisions import RevisionWriter

# \h makes the result a link. \n and not \r, which some programs get wrong; \p in a
# separate field, because LibreOffice shows only "above" for both in one.
_SWITCHES = {
    CrossRefKind.NUMBER: r"\n ",
    CrossRefKind.FULL_NUMBER: r"\w ",
    CrossRefKind.TITLE: "",
    CrossRefKind.DIRECTION: r"\p ",
}


class RunContext(NamedTuple):
    """How runs are written: in which link, and as which change."""

    link_role: Role | None = None
    quoted: str = ""
    """The side of the quoted change that the runs are in, or ""."""
    kind: str = ""
    """The element of the change, such as "ins"; "" for text of both versions."""
    by: ChangeCause = ChangeCause.WORDS
    revision: BlockRevision | None = None
    """The change of the whole block, if there is one."""
    in_contents: bool = False
    """True in a line of the list of contents, whose links do not look like links."""

    def within_change(self, change: TextChange) -> "RunContext":
        """Return how the content of a change is written."""
        if change.cause is ChangeCause.QUOTED:
            return self._replace(quoted=change.side)
        kind = "ins" if change.side == "inserted" else "del"
        return self._replace(kind=kind, by=change.cause)


_PLAIN = RunContext()
_QUOTED_LINES = {"deleted": oxml.STRUCK, "inserted": oxml.UNDERLINED, "": ""}
"""Formatting of a quoted change, by its side."""


class RunWriter:
    """Writes the runs of one part: the body, a header or a footer. Collects the links of the part.

    `revisions` is None if there are no changes.
    """

    def __init__(
        self, style_ids: Mapping[Role, str], revisions: RevisionWriter | None
    ) -> None:
        self.links: dict[str, str] = {}
        """The relationship id of each address."""
        self._style_ids = style_ids
        self._runs: dict[tuple[Role | str | bool | None, ...], str] = {}
        self._revisions = revisions

    def inlines(self, inlines: Iterable[Inline], context: RunContext = _PLAIN) -> str:
        """Return the inlines as runs, in as few changes as possible; a link contains its own."""
        made = ""
        for is_link, group in groupby(inlines, key=lambda i: isinstance(i, Link)):
            runs = "".join([self._inline(inline, context) for inline in group])
            made += runs if is_link else self.wrap_in_change(context, runs)
        return made

    def wrap_in_change(self, context: RunContext, runs: str) -> str:
        """Return the runs in the change of a context, if it has one."""
        if not (runs and context.kind):
            return runs
        changes = self.tracking
        if context.revision:
            attributes = changes.attributes_of_block(context.revision)
        else:
            attributes = changes.attributes_in_block(context.by)
        return oxml.revision(context.kind, attributes, runs)

    @property
    def tracking(self) -> RevisionWriter:
        """The changes of a document that has some."""
        assert self._revisions is not None, "a change in a document without revisions"
        return self._revisions

    def _inline(self, inline: Inline, context: RunContext) -> str:
        match inline:
            case TextRun():
                return self._text_run(inline, context)
            case Link() if inline.anchor:
                runs = self.inlines(inline.content, context)
                # A paragraph with a link cannot be moved: see `block_revisions`.
                is_moved = context.revision is not None and context.revision.move
                return runs if is_moved else oxml.internal_link(inline.anchor, runs)
            case Link():
                runs = self.inlines(
                    inline.content, context._replace(link_role=Role.LINK)
                )
                new_id = f"rIdLink{len(self.links) + 1}"
                relationship = self.links.setdefault(inline.href, new_id)
                return oxml.hyperlink(relationship, inline.tooltip, runs)
            case CrossRef() | PageNumber():
                return self._field(inline, context)
            case LineBreak():
                return oxml.LINE_BREAK
            case TextChange():
                return self.inlines(inline.content, context.within_change(inline))
            case _:
                assert_never(inline)

    def _text_run(self, text: TextRun, context: RunContext) -> str:
        properties = self._run_format(text, context, old=context.kind in OLD_KINDS)
        if self._revisions and not context.kind:
            old = self._run_format(text, context, old=True)
            if old != properties:
                attributes = self._revisions.attributes_in_block()
                old = oxml.property_change("w:rPr", attributes, old)
                properties = self._run_properties(text, context, self._style_ids, old)
        content = oxml.text(text.text, "w:delText" if context.kind == "del" else "w:t")
        return oxml.run(content, properties)

    def _run_format(self, text: TextRun, context: RunContext, *, old: bool) -> str:
        """Return the properties of a run, in the old version or in the new one."""
        styles = text.role, text.strong, text.emphasis, context.link_role
        key = (*styles, context.quoted, old)
        if key not in self._runs:
            style_ids = self.tracking.style_ids if old else self._style_ids
            self._runs[key] = self._run_properties(text, context, style_ids)
        return self._runs[key]

    def _run_properties(
        self,
        text: TextRun,
        context: RunContext,
        style_ids: Mapping[Role, str],
        change: str = "",
    ) -> str:
        """Return the properties of a run: one style (17.3.2.29), the rest as direct formatting."""
        strong = Role.STRONG if text.strong else None
        emphasis = Role.EMPHASIS if text.emphasis else None
        style = text.role or context.link_role or strong or emphasis
        if style is None and not context.quoted:
            return ""
        return oxml.run_properties(
            style_ids[style] if style else "",
            bold=text.strong and style is not Role.STRONG,
            italic=text.emphasis and style is not Role.EMPHASIS,
            more=_QUOTED_LINES[context.quoted] + change,
        )

    def _field(self, inline: CrossRef | PageNumber, context: RunContext) -> str:
        if isinstance(inline, PageNumber):
            if inline.target:
                # Only a word processor knows the page: no number is better than a wrong one.
                return oxml.TAB + oxml.field(f"PAGEREF {inline.target}", "")
            # Word and LibreOffice work page numbers out whenever they show a page.
            name = "NUMPAGES" if inline.total else "PAGE"
            return oxml.field(name, "1", deleted=context.kind == "del")
        instruction = rf"REF {inline.target} {_SWITCHES[inline.kind]}\h"
        # A bare number, such as 1.4(b), or “above” means nothing as a link, and does not look like one.
        has_words = inline.kind is CrossRefKind.TITLE or (
            inline.kind is not CrossRefKind.DIRECTION
            and re.match(r"\W*[^\W\d_]", inline.text)
        )
        is_link = has_words and not context.in_contents
        link = oxml.run_properties(self._style_ids[Role.LINK]) if is_link else ""
        shown = oxml.field(
            instruction, inline.result, link, deleted=context.kind == "del"
        )
        if not inline.before:
            return shown
        before = oxml.run(oxml.text(inline.before), link)
        return oxml.internal_link(inline.target, before + shown)
