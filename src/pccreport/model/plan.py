"""The Police and Crime Plan: whose it is, its years, its priorities and key aims."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Rule, rule
from pccreport.model import check_settings, fields
from pccreport.model.check_settings import CheckSettings
from pccreport.model.ignore_origin import ignore_origin
from pccreport.model.periods import YearRange
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
    """One key aim, by the key that updates use."""

    key: str
    text: str
    origin: ScalarNode


@ignore_origin
class Priority(NamedTuple):
    """One priority of the plan, with its key aims in order."""

    number: int
    title: str
    objective: str
    aims: tuple[KeyAim, ...]
    origin: MappingNode


@ignore_origin
class Plan(NamedTuple):
    """A plan, as far as a report needs it."""

    title: str
    years: YearRange
    body: ReportingBody
    priorities: tuple[Priority, ...]
    checks: CheckSettings
    origin: MappingNode

    def priority(self, number: int) -> Priority | None:
        """Return the priority with a number, or None."""
        return next((p for p in self.priorities if p.number == number), None)

    def aims(self) -> dict[str, Priority]:
        """Which priority each key aim belongs to, by the aim's key."""
        return {aim.key: p for p in self.priorities for aim in p.aims}


def read(node: MappingNode) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan in plan.yaml, or None if it is not usable."""
    years, problems = fields.years(node, "years")
    findings = [*problems]
    priorities = tuple(map(_priority, fields.mappings(node, "priorities")))
    findings += _said_twice(priorities)
    title = fields.text(node, "title")
    if years is None or not priorities or not title:
        return None, tuple(findings)
    plan = Plan(title, years, _body(node), priorities, check_settings.read(node), node)
    return plan, tuple(findings)


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
    aims = fields.submapping(node, "aims")
    return Priority(
        number=fields.integer(node, "number") or 0,
        title=fields.text(node, "title"),
        objective=fields.text(node, "objective"),
        aims=tuple(
            KeyAim(key, fields.text(aims, key), aims.keys[key])
            for key in (aims.keys if aims else ())
            if aims and fields.text(aims, key)
        ),
        origin=node,
    )


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
        for aim in priority.aims:
            if (earlier := keys.setdefault(aim.key, aim.origin)) is not aim.origin:
                message = f"the plan has two key aims with the key “{aim.key}”"
                findings.append(
                    _twice(rule("duplicate-key"), message, aim.origin, earlier)
                )
    return findings


def _twice(
    kind: Rule, message: str, again: ScalarNode, first: ScalarNode
) -> Diagnostic:
    related = (Annotation(first.span, "first used here"),)
    return kind.finding(message, again.span, "give each its own", related)
