"""The body of a report: key aims, their streams, and what is told under each label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pccreport.document.anchors import Anchors
from pccreport.document.blocks import (
    Block,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Text,
)
from pccreport.document.inlines import Setter
from pccreport.house.parts import House
from pccreport.house.roles import POINTS, Role
from pccreport.model.periods import Labels
from pccreport.model.prose import Prose
from pccreport.model.update import Item, Reference
from pccreport.report.references import Spot, spots_of
from pccreport.report.tree import AimSection, PeriodBlock, Remark, Report, Told
from pccreport.source.text import Span

_GAP = "…"


class Progress:
    """Lays out what a report tells, key aim by key aim."""

    def __init__(self, house: House, setter: Setter, anchors: Anchors) -> None:
        self._phrases = house.phrases
        self._labels = Labels(house)
        self._setter = setter
        self._anchors = anchors

    def blocks(self, report: Report) -> Iterator[Block]:
        """All of it, in order."""
        return (block for section in report.aims for block in self._aim(section))

    def _aim(self, section: AimSection) -> Iterator[Block]:
        number = section.number
        yield Heading(
            Role.AIM,
            (Text(section.aim.text),),
            self._anchors.aim(number),
            self._setter.number(number),
            section.aim.origin.span,
        )
        by_stream = groupby(spots_of(section), key=lambda spot: spot.numbers[1])
        for _, spots in by_stream:
            yield from self._stream(tuple(spots))

    def _stream(self, spots: tuple[Spot, ...]) -> Iterator[Block]:
        section = spots[0].stream
        stream, anchor = section.stream, self._anchors.stream(*spots[0].numbers[:2])
        heading = self._setter.phrase(stream.heading)
        yield Heading(Role.STREAM, heading, anchor, origin=stream.heading.origin.span)
        if note := stream.note:
            words = self._setter.phrase(note)
            yield Paragraph(Role.NOTE, words, origin=note.origin.span)
        for spot in spots:
            yield from self._period(spot)
        for closing in section.closings:
            content = self._setter.text(closing.text)
            yield Paragraph(Role.CLOSING, content, origin=closing.text.origin.span)

    def _period(self, spot: Spot) -> Iterator[Block]:
        block, anchor = spot.block, self._anchors.block(spot)
        label = self._labels.label(block.head, block.quarters, block.finished)
        first = block.entries[0]
        if alone := self._alone(block, spot):
            words = Text(label, role=Role.LABEL_WORDS)
            content = (words, Text(" "), *alone)
            yield Paragraph(Role.LABEL_LINE, content, anchor, _origin(first))
            yield from self._caveats(block)
        else:
            yield Paragraph(Role.LABEL, (Text(label),), anchor, _origin(first))
            yield from self._caveats(block)
            yield from self._points(block.entries, 0, spot)

    def _alone(self, block: PeriodBlock, spot: Spot) -> tuple[Inline, ...]:
        """What stands on the label's own line: a single reference or remark, else ()."""
        match block.entries:
            case (Reference() as reference,):
                return self._reference(reference, spot)
            case (Remark(quarters=()) as remark,):
                return self._nothing(remark)
            case _:
                return ()

    def _caveats(self, block: PeriodBlock) -> Iterator[Paragraph]:
        for caveat in block.caveats:
            words = self._said("caveat", caveat, caveat=self._setter.text(caveat.text))
            yield Paragraph(Role.CAVEAT, words, origin=caveat.text.origin.span)

    def _points(
        self, entries: tuple[Told, ...], level: int, spot: Spot
    ) -> Iterator[ListItem]:
        for entry in entries:
            match entry:
                case Reference():
                    words = self._reference(entry, spot)
                    yield ListItem(POINTS[level], words, origin=_origin(entry))
                case Remark():
                    words = self._nothing(entry)
                    yield ListItem(POINTS[level], words, origin=_origin(entry))
                case Item():
                    yield from self._item(entry, level, spot)

    def _item(self, item: Item, level: int, spot: Spot) -> Iterator[ListItem]:
        words, anchor = self._setter.text(item.text), self._anchors.item(item)
        yield ListItem(POINTS[level], words, anchor=anchor, origin=_origin(item))
        points = tuple(p for p in item.points if isinstance(p, Item | Reference))
        yield from self._points(points, level + 1, spot)
        if item.outcome:
            yield self._outcome(item.outcome, min(level + 1, len(POINTS) - 1))

    def _outcome(self, outcome: Prose, level: int) -> ListItem:
        words = self._setter.text(outcome)
        content = self._setter.filled(self._phrases["outcome"], outcome=words)
        return ListItem(POINTS[level], content, origin=outcome.origin.span)

    def _reference(self, reference: Reference, spot: Spot) -> tuple[Inline, ...]:
        target = self._anchors.target(reference, spot)
        # Only in a draft, whose comment on it says that it leads nowhere.
        return self._setter.reference(target) if target else (Text(_GAP),)

    def _nothing(self, remark: Remark) -> tuple[Inline, ...]:
        return self._said("nothing", remark, reason=self._setter.text(remark.text))

    def _said(
        self, phrase: str, remark: Remark, **words: tuple[Inline, ...]
    ) -> tuple[Inline, ...]:
        """A remark in the house's words, with its quarters where it has its own."""
        if not remark.quarters:
            return self._setter.filled(self._phrases[phrase], **words)
        quarters = (Text(self._labels.quarters(remark.quarters)),)
        phrase = f"quarter_{phrase}"
        return self._setter.filled(self._phrases[phrase], quarters=quarters, **words)


def _origin(entry: Told) -> Span | None:
    if isinstance(entry, Reference):
        return entry.place()
    return entry.text.origin.span
