"""An update file: what was done in one period, by key aim and stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import is_
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model import fields
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.measures import (
    MeasureValue,
    StatusGiven,
    read_statuses,
    read_values,
)
from pccreport.model.periods import (
    Basis,
    DateRange,
    FinancialYear,
    Period,
    parse_period,
    parse_year,
)
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

MOST_LEVELS = 3
"""Levels of bullets: as many as a reader, and a house format, can distinguish."""


def is_key(text: str) -> bool:
    """Return whether a text has the form of a key; the schema reports other forms."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,31}", text) is not None


class Award(NamedTuple):
    """What a fund gave. A part that is not given is None or ""."""

    amount: Decimal | None
    awards: int | None
    fund: str
    round: str


class NamedText(NamedTuple):
    """One of the texts of an update."""

    name: str
    """The field that has it; "" for the update's own text."""
    text: Prose


@dataclass(frozen=True, slots=True)
class UpdateItem:
    """One update, with its points."""

    text: Prose
    points: tuple[UpdateItem | Reference | Withdrawal, ...] = ()
    id: str = ""
    lead: bool = False
    paragraph: bool = False
    """Whether it is printed as a paragraph, not as a bullet."""
    public: bool = True
    outcome: Prose | None = None
    award: Award | None = None
    date: date | None = None
    owner: str = ""
    source: str = ""
    continues: str = ""
    """The id of the earlier update that this one carries on, or ""."""
    withdrawn: str = ""
    """Why it is withdrawn, or ""."""
    due: Period | None = None
    """When what it promises is due: a day is a period of one day."""
    answers: str = ""
    """The key of the panel's recommendation that it answers, or ""."""
    origin: Node | None = field(default=None, compare=False)

    def texts(self) -> Iterator[NamedText]:
        """Yield all that it says itself, without its points: its own text first.

        Whoever looks at what an update says (rules, secrets, comparisons, the layout)
        asks here, so that a new field is forgotten nowhere.
        """
        yield NamedText("", self.text)
        if self.outcome:
            yield NamedText("outcome", self.outcome)

    def without(self, names: Iterable[str]) -> UpdateItem:
        """Return the update without some of its texts, by their names."""
        return replace(self, **dict.fromkeys(names))  # type: ignore[arg-type]

    def place(self, *keys: str) -> Span:
        """Return where the first of some keys that it has is answered, or its text."""
        values = self.origin.values if isinstance(self.origin, MappingNode) else {}
        named = (values[key] for key in keys if key in values)
        return next(named, self.text.origin).span

    def printed_content(self) -> UpdateItem:
        """Return the update without what is not printed: equal for two with the same content."""
        points = tuple(
            point.printed_content() if isinstance(point, UpdateItem) else point
            for point in self.points
        )
        unprinted = self.date or self.owner or self.source or self.continues
        unprinted = unprinted or self.answers
        if not unprinted and all(map(is_, points, self.points)):
            return self  # as most are: to make a copy takes longer than all the rest
        bare = replace(self, points=points, date=None, owner="", source="")
        return replace(bare, continues="", answers="")


@dataclass(frozen=True, slots=True)
class Reference:
    """ "See update under that key aim"; its words are made."""

    see: str
    """A key aim's key, or an update's id, as written."""
    stream: str = ""
    """A stream's key, or "" for the stream it is in."""
    year: FinancialYear | None = None
    """None for the year it is in."""
    public: bool = True
    origin: MappingNode | None = field(default=None, compare=False)

    def place(self, key: str = "see") -> Span:
        """Return the span of the value of one of its keys, or of what it names."""
        assert self.origin is not None  # it was read from a file
        values = self.origin.values
        return (values.get(key) or values["see"]).span


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A line that ends a stream's section, after its last period."""

    text: Prose
    public: bool = True


