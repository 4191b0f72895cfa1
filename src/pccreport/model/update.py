"""An update file: its updates on one period, by key aim and stream."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.findings.values import compared_by_content
from pccreport.model.measures import Fact, GivenStatus, MeasureValue
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
    PeriodSortKey,
    period_sort_key,
)
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, Node, ScalarNode

MAX_LEVELS = 3
"""The maximum number of levels of bullets, which is that of the house format."""


def is_key(text: str) -> bool:
    """Return whether a text has the form of a key; the schema reports other forms."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,31}", text) is not None


class Award(NamedTuple):
    """An award of a fund; a missing part is None or ""."""

    amount: Decimal | None
    awards: int | None
    fund: str
    round: str
    facts: tuple[Fact, ...] = ()
    """Other details, for columns of the house format."""


def comparable_name(name: str) -> str:
    """Return the name of a fund or a round as it is compared, however it is capitalised."""
    return " ".join(name.casefold().split())


@compared_by_content
class UpdateItem(NamedTuple):
    """An update, with its points."""

    text: Prose
    points: "tuple[Point, ...]" = ()
    id: str = ""
    lead: bool = False
    paragraph: bool = False
    """True if it is printed as a paragraph, not as a bullet."""
    public: bool = True
    outcome: Prose | None = None
    award: Award | None = None
    date: "date | None" = None
    continues: str = ""
    """The id of the earlier update that this one carries on, or ""."""
    withdrawn: str = ""
    """The reason why it is withdrawn, or ""."""
    due: Period | None = None
    """The period at whose end its promise is due; a day is a period of one day."""
    answers: str = ""
    """The key of the panel's recommendation that it answers, or ""."""
    origin: Node | None = None

    def texts(self) -> Iterator[tuple[str, Prose]]:
        """Yield the field, "" for its own text, and each text, without those of its points.

        Rules, comparisons and the layout all use this, so that a new field is in all of them.
        """
        yield "", self.text
        if self.outcome:
            yield "outcome", self.outcome

    def with_points(self, entries: "Iterable[Entry]") -> "UpdateItem":
        """Return the update with other points."""
        points = tuple(entry for entry in entries if isinstance(entry, Point))
        # Most stay as they are, and a copy takes longer than all the rest.
        return self if points == self.points else self._replace(points=points)

    def span_of(self, *keys: str) -> Span:
        """Return the span of the value of the first of some keys that it has, or of its text."""
        values = self.origin.values if isinstance(self.origin, MappingNode) else {}
        named = (values[key] for key in keys if key in values)
        return next(named, self.text.origin).span

    def printed_content(self) -> "UpdateItem":
        """Return the update without what is not printed, to compare its content with another."""
        if not (self.points or self.date or self.continues or self.answers):
            return self
        bare = self.with_points(
            point.printed_content() if isinstance(point, UpdateItem) else point
            for point in self.points
        )
        return bare._replace(date=None, continues="", answers="")


@compared_by_content
class Reference(NamedTuple):
    """A reference to a key aim or an update, whose printed text is generated."""

    see: str
    """The key of a key aim, or the id of an update, as typed."""
    stream: str = ""
    """The key of a stream, or "" for its own stream."""
    year: FinancialYear | None = None
    """The year that it refers to, or None for its own year."""
    public: bool = True
    origin: MappingNode | None = None

    def span_of(self, key: str = "see") -> Span:
        """Return the span of the value of one of its keys, or of `see:`."""
        assert self.origin is not None  # it was read from a file
        values = self.origin.values
        return (values.get(key) or values["see"]).span


@compared_by_content
class ClosingLine(NamedTuple):
    """A line that ends a stream's section, after its last period."""

    text: Prose
    public: bool = True


@compared_by_content
class NothingToReport(NamedTuple):
    """An entry for nothing to report, with the reason."""

    text: Prose
    public: bool = True


@compared_by_content
class Withdrawal(NamedTuple):
    """An entry that withdraws an earlier update."""

    id: str
    reason: str
    public: bool = True
    origin: MappingNode | None = None


Point = UpdateItem | Reference | Withdrawal
Entry = Point | ClosingLine | NothingToReport


