"""An update file: what was done in one period, by key aim and stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import is_
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.measures import (
    MeasureValue,
    StatusGiven,
)
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
)
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, Node, ScalarNode

MAX_LEVELS = 3
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

    def span_of(self, *keys: str) -> Span:
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

    def span_of(self, key: str = "see") -> Span:
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
