"""The Police and Crime Plan: whose it is, its years, its priorities and key aims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Rule, rule
from pccreport.model import check_settings, fields
from pccreport.model.check_settings import CheckSettings
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.measures import Measure, read_measures
from pccreport.model.periods import YearRange, parse_years
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, ScalarNode


class ReportingBody(NamedTuple):
    """Who reports: the office, who holds it, and the force it answers for.

    What a plan leaves out is "".
    """

    name: str
    short: str
    area: str
    holder_short: str
    holder_office: str
    force_name: str
    force_short: str
    law: str


@ignore_origin
class KeyAim(NamedTuple):
    """One key aim, or a part of one, by the key that updates use.

    In the report on the whole plan, a priority is one too.
    """

    key: str
    text: str
    origin: ScalarNode
    depth: int = 0
    """How many headings of others it is under, in a report."""
    number: int = 0
    """Its number among those that are under the same heading."""
    counted: int = 0
    """Its number among all of its depth."""


@ignore_origin
class Priority(NamedTuple):
    """One priority of the plan, with its key aims in order."""

    number: int
    """0 for the whole plan."""
    title: str
    objective: str
    aims: tuple[KeyAim, ...]
    """Each with its parts after it."""
    key: str
    """The key of updates on all of it; "" if there can be none."""
    origin: MappingNode

    def limited(self, only: Collection[str]) -> Priority:
        """Return the priority with some key aims, with what is above and under them."""
        kept: set[str] = set()
        above: list[KeyAim] = []
        for aim in self.aims:
            del above[aim.depth :]
            above.append(aim)
            if not {each.key for each in above}.isdisjoint(only):
                kept |= {each.key for each in above}
        return self._replace(aims=tuple(a for a in self.aims if a.key in kept))


@ignore_origin
class Recommendation(NamedTuple):
    """What the panel has recommended, and by when it is to be answered."""

    key: str
    text: str
    made: date
    answer_by: date
    origin: ScalarNode


@ignore_origin
class Term(NamedTuple):
    """How the office writes a term, what it means, and how it is not to be written."""

    term: str
    means: Prose | None
    """None for a term that needs no explanation."""
    variants: tuple[str, ...]
    origin: ScalarNode


@ignore_origin
class Plan(NamedTuple):
    """A plan, as far as a report needs it."""

    title: str
    years: YearRange
    body: ReportingBody
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]
    recommendations: tuple[Recommendation, ...]
    terms: tuple[Term, ...]
    checks: CheckSettings
    origin: MappingNode

    def priority(
        self, number: int | Literal["all"], only: Collection[str] = ()
    ) -> Priority | None:
        """Return the priority with a number, or the whole plan as one; or None."""
        if number == "all":
            found: Priority | None = self._whole()
        else:
            found = next((p for p in self.priorities if p.number == number), None)
        return found.limited(only) if found and only else found

    def aims(self) -> dict[str, Priority]:
        """Which priority each key aim belongs to, by the aim's key."""
        keys = {p.key: p for p in self.priorities if p.key}
        return {**keys, **{aim.key: p for p in self.priorities for aim in p.aims}}

    def divided(self) -> frozenset[str]:
        """Return the keys of the key aims that have parts."""
        return frozenset(
            aim.key
            for priority in self.priorities
            for aim, below in pairwise(priority.aims)
            if below.depth > aim.depth
        )

    def _whole(self) -> Priority:
        """Return the plan as one priority, whose key aims are the priorities."""
        aims: list[KeyAim] = []
        for priority in self.priorities:
            # No update can be under a name with a dot.
            key = priority.key or f"priority.{priority.number}"
            place = fields.scalar(priority.origin, "title")
            assert place is not None  # or there would be no plan
            aims.append(KeyAim(key, priority.title, place, 0, priority.number))
            aims += (aim._replace(depth=aim.depth + 1) for aim in priority.aims)
        every = (a if a.depth else a._replace(counted=a.number) for a in _counted(aims))
        return Priority(0, "", "", (*every,), "", self.origin)


