"""Measures and statuses: their definitions in plan.yaml, and their values in update files."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.findings.values import compared_by_content
from pccreport.model import field_values
from pccreport.model.periods import DateRange, Period, parse_period
from pccreport.model.prose import Prose
from pccreport.source import fields
from pccreport.source.node import MappingNode, Node, ScalarNode

_OF_VALUE = ("value", "note", "withheld", "restated", "changed", "public", "private")
"""The fields of a value; other names under a measure are areas."""
_OF_MEASURE = (
    *("aim", "title", "unit", "base", "by", "baseline", "target", "better", "sum"),
    "every",
)
"""The fields of a measure; other names are columns of the house format."""
_OF_GIVEN = ("public", "private")


class KeyedNode(NamedTuple):
    """A key in a file, and its value."""

    key: ScalarNode
    value: Node


@compared_by_content
class Fact(NamedTuple):
    """What the plan or a file has about a key aim or a measure, for a column of the house format."""

    about: str
    """The key of a key aim or of a measure."""
    name: str
    """The name of the column."""
    text: Prose
    public: bool
    origin: KeyedNode

    @property
    def at(self) -> Span:
        """Where it is."""
        return self.origin.value.span

    @property
    def about_key(self) -> tuple[str, ...]:
        """Its key aim or measure, and its column."""
        return self.about, self.name, "fact"

    def texts(self) -> Iterator[Prose]:
        """Yield its text."""
        yield self.text


class Target(NamedTuple):
    """A figure to aim for, and the period that it is for: all time if the plan has none."""

    figure: Decimal
    period: Period = DateRange(date.min, date.max)


@compared_by_content
class Measure(NamedTuple):
    """A figure that a plan follows from one period to the next."""

    key: str
    aim: str
    """The key of the key aim that it is under."""
    title: str
    unit: str
    base: str
    """The base of the figure: "of 1,900 people asked", or ""."""
    areas: tuple[str, ...]
    """Its areas, in order; () for a measure without areas."""
    baseline: Decimal | None
    """The figure that it started from, or None."""
    targets: tuple[Target, ...]
    """Its targets, as their periods start; of two that start on one day, the longer is first."""
    better: str
    """The direction that is better: "up", "down", or "" if it is not known."""
    summed: bool
    """True if the areas are added up."""
    yearly: bool
    """True if it has a figure only at the end of a year."""
    facts: tuple[Fact, ...]
    origin: KeyedNode

    def target_for(self, until: Period) -> Target | None:
        """Return the target of a period or of its year; else the next one; else the last."""
        begun = [t for t in self.targets if t.period.start <= until.end]
        own = [t for t in begun if t.period.end >= until.start]
        own.sort(key=lambda t: t.period == until)
        ahead = self.targets[len(begun) :]
        return next(iter((*own[::-1], *ahead, *begun[::-1])), None)

    def span_of(self, key: str) -> Span:
        """Return the span of one of its fields, or of its key."""
        fields = self.origin.value
        value = fields.values.get(key) if isinstance(fields, MappingNode) else None
        return (value or self.origin.key).span


@compared_by_content
class MeasureValue(NamedTuple):
    """The value of a measure, or of one of its areas, in one file."""

    measure: str
    area: str
    """ "" for a measure that is not by area."""
    figure: Decimal | None
    withheld: Prose | None
    """The reason why the figure is not published, or None."""
    restated: tuple[tuple[Period, Decimal], ...]
    """Corrected figures of earlier periods."""
    changed: Prose | None
    """The change in how it is counted, or None."""
    note: Prose | None
    """What is printed after the figure, such as its date, or None."""
    public: bool
    origin: KeyedNode

    @property
    def at(self) -> Span:
        """Where it is."""
        return self.origin.value.span

    @property
    def about_key(self) -> tuple[str, str]:
        """Its measure and area."""
        return self.measure, self.area

    def texts(self) -> Iterator[Prose]:
        """Yield the texts in it."""
        yield from filter(None, (self.withheld, self.changed, self.note))


@compared_by_content
class GivenStatus(NamedTuple):
    """The status of a key aim or of a measure, in one file."""

    about: str
    """The key of a key aim or of a measure."""
    status: str
    """The key of a step of the scale of the house format."""
    because: Prose | None
    """The reason for it, or None."""
    public: bool
    origin: KeyedNode

    @property
    def at(self) -> Span:
        """Where it is."""
        return self.origin.value.span

    @property
    def about_key(self) -> tuple[str, ...]:
        """Its key aim or measure."""
        return (self.about,)

    def texts(self) -> Iterator[Prose]:
        """Yield the text in it."""
        yield from filter(None, [self.because])


Given = MeasureValue | GivenStatus | Fact
"""What a file has about a key aim or a measure in its period."""


def read_measures(node: MappingNode, findings: list[Diagnostic]) -> tuple[Measure, ...]:
    """Return the measures in plan.yaml."""
    return tuple(
        Measure(
            key=key,
            aim=fields.text(measure, "aim"),
            title=fields.text(measure, "title"),
            unit=fields.text(measure, "unit"),
            base=fields.text(measure, "base"),
            areas=fields.texts(measure, "by"),
            baseline=field_values.decimal(measure.values.get("baseline")),
            targets=_targets_of(measure, findings),
            better=fields.text(measure, "better"),
            summed=fields.boolean(measure, "sum", default=True),
            yearly=fields.text(measure, "every") == "year",
            facts=(*read_facts(key, measure, _OF_MEASURE, findings),),
            origin=KeyedNode(at, measure),
        )
        for key, at, measure in fields.keyed_values(node, "measures")
        if isinstance(measure, MappingNode)
    )


def _targets_of(measure: MappingNode, findings: list[Diagnostic]) -> tuple[Target, ...]:
    """Return the target of a measure, or that of each of several periods or days, in order."""
    figure, found = field_values.decimal(measure.values.get("target")), list[Target]()
    if figure is not None:
        return (Target(figure),)
    for _, at, node in fields.keyed_values(measure, "target"):
        period, figure = field_values.due(at, findings), field_values.decimal(node)
        if period and figure is not None:
            found.append(Target(figure, period))
    return (*sorted(found, key=lambda t: (t.period.start, -t.period.end.toordinal())),)


def read_values(
    node: MappingNode, of: Period, findings: list[Diagnostic]
) -> tuple[MeasureValue, ...]:
    """Return the values in an update file."""
    return tuple(
        _read_value((key, area), origin, of, findings, public=of_all)
        for key, at, value in fields.keyed_values(node, "measures")
        for area, origin, of_all in _split_by_area(KeyedNode(at, value))
        # A key without a value: nothing has been sent yet.
        if not isinstance(origin.value, ScalarNode) or origin.value.value is not None
    )


def read_statuses(
    node: MappingNode, findings: list[Diagnostic]
) -> Iterator[GivenStatus]:
    """Yield the statuses in an update file."""
    for about, at, value in fields.keyed_values(node, "status"):
        parts = value if isinstance(value, MappingNode) else None
        step = parts.values.get("status") if parts else value
        because = field_values.prose(parts and parts.values.get("because"), findings)
        if isinstance(step, ScalarNode) and isinstance(step.value, str):
            public, origin = field_values.is_public(parts), KeyedNode(at, step)
            yield GivenStatus(about, step.value, because, public, origin)


def read_facts(
    about: str, node: MappingNode, others: Collection[str], findings: list[Diagnostic]
) -> Iterator[Fact]:
    """Yield the fields of a key aim or a measure that are not among `others`."""
    public = field_values.is_public(node)
    for name, at in node.keys.items():
        value = node.values[name]
        if name not in others and isinstance(value, ScalarNode):
            text = field_values.prose(fields.number_as_typed(value), findings)
            if text:
                yield Fact(about, name, text, public, KeyedNode(at, value))


def file_facts(node: MappingNode, findings: list[Diagnostic]) -> tuple[Fact, ...]:
    """Return the facts in an update file."""
    return tuple(
        fact
        for about, _, value in fields.keyed_values(node, "facts")
        if isinstance(value, MappingNode)
        for fact in read_facts(about, value, _OF_GIVEN, findings)
    )


def _split_by_area(measure: KeyedNode) -> Iterator[tuple[str, KeyedNode, bool]]:
    """Yield each area with its node, and whether the measure as a whole is public."""
    value = measure.value
    of_areas = value.values if isinstance(value, MappingNode) else {}
    areas = [name for name in of_areas if name not in _OF_VALUE]
    if not areas or {"value", "withheld"} & of_areas.keys():
        yield "", measure, True
    if isinstance(value, MappingNode):
        is_public = field_values.is_public(value)
        for name in areas:
            yield name, KeyedNode(value.keys[name], of_areas[name]), is_public


def _read_value(
    key: tuple[str, str],
    origin: KeyedNode,
    of: Period,
    findings: list[Diagnostic],
    *,
    public: bool,
) -> MeasureValue:
    (name, area), given = key, origin.value
    if not isinstance(given, MappingNode):
        figure = field_values.decimal(given)
        return MeasureValue(name, area, figure, None, (), None, None, public, origin)
    figures: dict[Period, Decimal] = {}
    for typed, at, number in fields.keyed_values(given, "restated"):
        findings += field_values.check_period_order(at, of)
        period, figure = parse_period(typed), field_values.decimal(number)
        if period and figure is not None:
            figures[period] = figure
    withheld = field_values.prose(given.values.get("withheld"), findings)
    figure = None if withheld else field_values.decimal(given.values.get("value"))
    changed = field_values.prose(given.values.get("changed"), findings)
    note = field_values.prose(given.values.get("note"), findings)
    public, restated = public and field_values.is_public(given), tuple(figures.items())
    texts = withheld, restated, changed, note
    return MeasureValue(name, area, figure, *texts, public, origin)
