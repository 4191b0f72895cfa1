"""A draft: the document with each finding as a comment on its paragraph.

Decides which paragraph that is, and what a comment may quote. The readers of a draft may not
see what is not public: a comment has the words of a finding only if all its spans are known
to be printed, or to be in no update; else it has the rule and the line. What is not known to
be public counts as private.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.document.blocks import Block, Comment, Document, inline_text
from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.model.private_intent import is_private_file
from pccreport.model.project import Project
from pccreport.source.node import MappingNode, Node, ScalarNode
from pccreport.source.node import SequenceNode as Listed

_OF_A_FILE = ("period", "basis", "caveat")
"""The settings of a file; under a key that it cannot have there may be anything."""

_SAYS = ("text", "see", "closing", "nothing")
"""The keys of which an update's entry has one: its value is printed."""

_WORD = re.compile(r"\w+")
# From the first quotation mark to the last, because what is quoted may have its own.
_QUOTED = re.compile("“(.*)”", re.DOTALL)


def add_comments(
    document: Document, project: Project, findings: Iterable[Diagnostic]
) -> Document:
    """Return the document as a draft, with a comment for each finding.

    A finding that is about no printed paragraph is on the title. Changes between two versions
    are kept: then the comments are about the new one.
    """
    findings = tuple(findings)
    page = _CommentPlacer(document, project, (f.at.span.source for f in findings))
    phrases = project.house.phrases
    unprinted = phrases["draft_unprinted"].text
    notes = dict.fromkeys(page.note(finding, unprinted) for finding in findings)
    in_order = sorted(notes, key=lambda note: note.block)
    head = document.head or phrases["draft"].text
    return document._replace(head=head, notes=tuple(in_order))


# Files by what they are, not as objects: a file may have been read twice.
_SourceKey = tuple[str, str]
_SpanKey = tuple[_SourceKey, int, int]


class _QuotableRange(NamedTuple):
    """Characters of a file that a note may quote."""

    start: int
    end: int
    block: int | None
    """The block that prints them, or that they belong to."""