@dataclass(frozen=True, slots=True)
class NothingToReport:
    """A stream that has nothing to report, and why."""

    reason: Prose
    public: bool = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An entry that withdraws an earlier update."""

    id: str
    reason: str
    public: bool = True
    origin: MappingNode | None = field(default=None, compare=False)


Entry = UpdateItem | Reference | ClosingLine | NothingToReport | Withdrawal


def own_text(entry: Entry) -> Prose | None:
    """Return the text of an entry itself, or None if it has none."""
    match entry:
        case (
            UpdateItem(text=text)
            | ClosingLine(text=text)
            | NothingToReport(reason=text)
        ):
            return text
        case Reference() | Withdrawal():
            return None


def own_texts(entry: Entry) -> Iterator[Prose]:
    """Yield all the texts of an entry, without its points."""
    if isinstance(entry, UpdateItem):
        yield from (each.text for each in entry.texts())
    elif text := own_text(entry):
        yield text


def entry_span(entry: Entry) -> Span:
    """Return the span of an entry: its text, or all of it if it has none."""
    if text := own_text(entry):
        return text.origin.span
    assert isinstance(entry, Reference | Withdrawal)
    assert entry.origin is not None  # read from a file
    return entry.origin.span


class CellKeys(NamedTuple):
    """The spans of a cell's two keys."""

    aim: ScalarNode
    stream: ScalarNode


@ignore_origin
class Cell(NamedTuple):
    """The entries of one stream under one key aim in one file."""

    aim: str
    stream: str
    """"" for entries that are under no stream."""
    entries: tuple[Entry, ...]
    origin: CellKeys

    def private(self) -> Cell:
        """Return the same with nothing in it that is public."""
        hidden = (replace(entry, public=False) for entry in self.entries)
        return self._replace(entries=tuple(hidden))


@ignore_origin
class UpdateFile(NamedTuple):
    """One file: the updates of one contributor for one period."""

    period: Period
    basis: Basis
    caveat: Prose | None
    """What a reader must know of the period's figures."""
    private_caveat: Prose | None
    """The same, in a file of which nothing is printed."""
    contributor: str
    cells: tuple[Cell, ...]
    measures: tuple[MeasureValue, ...]
    status: tuple[StatusGiven, ...]
    origin: MappingNode

    @property
    def name(self) -> str:
        """The file's name, as shown to an officer."""
        return self.origin.source.name


def read(
    node: MappingNode, *, public: bool = True
) -> tuple[UpdateFile | None, tuple[Diagnostic, ...]]:
    """Return the updates of one file, or None if its period is not known.

    If the file is not `public`, nothing in it is, whatever its updates say.
    """
    findings: list[Diagnostic] = []
    period = parse_period(fields.typed_period(node, "period", findings))
    cells = [
        Cell(aim, stream, entries, CellKeys(at, key))
        for aim, at, told in fields.keyed(node, "updates")
        for stream, key, listed in _streams(at, told)
        if (entries := _entries(listed, findings)) is not None
    ]
    if not public:
        cells = [cell.private() for cell in cells]
    said = fields.prose(node.values.get("caveat"), findings)
    if period is None:
        return None, tuple(findings)
    update = UpdateFile(
        period=period,
        basis=_basis(node, period, findings),
        caveat=said if public else None,
        private_caveat=None if public else said,
        contributor=fields.text(node, "from"),
        cells=tuple(cells),
        measures=read_values(node, findings, public=public),
        status=read_statuses(node, public=public),
        origin=node,
    )
    return update, tuple(findings)


