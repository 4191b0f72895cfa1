"""Measures and statuses: what plan.yaml says of each, and what update files give for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.model import fields
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.periods import Period, parse_period
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, Node, ScalarNode

_OF_VALUE = ("value", "withheld", "restated", "changed", "public", "private")
"""What may be said of a value; other names under a measure are areas."""


class KeyedNode(NamedTuple):
    """A key in a file, and what is under it."""

    key: ScalarNode
    value: Node


@ignore_origin
class Measure(NamedTuple):
    """A figure that a plan follows from one period to the next."""

    key: str
    aim: str
    """The key of the key aim that it is under."""
    title: str
    unit: str
    base: str
    """What it is counted from, or of: "of 1,900 people asked", or ""."""
    areas: tuple[str, ...]
    """The areas that it is given by, in order; () for a measure of the whole."""
    target: Decimal | None
    better: str
    """ "up", "down", or "" if it is not said which way is better."""
    summed: bool
    """Whether the areas make a sum."""
    origin: KeyedNode

    def span_of(self, key: str) -> Span:
        """Return where one of its fields is, or its key."""
        fields = self.origin.value
        value = fields.values.get(key) if isinstance(fields, MappingNode) else None
        return (value or self.origin.key).span


@ignore_origin
class MeasureValue(NamedTuple):
    """What one file says of a measure, or of one area of it."""

    measure: str
    area: str
    """ "" for a measure that is not by area."""
    figure: Decimal | None
    withheld: Prose | None
    """Why the figure is not published."""
    restated: tuple[tuple[Period, Decimal], ...]
    """Figures of earlier periods as they are now."""
    changed: Prose | None
    """What is different in how it is counted."""
    public: bool
    origin: KeyedNode

    @property
    def at(self) -> Span:
        """Where it is."""
        return self.origin.value.span

    @property
    def about_key(self) -> tuple[str, ...]:
        """What it is given for: its measure and area."""
        return self.measure, self.area

    def texts(self) -> Iterator[Prose]:
        """Yield the texts in it."""
        yield from filter(None, (self.withheld, self.changed))


@ignore_origin
class StatusGiven(NamedTuple):
    """How a key aim or a measure stands, in one file."""

    about: str
    """The key of a key aim or of a measure."""
    status: str
    """A step of the house's scale, by its key."""
    public: bool
    origin: KeyedNode

    @property
    def at(self) -> Span:
        """Where it is."""
        return self.origin.value.span

    @property
    def about_key(self) -> tuple[str, ...]:
        """What it is given for."""
        return (self.about,)


def read_measures(node: MappingNode) -> tuple[Measure, ...]:
    """Return the measures in plan.yaml."""
    return tuple(
        Measure(
            key=key,
            aim=fields.text(measure, "aim"),
            title=fields.text(measure, "title"),
            unit=fields.text(measure, "unit"),
            base=fields.text(measure, "base"),
            areas=fields.texts(measure, "by"),
            target=fields.decimal(measure.values.get("target")),
            better=fields.text(measure, "better"),
            summed=fields.flag(measure, "sum", default=True),
            origin=KeyedNode(at, measure),
        )
        for key, at, measure in fields.keyed(node, "measures")
        if isinstance(measure, MappingNode)
    )


def read_values(
    node: MappingNode, findings: list[Diagnostic], *, public: bool
) -> tuple[MeasureValue, ...]:
    """Return the values in an update file; if it is not `public`, none of them is."""
    return tuple(
        _value(key, area, told, findings, public=public and of_all)
        for key, at, value in fields.keyed(node, "measures")
        for area, told, of_all in _by_area(KeyedNode(at, value))
        if not _is_empty(told.value)
    )


def read_statuses(node: MappingNode, *, public: bool) -> tuple[StatusGiven, ...]:
    """Return the statuses in an update file; if it is not `public`, none of them is."""
    return tuple(
        StatusGiven(about, status.value, public, KeyedNode(at, status))
        for about, at, status in fields.keyed(node, "status")
        if isinstance(status, ScalarNode) and isinstance(status.value, str)
    )


def _by_area(told: KeyedNode) -> Iterator[tuple[str, KeyedNode, bool]]:
    """Yield each area with what is said of it, and whether all of the measure is public."""
    value = told.value
    if not isinstance(value, MappingNode):
        yield "", told, True
        return
    areas = [name for name in value.values if name not in _OF_VALUE]
    if not areas or {"value", "withheld"} & value.values.keys():
        yield "", told, True
    for name in areas:
        area = KeyedNode(value.keys[name], value.values[name])
        yield name, area, fields.is_public(value)


def _is_empty(told: Node) -> bool:
    """Return whether a key has nothing behind it: nothing has been sent yet."""
    return isinstance(told, ScalarNode) and told.value is None


def _value(
    key: str, area: str, origin: KeyedNode, findings: list[Diagnostic], *, public: bool
) -> MeasureValue:
    told = origin.value
    if not isinstance(told, MappingNode):
        figure = fields.decimal(told)
        return MeasureValue(key, area, figure, None, (), None, public, origin)
    figures: dict[Period, Decimal] = {}
    for typed, at, node in fields.keyed(told, "restated"):
        findings += fields.inconsistent_period(at)
        period, figure = parse_period(typed), fields.decimal(node)
        if period and figure is not None:
            figures[period] = figure
    values = told.values
    withheld = fields.prose(values.get("withheld"), findings)
    return MeasureValue(
        measure=key,
        area=area,
        figure=None if withheld else fields.decimal(values.get("value")),
        withheld=withheld,
        restated=tuple(figures.items()),
        changed=fields.prose(values.get("changed"), findings),
        public=public and fields.is_public(told),
        origin=origin,
    )
