"""An update file: what was done in one quarter, by key aim and stream."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pccreport.model import prose, reading
from pccreport.model.located import located
from pccreport.model.periods import Quarter
from pccreport.model.prose import Prose
from pccreport.source.diagnostic import ERROR, Diagnostic, Label
from pccreport.source.node import Mapping, Node, Scalar, Sequence
from pccreport.source.text import Span

if TYPE_CHECKING:
    from decimal import Decimal

MOST_LEVELS = 3
"""Levels of bullets: what a reader, and a house format, can still tell apart."""


def is_key(text: str) -> bool:
    """Whether a text has the form of a key; of another form the schema has told."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,31}", text) is not None


class Award(NamedTuple):
    """What a fund gave. What is not said is None or ""."""

    amount: Decimal | None
    awards: int | None
    fund: str
    round: str


@located
class Item(NamedTuple):
    """One update, with its points."""

    text: Prose
    points: tuple[Item | Reference, ...] = ()
    id: str = ""
    lead: bool = False
    public: bool = True
    outcome: Prose | None = None
    award: Award | None = None
    date: date | None = None
    owner: str = ""
    source: str = ""
    origin: Node | None = None


@located
class Reference(NamedTuple):
    """ "See the same stream of that key aim"; its words are made."""

    aim: str
    public: bool = True
    origin: Scalar | None = None
    """The key aim's key, as written."""


class Closing(NamedTuple):
    """A line that ends a stream's section, after its last period."""

    text: Prose
    public: bool = True


Entry = Item | Reference | Closing


class CellKeys(NamedTuple):
    """Where a cell's two keys stand."""

    aim: Scalar
    stream: Scalar


@located
class Cell(NamedTuple):
    """What a file says of one stream under one key aim."""

    aim: str
    stream: str
    entries: tuple[Entry, ...]
    origin: CellKeys


@located
class Update(NamedTuple):
    """One quarter's file."""

    period: Quarter
    contributor: str
    cells: tuple[Cell, ...]
    origin: Mapping

    @property
    def name(self) -> str:
        """The file's name, as shown to an officer."""
        return self.origin.source.name


def read(node: Mapping) -> tuple[Update | None, tuple[Diagnostic, ...]]:
    """The updates of one file, or None when its quarter is not known."""
    period, problems = reading.quarter(node, "period")
    findings = [*problems]
    updates = reading.submapping(node, "updates")
    cells = [
        Cell(aim, stream, _entries(listed, findings), CellKeys(updates.keys[aim], key))
        for aim, streams in (updates.values if updates else {}).items()
        if updates and isinstance(streams, Mapping)
        for stream, key in streams.keys.items()
        if isinstance(listed := streams.values[stream], Sequence)
    ]
    if period is None:
        return None, tuple(findings)
    contributor = reading.text(node, "from")
    return Update(period, contributor, tuple(cells), node), tuple(findings)


def _entries(listed: Sequence, findings: list[Diagnostic]) -> tuple[Entry, ...]:
    read_ones = (_entry(node, findings, level=1) for node in listed.items)
    return tuple(entry for entry in read_ones if entry is not None)


def _entry(node: Node, findings: list[Diagnostic], level: int) -> Entry | None:
    if isinstance(node, Scalar):
        return Item(_prose(node, findings), origin=node) if _is_text(node) else None
    if not isinstance(node, Mapping):
        return None
    public = reading.flag(node, "public", default=True)
    if aim := reading.scalar(node, "see"):
        return Reference(str(aim.value), public, aim)
    if closing := reading.scalar(node, "closing"):
        return Closing(_prose(closing, findings), public) if level == 1 else None
    if (text := reading.scalar(node, "text")) and _is_text(text):
        return _item(node, text, public, findings, level)
    return None


def _item(
    node: Mapping, text: Scalar, public: bool, findings: list[Diagnostic], level: int
) -> Item:
    outcome = reading.scalar(node, "outcome")
    day, problems = reading.day(node, "date")
    findings += problems
    return Item(
        text=_prose(text, findings),
        points=_points(node, findings, level + 1),
        id=reading.text(node, "id"),
        lead=reading.flag(node, "lead", default=False),
        public=public,
        outcome=_prose(outcome, findings) if outcome else None,
        award=_award(reading.submapping(node, "award")),
        date=day,
        owner=reading.text(node, "owner"),
        source=reading.text(node, "source"),
        origin=node,
    )


def _points(
    node: Mapping, findings: list[Diagnostic], level: int
) -> tuple[Item | Reference, ...]:
    listed = reading.items(node, "points")
    if listed and level > MOST_LEVELS:
        findings.append(_too_deep(node.keys["points"].span))
        return ()
    points = (_entry(point, findings, level) for point in listed)
    return tuple(point for point in points if isinstance(point, Item | Reference))


def _too_deep(span: Span) -> Diagnostic:
    return Diagnostic(
        "deep-points",
        ERROR,
        f"points can stand {MOST_LEVELS} levels deep, and these are one more",
        Label(span),
        help="write them as points of the level above",
    )


def _award(node: Mapping | None) -> Award | None:
    if node is None:
        return None
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415  # few files have awards

    amount = reading.scalar(node, "amount")
    try:
        # From the text as typed: a sum of money is never a binary fraction.
        pounds = Decimal(amount.span.text) if amount else None
    except InvalidOperation:
        pounds = None
    return Award(
        pounds,
        reading.integer(node, "awards"),
        reading.text(node, "fund"),
        reading.text(node, "round"),
    )


def _is_text(node: Scalar) -> bool:
    return isinstance(node.value, str)


def _prose(node: Scalar, findings: list[Diagnostic]) -> Prose:
    text, problems = prose.read(node)
    findings += problems
    return text
