"""The body of a report: key aims, their streams, and the entries under each label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pccreport.document.blocks import (
    Block,
    BlockKey,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    TextRun,
)
from pccreport.document.roles import (
    AIMS,
    HEADING_LEVELS,
    NUMBERED,
    POINTS,
    STREAMS,
    Role,
)
from pccreport.findings.text import Span
from pccreport.house.house import NONE, HouseFormat
from pccreport.layout import block_keys
from pccreport.layout.anchors import Anchors
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.layout.measures import MeasureBuilder
from pccreport.layout.numbers import is_paragraph, paragraph
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.update import Reference, UpdateItem
from pccreport.model.visibility import span_start
from pccreport.report.promises import Statement
from pccreport.report.references import ReportPosition, positions_by_stream
from pccreport.report.report import (
    AimSection,
    PeriodNote,
    PeriodSection,
    PrintedEntry,
    Report,
)

_GAP = "…"


class SectionBuilder:
    """Lays out the entries of a report, key aim by key aim."""

    def __init__(
        self,
        house: HouseFormat,
        setter: InlineBuilder,
        anchors: Anchors,
        measures: MeasureBuilder,
        promises: Iterable[Statement],
    ) -> None:
        self._house = house
        self._measures = measures
        self._phrases = house.phrases
        self._labels = LabelFormatter(house)
        self._setter = setter
        self._anchors = anchors
        self._open = {span_start(each.item.text.origin.span) for each in promises}

    def blocks(self, report: Report) -> Iterator[Block]:
        """All of it, in order."""
        return (block for section in report.aims for block in self._aim(section))

    def _aim(self, section: AimSection) -> Iterator[Block]:
        depth, name = section.aim.depth, self._setter.name(section.aim.key)
        yield Heading(
            AIMS[depth],
            (TextRun(section.aim.text),),
            HEADING_LEVELS[Role.AIM] + depth,
            self._anchors.aim(section.number),
            name.number,
            section.aim.origin.span,
            ("aim", section.aim.key),
            name.start,
        )
        yield from self._measures.aim(section)
        for in_stream in positions_by_stream(section):
            yield from self._stream(in_stream)

    def _stream(self, in_stream: tuple[ReportPosition, ...]) -> Iterator[Block]:
        section = in_stream[0].stream
        stream, anchor = section.stream, self._anchors.wanted(*in_stream[0].numbers[:2])
        if head := stream.heading:
            words, key = self._setter.phrase(head), ("stream", *in_stream[0].cell)
            origin, depth = head.origin.span, in_stream[0].aim.aim.depth
            role, level = STREAMS[depth], HEADING_LEVELS[Role.STREAM] + depth
            yield Heading(role, words, level, anchor, origin=origin, key=key)
        if note := stream.note:
            words, key = self._setter.phrase(note), ("note", *in_stream[0].cell)
            yield Paragraph(Role.NOTE, words, origin=note.origin.span, key=key)
        has_label = self._house.has_label(len(in_stream))
        for position in in_stream:
            yield from (
                self._labelled(position) if has_label else self._unlabelled(position)
            )
        for closing in section.closings:
            words, origin = self._setter.text(closing.text), closing.text.origin.span
            at = block_keys.closing_at(origin)
            yield Paragraph(Role.CLOSING, words, origin=origin, key=at)

    def _unlabelled(self, position: ReportPosition) -> Iterator[Block]:
        """Yield what is under a label that is not printed."""
        yield from self._caveats(position)
        if alone := self._alone(position.block, position):
            entry = position.block.entries[0]
            origin, key = _origin(entry), _key(entry)
            yield paragraph(alone, self._house, "", origin, key)
        else:
            yield from self._points(position.block.entries, position)

    def _labelled(self, position: ReportPosition) -> Iterator[Block]:
        block, anchor = position.block, self._anchors.wanted(*position.numbers)
        label = self._labels.label(block.head, block.quarters, block.finished)
        origin = _origin(block.entries[0])
        key = ("label", *position.cell, block.head)
        line = self._phrases["label_line"]
        alone = self._alone(block, position) if line.text != NONE else ()
        if alone:
            words = (TextRun(label, role=Role.LABEL_WORDS),)
            content = self._setter.fill_with(line, label=words, text=alone)
            yield Paragraph(Role.LABEL_LINE, content, anchor, origin, key)
            yield from self._caveats(position)
            return
        above = Role.STREAM if position.stream.stream.heading else Role.AIM
        level = HEADING_LEVELS[above] + position.aim.aim.depth + 1
        words = (TextRun(label),)
        yield Heading(Role.LABEL, words, level, anchor, origin=origin, key=key)
        yield from self._unlabelled(position)

    def _alone(
        self, block: PeriodSection, position: ReportPosition
    ) -> tuple[Inline, ...]:
        """Return the single reference or note that is on the label's own line, else ()."""
        match block.entries:
            case (Reference() as reference,):
                return self._reference(reference, position)
            case (PeriodNote(quarters=()) as remark,):
                return self._nothing(remark)
            case _:
                return ()

    def _caveats(self, position: ReportPosition) -> Iterator[Paragraph]:
        for number, caveat in enumerate(position.block.caveats):
            words = self._note("caveat", caveat, caveat=self._setter.text(caveat.text))
            key = ("caveat", *position.cell, position.block.head, number)
            origin = caveat.text.origin.span
            yield Paragraph(Role.CAVEAT, words, origin=origin, key=key)

    def _points(
        self,
        entries: tuple[PrintedEntry, ...],
        position: ReportPosition,
        roles: tuple[Role, ...] = (),
        level: int = 0,
    ) -> Iterator[Block]:
        """Yield entries and what is under them: those under a label, or points in some roles."""
        for entry in entries:
            match entry:
                case Reference():
                    words, anchor = self._reference(entry, position), ""
                case PeriodNote():
                    words, anchor = self._nothing(entry), ""
                case UpdateItem():
                    words = self._setter.text(entry.text)
                    anchor = self._anchors.item(entry)
            origin, key = _origin(entry), _key(entry)
            listed, depth = roles or POINTS, level + 1
            if not roles and is_paragraph(entry, self._house):
                yield paragraph(words, self._house, anchor, origin, key)
                if self._house.look.paragraphs.paragraph:
                    listed = NUMBERED
                else:
                    depth = 0
            else:
                yield ListItem(listed[level], words, "", anchor, origin, key, depth)
            if isinstance(entry, UpdateItem):
                yield from self._under(entry, position, listed, depth)

    def _under(
        self,
        item: UpdateItem,
        position: ReportPosition,
        roles: tuple[Role, ...],
        level: int,
    ) -> Iterator[Block]:
        """Yield what is under an update: its points, then its outcome and the like."""
        points = tuple(p for p in item.points if isinstance(p, UpdateItem | Reference))
        yield from self._points(points, position, roles, level)
        level = min(level, len(roles) - 1)
        lines = [
            (
                name,
                self._setter.fill_with(
                    self._phrases[name], **{name: self._setter.text(text)}
                ),
                text.origin.span,
            )
            for name, text in item.texts()
            if name  # in the words of the house format for it
        ]
        # A promise that was kept is not to be done any more.
        is_open = span_start(item.text.origin.span) in self._open
        if item.due and is_open and self._phrases["due"].text:
            due = {k: (TextRun(w),) for k, w in self._labels.due(item.due).items()}
            content = self._setter.fill_with(self._phrases["due"], **due)
            lines.append(("due", content, item.span_of("due")))
        for name, content, at in lines:
            key = block_keys.text_at(name, at)
            yield ListItem(roles[level], content, "", "", at, key, level + 1)

    def _reference(
        self, reference: Reference, position: ReportPosition
    ) -> tuple[Inline, ...]:
        target = self._anchors.target(reference, position)
        # Only in a draft, which has a comment about the missing target.
        return self._setter.reference(target) if target else (TextRun(_GAP),)

    def _nothing(self, remark: PeriodNote) -> tuple[Inline, ...]:
        return self._note("nothing", remark, reason=self._setter.text(remark.text))

    def _note(
        self, phrase: str, remark: PeriodNote, **words: tuple[Inline, ...]
    ) -> tuple[Inline, ...]:
        """Return a note in the words of the house format, with its quarters if it has its own."""
        if not remark.quarters:
            return self._setter.fill_with(self._phrases[phrase], **words)
        quarters = (TextRun(self._labels.quarters(remark.quarters)),)
        phrase = f"quarter_{phrase}"
        return self._setter.fill_with(self._phrases[phrase], quarters=quarters, **words)


def _origin(entry: PrintedEntry) -> Span:
    if isinstance(entry, Reference):
        return entry.span_of()
    return entry.text.origin.span


def _key(entry: PrintedEntry) -> BlockKey:
    """Return the key of an entry that is not on its label's own line."""
    if isinstance(entry, Reference):
        assert entry.origin is not None  # read from a file
        return block_keys.entry_at(entry.origin.span)
    return block_keys.entry_at(entry.text.origin.span)