def read(node: MappingNode) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan in plan.yaml, or None if it is not usable."""
    findings: list[Diagnostic] = []
    years = parse_years(fields.typed_period(node, "years", findings))
    priorities = tuple(map(_priority, fields.mappings(node, "priorities")))
    findings += _said_twice(priorities)
    title = fields.text(node, "title")
    if years is None or not priorities or not title:
        return None, tuple(findings)
    measures = read_measures(node)
    asked = tuple(_recommendations(node, findings))
    plan = Plan(
        *(title, years, _body(node), priorities, measures, asked),
        *(_terms(node, findings), check_settings.read(node), node),
    )
    return plan, tuple(findings)


def _recommendations(
    node: MappingNode, findings: list[Diagnostic]
) -> Iterator[Recommendation]:
    for key, at, told in fields.keyed(node, "recommendations"):
        if isinstance(told, MappingNode):
            made = fields.day(told, "made", findings)
            answer_by = fields.day(told, "answer_by", findings)
            text = fields.text(told, "text")
            if made and answer_by and text:
                yield Recommendation(key, text, made, answer_by, at)


def _body(node: MappingNode) -> ReportingBody:
    body = fields.submapping(node, "body")
    holder = fields.submapping(node, "holder")
    force = fields.submapping(node, "force")
    return ReportingBody(
        name=fields.text(body, "name"),
        short=fields.text(body, "short"),
        area=fields.text(body, "area"),
        holder_short=fields.text(holder, "short"),
        holder_office=fields.text(holder, "office"),
        force_name=fields.text(force, "name"),
        force_short=fields.text(force, "short"),
        law=fields.text(node, "law"),
    )


def _priority(node: MappingNode) -> Priority:
    return Priority(
        number=fields.integer(node, "number") or 0,
        title=fields.text(node, "title"),
        objective=fields.text(node, "objective"),
        aims=_counted(walk_aims(node)),
        key=fields.text(node, "key"),
        origin=node,
    )


def walk_aims(node: MappingNode, depth: int = 0) -> Iterator[KeyAim]:
    """Yield the key aims of a priority, or the parts of a key aim, each before its parts."""
    number = 0
    for key, at, told in fields.keyed(node, "aims"):
        parts = told if isinstance(told, MappingNode) else None
        text = fields.text(parts, "title") if parts else fields.one_line(told)
        if text:
            number += 1
            yield KeyAim(key, text, at, depth, number)
            if parts:
                yield from walk_aims(parts, depth + 1)


def _counted(aims: Iterable[KeyAim]) -> tuple[KeyAim, ...]:
    """Return key aims with their numbers among all of their depth."""
    counts: Counter[int] = Counter()
    found = []
    for aim in aims:
        counts[aim.depth] += 1
        found.append(aim._replace(counted=counts[aim.depth]))
    return tuple(found)


def _terms(plan: MappingNode, findings: list[Diagnostic]) -> tuple[Term, ...]:
    """Return the terms, and after them those that are in `checks: glossary:`, their old place."""
    found = []
    for name, at, told in fields.keyed(plan, "terms"):
        parts = told if isinstance(told, MappingNode) else None
        means = parts.values.get("means") if parts else told
        text = fields.prose(means, findings)
        found.append(Term(name, text, fields.texts(parts, "not"), at))
    old = fields.submapping(plan, "checks")
    for name, at, _ in fields.keyed(old, "glossary"):
        variants = fields.texts(fields.submapping(old, "glossary"), name)
        found.append(Term(name, None, variants, at))
    return tuple(found)


def _said_twice(priorities: tuple[Priority, ...]) -> list[Diagnostic]:
    """Return findings for a number of a priority, or a key of a key aim, that is used twice."""
    findings = []
    numbers: dict[int, ScalarNode] = {}
    keys: dict[str, ScalarNode] = {}
    for priority in priorities:
        number = fields.scalar(priority.origin, "number")
        if (
            number
            and (first := numbers.setdefault(priority.number, number)) is not number
        ):
            message = f"the plan has two priorities with the number {priority.number}"
            findings.append(_twice(rule("duplicate-number"), message, number, first))
        own = fields.scalar(priority.origin, "key")
        named = [(priority.key, own)] if own else []
        for name, at in (*named, *((aim.key, aim.origin) for aim in priority.aims)):
            if (earlier := keys.setdefault(name, at)) is not at:
                message = f"the plan has two key aims with the key “{name}”"
                findings.append(_twice(rule("duplicate-key"), message, at, earlier))
    return findings


def _twice(
    kind: Rule, message: str, again: ScalarNode, first: ScalarNode
) -> Diagnostic:
    related = (Annotation(first.span, "first used here"),)
    return kind.finding(message, again.span, "give each its own", related)
