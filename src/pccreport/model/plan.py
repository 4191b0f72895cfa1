"""The Police and Crime Plan: its body, years, priorities and key aims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Literal, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Severity
from pccreport.findings.registry import Rule, rule
from pccreport.findings.values import compared_by_content
from pccreport.model import field_values
from pccreport.model.measures import Fact, Measure, read_facts, read_measures
from pccreport.model.periods import YearRange, parse_years
from pccreport.model.prose import Prose
from pccreport.source import fields
from pccreport.source.node import MappingNode, ScalarNode

_OF_AIM = ("title", "lead", "due", "aims")
"""The fields of a key aim; other names are columns of the house format."""
_NAMES = {
    "body": ("name", "short", "area"),
    "holder": ("short", "office"),
    "force": ("name", "short"),
}
_NUMBER, _KEY = rule("duplicate-number"), rule("duplicate-key")


class CheckSettings(NamedTuple):
    """Severities of rules, and acronyms that need no explanation."""

    severities: tuple[tuple[ScalarNode, Severity | None], ...] = ()
    """The name of each rule as typed, and its severity; None if the rule is off."""
    acronyms: frozenset[str] = frozenset()


@compared_by_content
class KeyAim(NamedTuple):
    """A key aim, or a part of one. In a report on the whole plan, a priority is one too."""

    key: str
    text: str
    depth: int
    """The number of key aims that it is a part of, one inside the other."""
    number: int
    """Its number among the parts of the same key aim, from 1."""
    counted: int
    """Its number among all of its depth, from 1."""
    lead: str
    """Who is responsible for it, or ""."""
    due: str
    """By when it is to be done, as typed, or ""."""
    has_parts: bool
    facts: tuple[Fact, ...]
    origin: ScalarNode


@compared_by_content
class Priority(NamedTuple):
    """A priority of the plan, with its key aims in order."""

    number: int
    """0 for the whole plan."""
    title: str
    objective: str
    aims: tuple[KeyAim, ...]
    """The key aims, each followed by its parts."""
    key: str
    """The key of updates on the priority as a whole; "" if there can be none."""
    origin: MappingNode

    def limit_to(self, only: Collection[str]) -> "Priority":
        """Return the priority with some key aims only, and their parents and parts."""
        paths = ({aim.key for aim in path} for path in self.aim_paths().values())
        keys = set[str]().union(*(path for path in paths if path & {*only}))
        return self._replace(aims=tuple(a for a in self.aims if a.key in keys))

    def aim_paths(self) -> dict[str, tuple[KeyAim, ...]]:
        """Return each key aim after those that it is in, the outermost first, by its key."""
        found, path = dict[str, tuple[KeyAim, ...]](), list[KeyAim]()
        for aim in self.aims:
            path[aim.depth :] = [aim]
            found[aim.key] = (*path,)
        return found

    def lowest_aims(self, keys: Collection[str]) -> set[str]:
        """Return the key aims among `keys` that have no part among them."""
        paths = self.aim_paths()
        return {*keys} - {a.key for key in keys for a in paths[key][:-1]}


@compared_by_content
class Recommendation(NamedTuple):
    """A recommendation of the panel, and the day by which to answer it."""

    key: str
    text: str
    made: date
    answer_by: date
    origin: ScalarNode


@compared_by_content
class GlossaryTerm(NamedTuple):
    """A term, its meaning, and the variants that are not to be used."""

    term: str
    means: Prose | None
    """None for a term that needs no explanation."""
    variants: tuple[str, ...]
    origin: ScalarNode


@compared_by_content
class Plan(NamedTuple):
    """What a report needs of a plan."""

    title: str
    years: YearRange
    names: Mapping[str, str]
    """The names of the office, its holder and the force by the placeholder of each; "" for none."""
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]
    recommendations: tuple[Recommendation, ...]
    terms: tuple[GlossaryTerm, ...]
    checks: CheckSettings
    origin: MappingNode

    def priority(
        self, number: int | Literal["all"], only: Collection[str] = ()
    ) -> Priority | None:
        """Return the priority with a number, the whole plan as one for "all", or None."""
        every = (self._whole_as_priority(),) if number == "all" else self.priorities
        priority = next((p for p in every if number in ("all", p.number)), None)
        return priority.limit_to(only) if priority and only else priority

    def by_aim(self) -> dict[str, Priority]:
        """Return the priority of each key aim, by the key of the aim."""
        keys = {p.key: p for p in self.priorities if p.key}
        return {**keys, **{aim.key: p for p in self.priorities for aim in p.aims}}

    def _whole_as_priority(self) -> Priority:
        """Return the plan as one priority; its key aims are the priorities."""
        aims: list[KeyAim] = []
        for priority in self.priorities:
            # A key with a dot cannot be the key of an update.
            key = priority.key or f"priority.{priority.number}"
            title = fields.scalar(priority.origin, "title")
            assert title is not None  # the schema requires it
            number, parts = priority.number, bool(priority.aims)
            whole = KeyAim(key, priority.title, 0, number, 0, "", "", parts, (), title)
            aims += (whole, *(a._replace(depth=a.depth + 1) for a in priority.aims))
        aims = [a if a.depth else a._replace(counted=a.number) for a in _numbered(aims)]
        return Priority(0, "", "", (*aims,), "", self.origin)


def read(node: MappingNode) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan in plan.yaml, or None if it is not usable."""
    findings: list[Diagnostic] = []
    years = parse_years(field_values.typed_period(node, "years", findings))
    priorities = tuple(
        Priority(
            number=fields.integer(each, "number") or 0,
            title=fields.text(each, "title"),
            objective=fields.text(each, "objective"),
            aims=_numbered(_walk_aims(each, findings)),
            key=fields.text(each, "key"),
            origin=each,
        )
        for each in fields.mappings(node, "priorities")
    )
    findings += _find_duplicates(priorities)
    title = fields.text(node, "title")
    if years is None or not priorities or not title:
        return None, tuple(findings)
    measures = read_measures(node, findings)
    recommendations = tuple(_read_recommendations(node, findings))
    names = {"law": fields.text(node, "law")}
    for part, keys in _NAMES.items():
        own = fields.submapping(node, part)
        names |= {f"{part}.{key}": fields.text(own, key) for key in keys}
    plan = Plan(
        *(title, years, names, priorities, measures, recommendations),
        *(_read_terms(node, findings), read_checks(node), node),
    )
    return plan, tuple(findings)


