"""A report, or one update file by itself, walked through line by line.

What is not public is on no side, unless it was asked for; then each such line says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from pccreport.compare.sides import (
    Aim,
    Line,
    Named,
    Place,
    Side,
    Sort,
    Spoken,
    Withdrawn,
    plain,
)
from pccreport.house.parts import House
from pccreport.model import published
from pccreport.model.marks import Address, Mention, Part, Words
from pccreport.model.periods import Head, Labels, Period, head_of
from pccreport.model.plan import KeyAim
from pccreport.model.prose import Prose
from pccreport.model.update import (
    Cell,
    Closing,
    Entry,
    Item,
    Nothing,
    Reference,
    Update,
    Withdrawal,
)
from pccreport.report.references import References, Spot, spots_of
from pccreport.report.tree import AimSection, Remark, Report, Told

_GAP = "…"
"""What a reference says of what is not there, as in a draft."""


class Naming(NamedTuple):
    """What key aims and streams are called where words are compared: on both sides alike.

    A key aim that has got another number is not another text wherever it is named.
    """

    mentions: Mapping[str, str]
    headings: Mapping[str, str]
    lasting: Mapping[str, str] = MappingProxyType({})
    """The key of now of each old key aim that still is one."""
    hidden: frozenset[published.Spot] = frozenset()
    """Where something begins that is not public."""

    def said(self, text: Prose) -> tuple[Spoken, ...]:
        """What a text says; a mention of a key aim in the words for it."""
        if len(text.parts) == 1 and text.text.isascii():
            [part] = text.parts
            if isinstance(part, Words):
                return (part,)
        return tuple(map(self._spoken, text.parts))

    def _spoken(self, part: Part) -> Spoken:
        # Editors take letters apart (e and an accent); what is read is the same.
        match part:
            case Words(text=text):
                return part._replace(text=normalize("NFC", text))
            case Address(words=words):
                same = (w._replace(text=normalize("NFC", w.text)) for w in words)
                return part._replace(words=tuple(same))
            case Mention(aim=aim):
                key = self.lasting.get(aim, aim)
                return Named(key, self.mentions.get(key, self.mentions.get(aim, aim)))


def mentions(aims: Iterable[KeyAim], house: House) -> Mapping[str, str]:
    """What the key aims of a priority are called in passing, by their keys."""
    return {aim.key: house.mention(n) for n, aim in enumerate(aims, start=1)}


def aims_of(report: Report) -> tuple[Aim, ...]:
    """The key aims of a report, with their numbers."""
    return tuple(Aim(s.aim.key, s.number, s.aim.text) for s in report.aims)


def of_report(
    report: Report,
    updates: Iterable[Update],
    house: House,
    naming: Naming,
    streams: Mapping[str, str],
) -> Side:
    """A report as one side; `streams` are its own headings, by their keys."""
    scope = report.scope
    covered = tuple(u for u in updates if scope.covers(u.period))
    walk = _ReportWalk(report, house, naming, covered)
    for section in report.aims:
        walk.aim(section)
    return Side(
        name="",
        on=str(scope.period if scope.until.end <= scope.period.end else scope.until),
        first=scope.first.start,
        current=scope.period.start,
        aims=aims_of(report),
        streams=tuple(streams.items()),
        lines=tuple(walk.lines),
        withdrawn=tuple(w for u in covered for w in _withdrawn(u, naming)),
        report=report,
        levels=(house.levels.aim, house.levels.aims),
        last=scope.until.end,
        words=dict(house.said()),
    )


def of_file(
    update: Update,
    aims: tuple[Aim, ...],
    streams: Iterable[str],
    naming: Naming,
) -> Side:
    """One update file as one side; key aims and streams that the plan lacks come last."""
    walk = _FileWalk(update, naming)
    numbers = {aim.key: i for i, aim in enumerate(aims)}
    order = {key: i for i, key in enumerate(streams)}
    last = len(numbers) + len(order)
    cells = sorted(
        update.cells,
        key=lambda c: (numbers.get(c.aim, last), order.get(c.stream, last)),
    )
    for cell in cells:
        walk.cell(cell)
    more = dict.fromkeys(c.aim for c in cells if c.aim not in numbers)
    keys = dict.fromkeys([*order, *(c.stream for c in cells)])
    return Side(
        name="",
        on=str(update.period),
        first=update.period.start,
        current=update.period.start,
        aims=(*aims, *(Aim(key, 0, key) for key in more)),
        streams=tuple((key, naming.headings.get(key, key)) for key in keys),
        lines=tuple(walk.lines),
        withdrawn=tuple(_withdrawn(update, naming)),
        last=update.period.end,
    )


class _Walk:
    """Collects lines; where they stand is the same for a while."""

    def __init__(self, naming: Naming) -> None:
        self.lines: list[Line] = []
        self._naming = naming
        self._place = Place("", "", None)
        self._label = ""

    def _item(self, item: Item, period: Period, level: int, parent: int) -> int:
        """Put an update on record, and say its number."""
        outcome = item.outcome
        return self._add(
            Line(
                *(Sort.UPDATE, self._place, self._label, period),
                item.text.origin.span,
                self._naming.said(item.text),
                level=level,
                parent=parent,
                id=item.id,
                outcome=self._naming.said(outcome) if outcome else (),
                outcome_at=outcome.origin.span if outcome else None,
                award=item.award,
                continues=item.continues,
            )
        )

    def _remark(self, sort: Sort, text: Prose, period: Period) -> None:
        said = self._naming.said(text)
        self._add(Line(sort, self._place, self._label, period, text.origin.span, said))

    def _add(self, line: Line) -> int:
        self.lines.append(
            line._replace(private=published.spot(line.at) in self._naming.hidden)
        )
        return len(self.lines) - 1


class _ReportWalk(_Walk):
    """The lines of a report, in the order printed."""

    def __init__(
        self,
        report: Report,
        house: House,
        naming: Naming,
        updates: Iterable[Update],
    ) -> None:
        super().__init__(naming)
        self._labels = Labels(house)
        self._references = References(report)
        self._periods = {update.name: update.period for update in updates}
        self._caveats: set[tuple[Head, str]] = set()

    def aim(self, section: AimSection) -> None:
        """Everything under one key aim."""
        last = None
        for spot in spots_of(section):
            if last and last.stream is not spot.stream:
                self._closings(last)
            self._spot(spot)
            last = spot
        if last:
            self._closings(last)

    def _spot(self, spot: Spot) -> None:
        head, block = spot.block.head, spot.block
        label = self._labels.label(head, block.quarters, block.finished)
        self._label = label.rstrip(": ")
        for caveat in block.caveats:
            # It stands under each label of its period, and is one thing to tell.
            if (head, caveat.text.text) not in self._caveats:
                self._caveats.add((head, caveat.text.text))
                self._place = Place("", "", head)
                self._remark(Sort.CAVEAT, caveat.text, self._period(caveat.text))
        self._place = Place(*spot.cell, head)
        self._entries(block.entries, spot, 1, -1)

    def _entries(
        self, entries: Iterable[Told | Withdrawal], spot: Spot, level: int, parent: int
    ) -> None:
        for entry in entries:
            match entry:
                case Item():
                    period = self._period(entry.text)
                    number = self._item(entry, period, level, parent)
                    self._entries(entry.points, spot, level + 1, number)
                case Remark():
                    self._remark(Sort.NOTHING, entry.text, self._period(entry.text))
                case Reference():
                    self._reference(entry, spot, level, parent)
                case Withdrawal():
                    pass

    def _reference(
        self, reference: Reference, spot: Spot, level: int, parent: int
    ) -> None:
        assert reference.origin is not None  # read from a file
        at = reference.origin.span
        target = self._references.target(reference, spot)
        stream, year = reference.stream or spot.cell[1], reference.year or spot.year
        leads: tuple[object, ...] = (reference.see, stream, year, "")
        # What it names and is not there may be private: an id tells of it too.
        words = self._naming.mentions.get(reference.see, _GAP)
        if target:
            there, item = target.spot, target.item
            leads = (*there.cell, there.block.head.year, item.id if item else "")
            words = self._naming.mentions[there.aim.aim.key]
            if target.other_stream or item:
                heading = self._naming.headings[there.stream.stream.key]
                words = f"{words}, {heading}"
            if target.other_year or item:
                words = f"{words}, {self._labels.year(there.year)}"
        period = self._periods[at.source.name]
        line = Line(
            Sort.REFERENCE, self._place, self._label, period, at, (Words(words),)
        )
        self._add(line._replace(level=level, parent=parent, target=leads))

    def _closings(self, spot: Spot) -> None:
        self._place, self._label = Place(*spot.cell, None), ""
        for closing in spot.stream.closings:
            self._remark(Sort.CLOSING, closing.text, self._period(closing.text))

    def _period(self, text: Prose) -> Period:
        return self._periods[text.origin.source.name]


class _FileWalk(_Walk):
    """The lines of one file, cell by cell."""

    def __init__(self, update: Update, naming: Naming) -> None:
        super().__init__(naming)
        self._period = update.period
        self._head = head_of(update.period, update.basis)
        self._label = str(update.period)
        if update.caveat:
            self._place = Place("", "", self._head)
            self._remark(Sort.CAVEAT, update.caveat, self._period)

    def cell(self, cell: Cell) -> None:
        """Everything of one stream under one key aim."""
        self._place = Place(cell.aim, cell.stream, self._head)
        self._entries(cell.entries, 1, -1)

    def _entries(self, entries: Iterable[Entry], level: int, parent: int) -> None:
        for entry in entries:
            if not entry.public:
                continue
            match entry:
                case Item(withdrawn="") as item:
                    number = self._item(item, self._period, level, parent)
                    self._entries(item.points, level + 1, number)
                case Nothing(reason=text):
                    self._remark(Sort.NOTHING, text, self._period)
                case Closing(text=text):
                    self._remark(Sort.CLOSING, text, self._period)
                case Reference():
                    self._reference(entry, level, parent)
                case Item() | Withdrawal():
                    pass

    def _reference(self, reference: Reference, level: int, parent: int) -> None:
        assert reference.origin is not None  # read from a file
        known = {line.id: line.text for line in self.lines if line.id}
        words = self._naming.mentions.get(reference.see, "")
        words = words or known.get(reference.see, _GAP)
        stream = reference.stream or self._place.stream
        if reference.stream:
            words = f"{words}, {self._naming.headings.get(stream, stream)}"
        if reference.year:
            words = f"{words}, {reference.year}"
        line = Line(
            *(Sort.REFERENCE, self._place, self._label, self._period),
            reference.origin.span,
            (Words(words),),
            level=level,
            parent=parent,
            target=(reference.see, stream, reference.year or self._head.year),
        )
        self._add(line)


def _withdrawn(update: Update, naming: Naming) -> Iterator[Withdrawn]:
    """What a file takes out. The reason for what is not public stays in the office."""
    for cell in update.cells:
        aim = naming.lasting.get(cell.aim, cell.aim)
        yield from _taken_out(cell.entries, True, (aim, cell.stream), naming)


def _taken_out(
    entries: Iterable[Entry], public: bool, place: tuple[str, str], naming: Naming
) -> Iterator[Withdrawn]:
    for entry in entries:
        shown = public and entry.public
        match entry:
            case Withdrawal(id=name, reason=reason, origin=origin):
                assert origin is not None  # read from a file
                why = reason if shown else ""
                yield Withdrawn(name, "", place, why, origin.span)
            case Item() as item:
                if item.withdrawn:
                    text = plain(naming.said(item.text))
                    reason = item.withdrawn if shown else ""
                    yield Withdrawn(item.id, text, place, reason, item.text.origin.span)
                yield from _taken_out(item.points, shown, place, naming)
            case _:
                pass
