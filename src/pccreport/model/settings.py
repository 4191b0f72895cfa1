"""The settings of one report: report.yaml."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.findings.values import compared_by_content
from pccreport.model import field_values
from pccreport.model.measures import Fact, KeyedNode, read_facts
from pccreport.model.periods import (
    FinancialYear,
    Period,
    Quarter,
    parse_period,
    parse_quarter,
    parse_year,
)
from pccreport.model.prose import AimMention, Prose
from pccreport.source import fields
from pccreport.source.node import MappingNode, ScalarNode, SequenceNode

DEFAULT_HOUSE = "progress-report"
"""The house format of a report that names none."""

ReportingPeriod = Period | Literal["plan"]
"""A period that a report can be on: a quarter, a year, dates, or the term of the plan."""


class SignOff(NamedTuple):
    """Who signs a report, and when."""

    name: str
    """"" if nobody signs it."""
    office: str
    date: date
    """The day of the meeting if nobody signs it."""


@compared_by_content
class ReportSettings(NamedTuple):
    """The settings of a report: what it covers, for whom, and in which format."""

    priority: int | Literal["all"]
    only: tuple[str, ...]
    """The keys of the key aims in the report; () for all."""
    period: ReportingPeriod
    since: Quarter | FinancialYear | None
    """The first period that is printed, or None for the start of `period`."""
    until: Quarter | None
    """The last quarter that is printed, or None for the end of `period`."""
    panel: str
    meeting: date
    data_to: date | None
    """The day up to which the figures are, or None."""
    objective: str
    focus: tuple[Prose, ...]
    cover: tuple[tuple[str, Prose], ...]
    """The lines of the cover form: labels and values."""
    texts: tuple[tuple[str, Prose], ...]
    """Texts that the house format prints, by their keys."""
    papers: tuple[tuple[str, Prose], ...]
    """The titles of papers elsewhere, by the keys by which texts name them."""
    lists: Mapping[str, tuple[tuple[Fact, ...], ...]]
    """The rows of the office's own lists, by name: what each has by column; a point has "text"."""
    sign_off: SignOff
    house: str
    """The name of a built-in house format, or a file of the project."""
    origin: MappingNode

    @property
    def is_typed(self) -> bool:
        """Whether its period and its end are those in the file, not from the command line."""
        typed = (fields.text(self.origin, key) for key in ("period", "until"))
        return (self.period, self.until) == tuple(map(parse_reporting_period, typed))

    def annotate(self, key: str) -> Annotation:
        """Return the span of a key's value, or of the head of the file; a period of the command has no line."""
        if key == "period" and not self.is_typed:
            return Annotation(Span(Source(self.origin.source.name, ""), 0, 0))
        value = self.origin.values.get(key)
        first = next(iter(self.origin.keys.values()), None)
        return Annotation((value or first or self.origin).span)


def read(
    node: MappingNode, day: date | None = None
) -> tuple[ReportSettings | None, tuple[Diagnostic, ...]]:
    """Return the settings in report.yaml, or None if they are not usable.

    With a `day`, they are usable without a date of the meeting or of the signature.
    """
    findings: list[Diagnostic] = []
    sign_off = fields.submapping(node, "sign_off")
    meeting = field_values.day(node, "meeting", findings) or day
    signed = field_values.day(sign_off, "date", findings) or day
    period = parse_reporting_period(field_values.typed_period(node, "period", findings))
    priority: int | Literal["all"] | None = fields.integer(node, "priority")
    if fields.text(node, "priority") == "all":
        priority = "all"
    if sign_off is None:
        signed = meeting
    if period is None or priority is None or meeting is None or signed is None:
        return None, tuple(findings)
    papers = _read_named_texts(node, "papers", findings)
    settings = ReportSettings(
        priority=priority,
        only=fields.texts(node, "only"),
        period=period,
        since=parse_year_or_quarter(field_values.typed_period(node, "since", findings)),
        until=parse_quarter(field_values.typed_period(node, "until", findings)),
        panel=fields.text(node, "panel"),
        meeting=meeting,
        data_to=field_values.day(node, "data_to", findings),
        objective=fields.text(node, "objective"),
        focus=tuple(
            text
            for item in fields.items(node, "focus")
            if (text := field_values.prose(item, findings))
        ),
        cover=_read_named_texts(node, "cover", findings),
        texts=_read_named_texts(node, "texts", findings),
        papers=tuple(p for p in papers if AimMention not in map(type, p[1].parts)),
        lists={
            name: tuple(_read_own_list(name, rows, findings))
            for name, _, rows in fields.keyed_values(node, "lists")
            if isinstance(rows, SequenceNode)
        },
        sign_off=SignOff(
            fields.text(sign_off, "name"), fields.text(sign_off, "office"), signed
        ),
        house=fields.text(node, "house") or DEFAULT_HOUSE,
        origin=node,
    )
    return settings, tuple(findings)


def parse_reporting_period(text: str) -> ReportingPeriod | None:
    """Parse the period of a report: a quarter, a year, dates or "plan"; return None for any other text."""
    return "plan" if text.strip() == "plan" else parse_period(text)


def parse_year_or_quarter(text: str) -> Quarter | FinancialYear | None:
    """Parse a quarter or a year; return None for any other text."""
    return parse_quarter(text) or parse_year(text)


def _read_own_list(
    name: str, rows: SequenceNode, findings: list[Diagnostic]
) -> Iterator[tuple[Fact, ...]]:
    """Yield the rows of a list of the office's own; a draft has none with a mark, which is an error."""
    for row in rows.items:
        keys = row.keys if isinstance(row, MappingNode) else {}
        if mark := keys.get("public") or keys.get("private"):
            what, advice = "rows in lists: cannot be private", "delete the field or row"
            findings.append(rule("unknown-key").finding(what, mark.span, advice))
        elif isinstance(row, MappingNode):
            yield (*read_facts(name, row, (), findings),)
        elif isinstance(row, ScalarNode) and (
            text := field_values.prose(row, findings)
        ):
            yield (Fact(name, "text", text, True, KeyedNode(row, row)),)


def _read_named_texts(
    node: MappingNode, key: str, findings: list[Diagnostic]
) -> tuple[tuple[str, Prose], ...]:
    return tuple(
        (name, text)
        for name, _, value in fields.keyed_values(node, key)
        if isinstance(value, ScalarNode)
        if (text := field_values.prose(fields.number_as_typed(value), findings))
    )
