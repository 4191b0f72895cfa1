"""A draft: the document with each finding as a comment on its words, or on their paragraph.

Decides which those are, and which findings a comment may quote: the readers of a draft
may not see what is not public. A finding of a rule is quoted only if the rule has not seen
anything that is not printed, and one made while a file is read only if it is about a file
without updates, a text that is printed, or a printed entry in a file that keeps nothing private.
Of any other, the comment has the rule and the line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache

from pccreport.document.blocks import Block, Comment, Document, content_text
from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Stage, rule
from pccreport.findings.text import Source, Span
from pccreport.model.private_intent import intends_private, is_private_file
from pccreport.model.project import Project
from pccreport.source.node import MappingNode, Node, SequenceNode

_OF_ENTRIES = (Stage.PROJECT, Stage.MERGE, Stage.REPORT)
"""The stages that see all entries of a project; the others see one file, or what is printed."""

_PRINTED_KEYS = ("text", "see", "closing", "nothing")
"""The keys of which each entry of an update file has one: its value is printed."""


def add_comments(
    document: Document,
    project: Project,
    findings: Iterable[Diagnostic],
    public: Container[Diagnostic],
) -> Document:
    """Return the document as a draft, with a comment for each finding.

    `public` has the findings that are made without seeing what is not printed. A finding that
    is about no printed paragraph is on the title. Changes between two versions are kept: then
    the comments are about the new one.
    """
    placer = _CommentPlacer(document, project, public)
    phrases = project.house.phrases
    unprinted = phrases["draft_unprinted"].text
    notes = dict.fromkeys(placer.comment(finding, unprinted) for finding in findings)
    in_order = sorted(notes, key=lambda note: note.block)
    head = document.head or phrases["draft"].text
    return document._replace(head=head, notes=tuple(in_order))


# The file by its name, not as an object: it may have been read twice.
_SpanKey = tuple[str, int, int]


class _CommentPlacer:
    """Knows which characters of which file belong to which block."""

    def __init__(
        self, document: Document, project: Project, public: Container[Diagnostic]
    ) -> None:
        self._public = public
        self._title = title_place(document)
        self._content = document.blocks
        # Of a label and the first update under it, which have one origin, the update.
        self._blocks = {
            _span_key(block.origin): place
            for place, block in _blocks_of_new_version(document)
            if block.origin
        }
        self._ranges: dict[_SpanKey, int | None] = {**self._blocks}
        """The block of each range; None for an entry that is not printed."""
        for priority in project.plan.priorities:
            self._add_aims(priority.origin)
        for update in project.updates:
            self._add_entries(update.origin)
        settings = (project.settings.origin,) if project.settings else ()
        readable = {node.source.name for node in (project.plan.origin, *settings)}
        readable |= {name for name, _, _ in self._blocks}
        self._without_updates = readable - {each.name for each in project.updates}

    def comment(self, finding: Diagnostic, unprinted: str) -> Comment:
        """Return the comment of a finding; `unprinted` replaces words that are withheld."""
        lines = tuple(filter(None, (finding.message, finding.help)))
        block, quoted = self._block(finding.at.span), self._may_be_quoted(finding)
        return Comment(
            self._title if block is None else block,
            finding.severity,
            finding.rule,
            lines if quoted else (unprinted,),
            _file_and_line(finding.at.span),
            self._words(block, finding) if quoted else None,
        )

    def _words(self, block: int | None, finding: Diagnostic) -> tuple[int, int] | None:
        return (
            None
            if block is None
            else _printed_at(self._content[block], finding.at.span)
        )

    def _may_be_quoted(self, finding: Diagnostic) -> bool:
        if finding in self._public:
            return True
        stage = rule(finding.rule).stage
        spans = [label.span for label in (finding.at, *finding.related)]
        if stage is Stage.TEXT and all(map(self._is_printed, spans)):
            return True
        return stage not in _OF_ENTRIES and all(map(self._is_public, spans))

    def _is_printed(self, span: Span) -> bool:
        """Return whether a span is in a text that is printed."""
        return any(
            name == span.source.name and start <= span.start and span.end <= end
            for name, start, end in self._blocks
        )

    def _is_public(self, span: Span) -> bool:
        """Return whether what is said about a span while its file is read is public."""
        source = span.source
        if is_private_file(source.name):
            return False
        # Of a file that is not read, only the name can be quoted.
        if source.name in self._without_updates or not source.text:
            return True
        return self._block(span) is not None and not _keeps_private(source)

    def _block(self, span: Span) -> int | None:
        """Return the block of the shortest range around a span, or None."""
        around = (
            (end - start, block)
            for (name, start, end), block in self._ranges.items()
            if name == span.source.name and start <= span.start and span.end <= end
        )
        return min(around, key=lambda found: found[0], default=(0, None))[1]

    def _add_aims(self, node: Node) -> None:
        """Add the text of each key aim that is printed: its origin is its key."""
        aims = node.values.get("aims") if isinstance(node, MappingNode) else None
        if not isinstance(aims, MappingNode):
            return
        for key, value in aims.values.items():
            name = aims.keys[key]
            if (block := self._blocks.get(_span_key(name.span))) is not None:
                whole = Span(name.source, name.start, max(name.end, value.end))
                self._ranges[_span_key(whole)] = block
            self._add_aims(value)

    def _add_entries(self, node: Node) -> None:
        """Add each entry of an update file, points too."""
        if isinstance(node, MappingNode):
            printed = [node.values[key] for key in _PRINTED_KEYS if key in node.values]
            if printed:
                block = self._blocks.get(_span_key(printed[0].span))
                self._ranges[_span_key(node.span)] = block
            for value in node.values.values():
                self._add_entries(value)
        elif isinstance(node, SequenceNode):
            for item in node.items:
                self._add_entries(item)


def _blocks_of_new_version(document: Document) -> Iterator[tuple[int, Block]]:
    """Yield the blocks with their indexes, without those that only the old version has."""
    for place, block in enumerate(document.blocks):
        if document.side(place) != "deleted":
            yield place, block


def _printed_at(block: Block, span: Span) -> tuple[int, int] | None:
    """Return which characters of a block's text a span is printed as; None if that is not sure.

    The words are looked for: they are sure if the block has them as often as its text in the file.
    """
    whole = block.origin
    words = span.text.split()
    if (
        not words
        or whole is None
        or not whole.start <= span.start < span.end <= whole.end
    ):
        return None
    places = _places((*words,), whole.text, content_text(block.content))
    return places.get(span.start - whole.start)


# The same words can be found very often in one text.
@lru_cache(maxsize=16)
def _places(
    words: tuple[str, ...], typed: str, printed: str
) -> dict[int, tuple[int, int]]:
    """Return, by where some words start in a typed text, which characters they are printed as.

    It is empty if they are not printed as often as they are typed.
    """
    phrase = re.compile(r"\s+".join(map(re.escape, words)))
    starts = [found.start() for found in phrase.finditer(typed)]
    spans = [found.span() for found in phrase.finditer(printed)]
    return dict(zip(starts, spans, strict=True)) if len(starts) == len(spans) else {}


def title_place(document: Document) -> int:
    """Return the index of the title: of the new one, if there are two."""
    blocks = _blocks_of_new_version(document)
    return next((i for i, b in blocks if b.role is Role.REPORT_TITLE), 0)


@cache
def _keeps_private(source: Source) -> bool:
    return intends_private(source.text)


def _span_key(span: Span) -> _SpanKey:
    return span.source.name, span.start, span.end


def _file_and_line(span: Span) -> str:
    """Return a file's name and line, without the folder, which differs between computers."""
    name = re.split(r"[\\/]", span.source.name)[-1]
    if is_private_file(span.source.name):
        name = "…"  # its name may tell what the file is about
    return f"{name}:{span.without_block_header.line}" if span.source.text else name
