"""The body of a report: key aims, their streams, and what is told under each label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pccreport.document import keys
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
from pccreport.findings.text import Span
from pccreport.house.parts import House
from pccreport.house.roles import POINTS, Role
from pccreport.model.periods import Labels
from pccreport.model.prose import Prose
from pccreport.model.update import Item, Reference
from pccreport.report.references import Spot, spots_of
from pccreport.report.tree import AimSection, PeriodBlock, Remark, Report, Told

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
            keys.of_aim(section.aim.key),
        )
        by_stream = groupby(spots_of(section), key=lambda spot: spot.numbers[1])
        for _, spots in by_stream:
            yield from self._stream(tuple(spots))

    def _stream(self, spots: tuple[Spot, ...]) -> Iterator[Block]:
        section = spots[0].stream
        stream, anchor = section.stream, self._anchors.stream(*spots[0].numbers[:2])
        heading, key = (
            self._setter.phrase(stream.heading),
            keys.of_stream(*spots[0].cell),
        )
        origin = stream.heading.origin.span
        yield Heading(Role.STREAM, heading, anchor, origin=origin, key=key)
        if note := stream.note:
            words, key = self._setter.phrase(note), keys.of_note(*spots[0].cell)
            yield Paragraph(Role.NOTE, words, origin=note.origin.span, key=key)
        for spot in spots:
            yield from self._period(spot)
        for closing in section.closings:
            content, key = self._setter.text(closing.text), keys.of_closing(closing)
            origin = closing.text.origin.span
            yield Paragraph(Role.CLOSING, content, origin=origin, key=key)

    def _period(self, spot: Spot) -> Iterator[Block]:
        block, anchor = spot.block, self._anchors.block(spot)
        label = self._labels.label(block.head, block.quarters, block.finished)
        origin, key = _origin(block.entries[0]), keys.of_label(*spot.cell, block.head)
        if alone := self._alone(block, spot):
            words = Text(label, role=Role.LABEL_WORDS)
            content = (words, Text(" "), *alone)
            yield Paragraph(Role.LABEL_LINE, content, anchor, origin, key)
            yield from self._caveats(spot)
        else:
            yield Paragraph(Role.LABEL, (Text(label),), anchor, origin, key)
            yield from self._caveats(spot)
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

    def _caveats(self, spot: Spot) -> Iterator[Paragraph]:
        for number, caveat in enumerate(spot.block.caveats):
            words = self._said("caveat", caveat, caveat=self._setter.text(caveat.text))
            key = keys.of_caveat(*spot.cell, spot.block.head, number)
            origin = caveat.text.origin.span
            yield Paragraph(Role.CAVEAT, words, origin=origin, key=key)

    def _points(
        self, entries: tuple[Told, ...], level: int, spot: Spot
    ) -> Iterator[ListItem]:
        for entry in entries:
            yield self._point(entry, level, spot)
            if isinstance(entry, Item):
                yield from self._under(entry, level, spot)

    def _point(self, entry: Told, level: int, spot: Spot) -> ListItem:
        anchor = ""
        match entry:
            case Reference():
                words = self._reference(entry, spot)
            case Remark():
                words = self._nothing(entry)
            case Item():
                words, anchor = self._setter.text(entry.text), self._anchors.item(entry)
        origin, key = _origin(entry), keys.of_entry(entry)
        return ListItem(POINTS[level], words, "", anchor, origin, key)

    def _under(self, item: Item, level: int, spot: Spot) -> Iterator[ListItem]:
        """What stands under an update: its points, and what it came to."""
        points = tuple(p for p in item.points if isinstance(p, Item | Reference))
        yield from self._points(points, level + 1, spot)
        if item.outcome:
            yield self._outcome(item.outcome, min(level + 1, len(POINTS) - 1))

    def _outcome(self, outcome: Prose, level: int) -> ListItem:
        words = self._setter.text(outcome)
        content = self._setter.filled(self._phrases["outcome"], outcome=words)
        origin, key = outcome.origin.span, keys.of_outcome(outcome)
        return ListItem(POINTS[level], content, origin=origin, key=key)

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


def _origin(entry: Told) -> Span:
    if isinstance(entry, Reference):
        return entry.place()
    return entry.text.origin.span