def _streams(aim: ScalarNode, told: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield each stream under a key aim with its key and its entries; "" for no stream."""
    if isinstance(told, SequenceNode):
        yield "", aim, told
    elif isinstance(told, MappingNode):
        yield from ((name, key, told.values[name]) for name, key in told.keys.items())


def _basis(node: MappingNode, period: Period, findings: list[Diagnostic]) -> Basis:
    typed = fields.scalar(node, "basis")
    if typed is None or typed.value not in set(Basis):
        return Basis.ALONE
    basis = Basis(typed.value)
    if isinstance(period, DateRange) and basis in (Basis.TO_DATE, Basis.ROLLING):
        message = f"a period given as dates cannot have the basis “{basis}”"
        way_out = "remove basis:, or give the quarter that the figures go up to"
        findings.append(rule("basis-with-dates").finding(message, typed.span, way_out))
        return Basis.ALONE
    return basis


def _entries(told: Node | None, findings: list[Diagnostic]) -> tuple[Entry, ...] | None:
    """Return the entries of a cell, () if it is empty, or None if it cannot be read."""
    if isinstance(told, ScalarNode) and told.value is None:
        return ()
    if isinstance(told, MappingNode):
        nothing = _nothing(told, findings)
        return (nothing,) if nothing else None
    if not isinstance(told, SequenceNode):
        return None
    read_ones = (_entry(node, findings, level=1) for node in told.items)
    return tuple(entry for entry in read_ones if entry is not None)


def _entry(node: Node, findings: list[Diagnostic], level: int) -> Entry | None:
    if not isinstance(node, MappingNode):
        text = fields.prose(node, findings)
        return UpdateItem(text, origin=node) if text else None
    if item := _item(node, findings, level):
        return item
    of_a_cell = _closing(node, findings) or _nothing(node, findings)
    if of_a_cell and level > 1:
        return None
    return of_a_cell or _reference(node, findings) or _withdrawal(node, findings)


def _reference(node: MappingNode, findings: list[Diagnostic]) -> Reference | None:
    name = fields.scalar(node, "see")
    if name is None:
        return None
    return Reference(
        see=str(name.value),
        stream=fields.text(node, "stream"),
        year=parse_year(fields.typed_period(node, "year", findings)),
        public=_public(node, findings),
        origin=node,
    )


def _closing(node: MappingNode, findings: list[Diagnostic]) -> ClosingLine | None:
    line = fields.prose(node.values.get("closing"), findings)
    return ClosingLine(line, _public(node, findings)) if line else None


def _nothing(node: MappingNode, findings: list[Diagnostic]) -> NothingToReport | None:
    reason = fields.prose(node.values.get("nothing"), findings)
    return NothingToReport(reason, _public(node, findings)) if reason else None


def _withdrawal(node: MappingNode, findings: list[Diagnostic]) -> Withdrawal | None:
    name, reason = fields.text(node, "id"), fields.text(node, "withdrawn")
    if not (name and reason) or "text" in node.values:
        return None
    return Withdrawal(name, reason, _public(node, findings), node)


def _item(
    node: MappingNode, findings: list[Diagnostic], level: int
) -> UpdateItem | None:
    text = fields.prose(node.values.get("text"), findings)
    if text is None:
        return None
    return UpdateItem(
        text=text,
        points=_points(node, findings, level + 1),
        id=fields.text(node, "id"),
        lead=fields.flag(node, "lead", default=False),
        paragraph=fields.text(node, "as") == "paragraph" and level == 1,
        public=_public(node, findings),
        outcome=fields.prose(node.values.get("outcome"), findings),
        award=_award(fields.submapping(node, "award")),
        date=fields.day(node, "date", findings),
        owner=fields.text(node, "owner"),
        source=fields.text(node, "source"),
        continues=fields.text(node, "continues"),
        withdrawn=fields.text(node, "withdrawn"),
        due=fields.due(node, "due", findings),
        answers=fields.text(node, "answers"),
        origin=node,
    )


def _points(
    node: MappingNode, findings: list[Diagnostic], level: int
) -> tuple[UpdateItem | Reference | Withdrawal, ...]:
    listed = fields.items(node, "points")
    if listed and level > MOST_LEVELS:
        message = f"only {MOST_LEVELS} levels of bullets are allowed, counting the update itself"
        way_out = "move these points up a level"
        span = node.keys["points"].span
        findings.append(rule("deep-points").finding(message, span, way_out))
        return ()
    points = (_entry(point, findings, level) for point in listed)
    return tuple(
        p for p in points if isinstance(p, UpdateItem | Reference | Withdrawal)
    )


def _award(node: MappingNode | None) -> Award | None:
    if node is None:
        return None
    return Award(
        fields.decimal(node.values.get("amount")),
        fields.integer(node, "awards"),
        " ".join(fields.text(node, "fund").split()),
        " ".join(fields.text(node, "round").split()),
    )


def _public(node: MappingNode, findings: list[Diagnostic]) -> bool:
    """Return whether an entry may be printed: not if one of its two marks forbids it."""
    public = fields.flag(node, "public", default=True)
    private = fields.flag(node, "private", default=False)
    if public is private and {"public", "private"} <= node.values.keys():
        message = "public: and private: contradict each other here"
        at, other = (Annotation(node.keys[key].span) for key in ("private", "public"))
        way_out = "remove one of them; private: true means the same as public: false"
        findings.append(
            rule("privacy-conflict").finding(message, at, way_out, related=(other,))
        )
    return fields.is_public(node)