def _read_recommendations(
    node: MappingNode, findings: list[Diagnostic]
) -> Iterator[Recommendation]:
    for key, at, entry in fields.keyed_values(node, "recommendations"):
        if isinstance(entry, MappingNode):
            made = field_values.day(entry, "made", findings)
            answer_by = field_values.day(entry, "answer_by", findings)
            text = fields.text(entry, "text")
            if made and answer_by and text:
                yield Recommendation(key, text, made, answer_by, at)


def _walk_aims(
    node: MappingNode, findings: list[Diagnostic], depth: int = 0
) -> Iterator[KeyAim]:
    """Yield the key aims of a priority, or the parts of a key aim, each followed by its parts."""
    number = 0
    for key, at, value in fields.keyed_values(node, "aims"):
        parts = value if isinstance(value, MappingNode) else None
        text = fields.text(parts, "title") if parts else fields.one_line(value)
        if text:
            number += 1
            lead, due = (fields.text(parts, name) for name in ("lead", "due"))
            below = [*_walk_aims(parts, findings, depth + 1)] if parts else []
            facts = (*read_facts(key, parts, _OF_AIM, findings),) if parts else ()
            yield KeyAim(key, text, depth, number, 0, lead, due, bool(below), facts, at)
            yield from below


def _numbered(aims: Iterable[KeyAim]) -> tuple[KeyAim, ...]:
    """Return the key aims with `counted` filled in."""
    counts = defaultdict[int, Iterator[int]](lambda: count(1))
    return tuple(aim._replace(counted=next(counts[aim.depth])) for aim in aims)


def _read_terms(
    plan: MappingNode, findings: list[Diagnostic]
) -> tuple[GlossaryTerm, ...]:
    """Return the terms, then those in `checks: glossary:`, where earlier versions had them."""
    terms = []
    for name, at, value in fields.keyed_values(plan, "terms"):
        parts = value if isinstance(value, MappingNode) else None
        means = parts.values.get("means") if parts else value
        text = field_values.prose(means, findings)
        terms.append(GlossaryTerm(name, text, fields.texts(parts, "not"), at))
    old = fields.submapping(plan, "checks")
    for name, at, _ in fields.keyed_values(old, "glossary"):
        variants = fields.texts(fields.submapping(old, "glossary"), name)
        terms.append(GlossaryTerm(name, None, variants, at))
    return tuple(terms)


def read_checks(plan: MappingNode) -> CheckSettings:
    """Return the check settings of a plan; empty if the plan has none."""
    node = fields.submapping(plan, "checks")
    known = {"off": None, **{severity.value: severity for severity in Severity}}
    return CheckSettings(
        tuple(
            (key, known[value.value])
            for _, key, value in fields.keyed_values(node, "severity")
            if isinstance(value, ScalarNode) and value.value in known
        ),
        frozenset(fields.texts(node, "acronyms")),
    )


def _find_duplicates(priorities: tuple[Priority, ...]) -> Iterator[Diagnostic]:
    """Yield findings for duplicate numbers of priorities and keys of key aims."""
    named: list[tuple[Rule, int | str, ScalarNode | None]] = []
    for each in priorities:
        named.append((_NUMBER, each.number, fields.scalar(each.origin, "number")))
        named.append((_KEY, each.key, fields.scalar(each.origin, "key")))
        named += ((_KEY, aim.key, aim.origin) for aim in each.aims)
    first: dict[tuple[Rule, int | str], ScalarNode] = {}
    for kind, name, at in named:
        if at and (earlier := first.setdefault((kind, name), at)) is not at:
            what = kind.name.removeprefix("duplicate-")
            message = f"the {what} “{name}” is used twice in the plan"
            related = (Annotation(earlier.span, "first used here"),)
            yield kind.finding(message, at.span, "change one of the two", related)
