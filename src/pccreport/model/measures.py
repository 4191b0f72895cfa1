"""Measures and statuses: what plan.yaml says of each, and what update files give for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.model import fields, prose
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

    def place(self, key: str) -> Span:
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

    @property
    def key(self) -> ScalarNode:
        """The key of its measure, or its area."""
        return self.origin.key

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

    @property
    def key(self) -> ScalarNode:
        """The key of what it is about."""
        return self.origin.key


def read_measures(node: MappingNode) -> tuple[Measure, ...]:
    """Return the measures in plan.yaml."""
    listed = fields.submapping(node, "measures")
    return tuple(
        Measure(
            key=key,
            aim=fields.text(measure, "aim"),
            title=fields.text(measure, "title"),
            unit=fields.text(measure, "unit"),
            base=fields.text(measure, "base"),
            areas=tuple(
                str(area.value)
                for area in fields.items(measure, "by")
                if isinstance(area, ScalarNode)
            ),
            target=_figure(fields.scalar(measure, "target")),
            better=fields.text(measure, "better"),
            summed=fields.flag(measure, "sum", default=True),
            origin=KeyedNode(listed.keys[key], measure),
        )
        for key, measure in (listed.values if listed else {}).items()
        if listed and isinstance(measure, MappingNode)
    )


def read_values(
    node: MappingNode, findings: list[Diagnostic], *, public: bool
) -> tuple[MeasureValue, ...]:
    """Return the values in an update file; if it is not `public`, none of them is."""
    given = fields.submapping(node, "measures")
    return tuple(
        _value(key, area, told, findings, public=public and of_all)
        for key, value in (given.values if given else {}).items()
        if given
        for area, told, of_all in _by_area(KeyedNode(given.keys[key], value))
        if not _is_empty(told.value)
    )


def read_statuses(node: MappingNode, *, public: bool) -> tuple[StatusGiven, ...]:
    """Return the statuses in an update file; if it is not `public`, none of them is."""
    given = fields.submapping(node, "status")
    return tuple(
        StatusGiven(
            about, str(status.value), public, KeyedNode(given.keys[about], status)
        )
        for about, status in (given.values if given else {}).items()
        if given and isinstance(status, ScalarNode) and isinstance(status.value, str)
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
        yield name, KeyedNode(value.keys[name], value.values[name]), _is_public(value)


def _is_empty(told: Node) -> bool:
    """Return whether a key has nothing behind it: nothing has been sent yet."""
    return isinstance(told, ScalarNode) and told.value is None


def _value(
    key: str, area: str, origin: KeyedNode, findings: list[Diagnostic], *, public: bool
) -> MeasureValue:
    told = origin.value
    if not isinstance(told, MappingNode):
        figure = _figure(told if isinstance(told, ScalarNode) else None)
        return MeasureValue(key, area, figure, None, (), None, public, origin)
    restated = fields.submapping(told, "restated")
    figures = {
        period: figure
        for typed, node in (restated.values if restated else {}).items()
        if (period := parse_period(typed)) and isinstance(node, ScalarNode)
        if (figure := _figure(node)) is not None
    }
    for typed in restated.keys.values() if restated else ():
        findings += fields.inconsistent_period(typed)
    withheld = _prose(told, "withheld", findings)
    return MeasureValue(
        measure=key,
        area=area,
        figure=None if withheld else _figure(fields.scalar(told, "value")),
        withheld=withheld,
        restated=tuple(figures.items()),
        changed=_prose(told, "changed", findings),
        public=public and _is_public(told),
        origin=origin,
    )


def _is_public(node: MappingNode) -> bool:
    """Return whether neither of the two marks keeps it private."""
    public = fields.flag(node, "public", default=True)
    return public and not fields.flag(node, "private", default=False)


def _figure(typed: ScalarNode | None) -> Decimal | None:
    """Return a figure with the digits that were typed: never a binary fraction."""
    if typed is None or isinstance(typed.value, bool):
        return None
    if not isinstance(typed.value, int | float):
        return None
    try:
        figure = Decimal(typed.span.text)
    except InvalidOperation:
        return Decimal(str(typed.value))
    return figure if figure.is_finite() else None


def _prose(node: MappingNode, key: str, findings: list[Diagnostic]) -> Prose | None:
    typed = fields.scalar(node, key)
    if typed is None or not isinstance(typed.value, str):
        return None
    text, problems = prose.read(typed)
    findings += problems
    return text
