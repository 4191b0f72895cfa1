"""Makes a draft: the document with each finding as a comment on some words or a paragraph.

The readers of a draft must not see what is not public. So a finding of a rule is quoted only if
the rule was run without text that is not printed, and one made while a file is read only if it is
about a file without updates, a printed text, or a printed entry in a file without anything
private. The comment of any other finding has only the rule and the line.
"""

import re
from collections.abc import Container, Iterable

from pccreport.document.blocks import Comment, Document
from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import RunStage, rule
from pccreport.findings.text import Span
from pccreport.model.private_intent import intends_private, is_private_file
from pccreport.model.project import Project
from pccreport.source.node import MappingNode, Node, SequenceNode


def add_comments(
    document: Document,
    project: Project,
    findings: Iterable[Diagnostic],
    public: Container[Diagnostic],
) -> Document:
    """Return the document as a draft, with a comment for each finding.

    `public` has the findings that are made without text that is not printed. A finding that is
    not about a printed paragraph is on the title. In a document with tracked changes, the
    comments are about the new version.
    """
    placer, phrases = _CommentPlacer(document, project, public), project.house.phrases
    unprinted = phrases["draft_unprinted"].text
    comments = dict.fromkeys(placer.comment(finding, unprinted) for finding in findings)
    in_order = sorted(comments, key=lambda comment: comment.block)
    head = document.head or phrases["draft"].text
    return document._replace(head=head, notes=tuple(in_order))


# The file by its name, not as an object: it may have been read twice.
_SpanKey = tuple[str, int, int]


class _CommentPlacer:
    """Finds the block that a span of a file is printed in."""

    def __init__(
        self, document: Document, project: Project, public: Container[Diagnostic]
    ) -> None:
        self._public = public
        self._title = title_index(document)
        # A label and the first update under it have one origin: the update is used.
        self._blocks = {
            _span_key(block.origin): index
            for index, block in enumerate(document.blocks)
            if block.origin and document.change_of(index) != "deleted"
        }
        self._ranges: dict[_SpanKey, int | None] = {**self._blocks}
        """The block of each range; None for an entry that is not printed."""
        for priority in project.plan.priorities:
            self._add_aim_ranges(priority.origin)
        for update in project.updates:
            self._add_entry_ranges(update.origin)
        printed = {name for name, _, _ in self._blocks}
        readable = {project.plan.origin.source.name, *printed}
        self._without_updates = readable - {update.name for update in project.updates}

    def comment(self, finding: Diagnostic, unprinted: str) -> Comment:
        """Return the comment of a finding; `unprinted` replaces words that are withheld."""
        lines = tuple(filter(None, (finding.message, finding.help)))
        block = self._block_around(finding.at.span)
        return Comment(
            self._title if block is None else block,
            finding.severity,
            finding.rule,
            lines if self._may_be_quoted(finding) else (unprinted,),
            _file_and_line(finding.at.span),
        )

    def _may_be_quoted(self, finding: Diagnostic) -> bool:
        if finding in self._public:
            return True
        stage = rule(finding.rule).stage
        spans = [label.span for label in (finding.at, *finding.related)]
        printed = (any(_is_around(at, s) for at in self._blocks) for s in spans)
        if stage is RunStage.TEXT and all(printed):
            return True
        # The other stages see one file, or printed text only.
        sees_entries = stage in (RunStage.PROJECT, RunStage.MERGE, RunStage.REPORT)
        return not sees_entries and all(map(self._is_public, spans))

    def _is_public(self, span: Span) -> bool:
        """Return whether a finding about a span, made while its file is read, is public."""
        source = span.source
        if is_private_file(source.name):
            return False
        # If a file is not read, only its name can be quoted.
        if source.name in self._without_updates or not source.text:
            return True
        return self._block_around(span) is not None and not intends_private(source.text)

    def _block_around(self, span: Span) -> int | None:
        """Return the block of the shortest range around a span, or None."""
        around = [at for at in self._ranges if _is_around(at, span)]
        shortest = min(around, key=lambda at: at[2] - at[1], default=None)
        return self._ranges[shortest] if shortest else None

    def _add_aim_ranges(self, node: Node) -> None:
        """Add the text of each printed key aim, whose origin is its key."""
        aims = node.values.get("aims") if isinstance(node, MappingNode) else None
        if not isinstance(aims, MappingNode):
            return
        for key, value in aims.values.items():
            name = aims.keys[key]
            if (block := self._blocks.get(_span_key(name.span))) is not None:
                span = Span(name.source, name.start, max(name.end, value.end))
                self._ranges[_span_key(span)] = block
            self._add_aim_ranges(value)

    def _add_entry_ranges(self, node: Node) -> None:
        """Add each entry of an update file, points included."""
        if isinstance(node, MappingNode):
            # Each entry has one of these keys, whose value is printed.
            keys = ("text", "see", "closing", "nothing")
            if printed := [node.values[key] for key in keys if key in node.values]:
                block = self._blocks.get(_span_key(printed[0].span))
                self._ranges[_span_key(node.span)] = block
            parts: Iterable[Node] = node.values.values()
        else:
            parts = node.items if isinstance(node, SequenceNode) else ()
        for part in parts:
            self._add_entry_ranges(part)


def title_index(document: Document) -> int:
    """Return the index of the title, in the new version if there are two."""
    titles = (i for i, b in enumerate(document.blocks) if b.role is Role.REPORT_TITLE)
    return next((i for i in titles if document.change_of(i) != "deleted"), 0)


def _span_key(span: Span) -> _SpanKey:
    return span.source.name, span.start, span.end


def _is_around(key: _SpanKey, span: Span) -> bool:
    name, start, end = key
    return name == span.source.name and start <= span.start and span.end <= end


def _file_and_line(span: Span) -> str:
    """Return a file's name and line, without the folder, which differs between computers."""
    name = re.split(r"[\\/]", span.source.name)[-1]
    if is_private_file(span.source.name):
        name = "…"  # its name may tell what the file is about
    return f"{name}:{span.without_block_header.line}" if span.source.text else name