def own_text(entry: Entry) -> Prose | None:
    """Return the text of an entry itself, or None if it has none."""
    return None if isinstance(entry, Reference | Withdrawal) else entry.text


def own_texts(entry: Entry) -> Iterator[Prose]:
    """Return all texts of an entry, without its points."""
    if isinstance(entry, UpdateItem):
        facts = entry.award.facts if entry.award else ()
        return chain((text for _, text in entry.texts()), (f.text for f in facts))
    return filter(None, [own_text(entry)])


def entry_span(entry: Entry) -> Span:
    """Return the span of the text of an entry, or of the entry if it has no text."""
    origin = own_text(entry) or entry
    at = origin.origin if isinstance(origin, Prose | Reference | Withdrawal) else None
    assert at is not None  # read from a file
    return at.span


@compared_by_content
class UpdateCell(NamedTuple):
    """The entries of one stream under one key aim in one file."""

    aim: str
    stream: str
    """"" for entries that are under no stream."""
    entries: tuple[Entry, ...]
    origin: tuple[ScalarNode, ScalarNode]
    """The keys of its key aim and of its stream."""


@compared_by_content
class UpdateFile(NamedTuple):
    """A file with the updates of one contributor on one period."""

    period: Period
    basis: Basis
    caveat: Prose | None
    """A caveat about the figures of the period, or None."""
    private_caveat: Prose | None
    """The caveat of a file that is not printed, or None."""
    cells: tuple[UpdateCell, ...]
    measures: tuple[MeasureValue, ...]
    status: tuple[GivenStatus, ...]
    facts: tuple[Fact, ...]
    origin: MappingNode

    @property
    def name(self) -> str:
        """The name of the file, as shown to an officer."""
        return self.origin.source.name


class EntryRow(NamedTuple):
    """An entry of a file, or a point of one."""

    file: UpdateFile
    cell: UpdateCell
    entry: Entry
    public: bool
    """True if neither it nor what it is a point of is private."""
    above: "EntryRow | None" = None
    """The row that it is a point of, or None."""

    @property
    def id(self) -> str:
        """The id of its update, or ""."""
        return getattr(self.entry, "id", "")

    @property
    def withdraws(self) -> bool:
        """Whether it withdraws the update with its id: itself, or an earlier one."""
        is_withdrawn = bool(getattr(self.entry, "withdrawn", ""))
        return is_withdrawn or isinstance(self.entry, Withdrawal)

    @property
    def is_printable(self) -> bool:
        """Whether neither it nor what it is a point of is private or withdrawn."""
        above = self.above is None or self.above.is_printable
        return self.public and not self.withdraws and above

    @property
    def period_key(self) -> PeriodSortKey:
        """The sort key of its period."""
        return period_sort_key(self.file.period)

    @property
    def level(self) -> int:
        """Its level of bullets; 1 if it is not a point."""
        return self.above.level + 1 if self.above else 1

    @property
    def depth(self) -> int:
        """The number of levels of itself and its points."""
        updates = (p.depth for p in self.points() if isinstance(p.entry, UpdateItem))
        return 1 + max(updates, default=0)

    def points(self) -> "Iterator[EntryRow]":
        """Yield the rows of its points."""
        if isinstance(self.entry, UpdateItem):
            for point in self.entry.points:
                shown = self.public and point.public
                yield EntryRow(self.file, self.cell, point, shown, self)

    def walk(self) -> "Iterator[EntryRow]":
        """Yield the row and those of its points, points of points too, in order."""
        yield self
        for point in self.points():
            yield from point.walk()


def top_entry_rows(updates: Iterable[UpdateFile]) -> Iterator[EntryRow]:
    """Yield the rows of all entries of some files, without their points, in order."""
    for file in updates:
        for cell in file.cells:
            for entry in cell.entries:
                yield EntryRow(file, cell, entry, entry.public)


def entry_rows(updates: Iterable[UpdateFile]) -> Iterator[EntryRow]:
    """Yield the rows of all entries of some files, points too, in order."""
    return (row for top in top_entry_rows(updates) for row in top.walk())