class _CommentPlacer:
    """Where everything of a document is from."""

    def __init__(
        self, document: Document, project: Project, asked: Iterable[Source]
    ) -> None:
        self._title = _title(document)
        self._stretches: dict[_SourceKey, list[_QuotableRange]] = defaultdict(list)
        self._entries: dict[_SpanKey, int] = {}
        """The block of each printed entry, by the whole of the entry."""
        origins = [(i, block.origin) for i, block in _of_today(document)]
        printed = [(span, block) for block, span in origins if span]
        # Of a label and the first update under it, which have one origin, the update.
        self._printed = {_span_key(span): block for span, block in printed}
        for span, _ in printed:
            self._open(span, self._printed[_span_key(span)])
        self._plan(project.plan.origin)
        updates = [update.origin for update in project.updates]
        for root in updates:
            if not is_private_file(root.source.name):
                self._update(root)
        settings = (project.settings.origin,) if project.settings else ()
        others = [node.source for node in (project.plan.origin, *settings)]
        others += [span.source for span, _ in printed]
        names = {root.source.name for root in updates}
        for source in {_text(source): source for source in others}.values():
            if source.name not in names:
                self._open(Span(source, 0, len(source.text)))
        self._told = self._open_words(document)
        # One text, so that a word is also found when a message has cut its end off.
        written = {*(_text(root.source) for root in updates), *map(_text, asked)}
        unsaid = {word for _, text in written for word in self._new_words(text)}
        self._secrets = "".join(f" {word}" for word in sorted(unsaid))

    def note(self, finding: Diagnostic, unprinted: str) -> Comment:
        """Return the comment of a finding; `unprinted` replaces words that are withheld."""
        lines = tuple(filter(None, (finding.message, finding.help)))
        return Comment(
            self._block(finding.at.span),
            finding.severity,
            finding.rule,
            lines if self._may_be_quoted(finding) else (unprinted,),
            _file_and_line(finding.at.span),
        )

    def _block(self, span: Span) -> int:
        if (whole := self._entries.get(_span_key(span))) is not None:
            return whole
        stretch = self._stretch(span)
        found = stretch.block if stretch else None
        return self._title if found is None else found

    def _may_be_quoted(self, finding: Diagnostic) -> bool:
        """Whether a finding's words are only of what everybody may read."""
        spans = (label.span for label in (finding.at, *finding.related))
        if not all(self._stretch(span) for span in spans):
            return False
        # “Did you mean” may contain text from none of its spans.
        return not any(
            f" {word}" in self._secrets
            for said in (finding.message, finding.help)
            for quoted in _QUOTED.findall(said)
            for word in self._new_words(quoted)
        )

    def _new_words(self, text: str) -> Iterator[str]:
        return (word for word in _casefolded(text) if word not in self._told)

    def _stretch(self, span: Span) -> _QuotableRange | None:
        """Return the shortest quotable range that a span is in."""
        if not span.source.text and not is_private_file(span.source.name):
            # A file that is not read: only its name can be told.
            return _QuotableRange(0, 0, None)
        around = (
            stretch
            for stretch in self._stretches.get(_text(span.source), ())
            if stretch.start <= span.start and span.end <= stretch.end
        )
        return min(around, key=lambda s: s.end - s.start, default=None)

    def _open(self, span: Span, block: int | None = None) -> None:
        stretch = _QuotableRange(span.start, span.end, block)
        self._stretches[_text(span.source)].append(stretch)

    def _plan(self, node: Node) -> None:
        """Open the texts whose keys the document names as their origin: the key aims'."""
        for key, value in _pairs(node):
            block = self._printed.get(_span_key(key.span))
            if block is not None:
                self._open(_pair(key, value), block)
            self._plan(value)
        if isinstance(node, Listed):
            for item in node.items:
                self._plan(item)

    def _update(self, root: MappingNode) -> None:
        """Make a file's settings, keys and printed entries quotable."""
        for key, at in root.keys.items():
            value = root.values[key]
            if key in _OF_A_FILE:
                self._open(_pair(at, value))
            if key != "updates" or not isinstance(value, MappingNode):
                continue
            self._open(at.span)
            for aim, streams in value.values.items():
                self._open(value.keys[aim].span)
                for stream, told in _pairs(streams):
                    self._open(stream.span)
                    for entry in _entries_of(told):
                        self._entry(entry)

    def _entry(self, node: Node) -> bool:
        """Open what is printed of an entry; whether that is all of it."""
        values = node.values if isinstance(node, MappingNode) else {}
        said = (node, *(values[key] for key in _SAYS if key in values))
        block = next(
            (
                b
                for n in said
                if (b := self._printed.get(_span_key(n.span))) is not None
            ),
            None,
        )
        points = [self._entry(point) for point in _entries_of(values.get("points"))]
        if block is None:
            return False
        self._entries[_span_key(node.span)] = block
        if whole := all(points):
            self._open(node.span, block)
        for key, value in _pairs(node):
            self._open(key.span if key.value == "points" else _pair(key, value), block)
        return whole

    def _open_words(self, document: Document) -> set[str]:
        """All words of what everybody may read."""
        told = {
            word
            for (_, text), stretches in self._stretches.items()
            for stretch in stretches
            for word in _casefolded(text[stretch.start : stretch.end])
        }
        for _, block in _of_today(document):
            told.update(_casefolded(" ".join(map(inline_text, block.content))))
        return told


def _of_today(document: Document) -> Iterator[tuple[int, Block]]:
    """Return the blocks with their indexes, without those that only the old version has."""
    for place, block in enumerate(document.blocks):
        if not (place in document.tracked and document.tracked[place].is_old):
            yield place, block


def _title(document: Document) -> int:
    titles = (i for i, b in _of_today(document) if b.role is Role.REPORT_TITLE)
    return next(titles, 0)


def _text(source: Source) -> _SourceKey:
    return source.name, source.text


def _span_key(span: Span) -> _SpanKey:
    return _text(span.source), span.start, span.end


def _file_and_line(span: Span) -> str:
    """Return a file's name and line, without the folder, which differs between computers."""
    name = re.split(r"[\\/]", span.source.name)[-1]
    if is_private_file(span.source.name):
        name = "…"  # its name may tell what the file is about
    return f"{name}:{span.line}" if span.source.text else name


def _casefolded(text: str) -> Iterator[str]:
    return (found[0].casefold() for found in _WORD.finditer(text))


def _pair(key: ScalarNode, value: Node) -> Span:
    return Span(key.source, key.start, max(key.end, value.end))


def _pairs(node: Node) -> Iterator[tuple[ScalarNode, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.values.items():
            yield node.keys[key], value


def _entries_of(node: Node | None) -> tuple[Node, ...]:
    """Return the entries of a cell or of points: those of a list, or the single one."""
    if isinstance(node, Listed):
        return node.items
    return () if node is None else (node,)
