"""The Police and Crime Plan: whose it is, its years, its priorities and key aims."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Label
from pccreport.findings.registry import Rule, rule
from pccreport.model import checks, reading
from pccreport.model.checks import Checks
from pccreport.model.located import located
from pccreport.model.periods import Years
from pccreport.source.node import Mapping, Scalar


class Body(NamedTuple):
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


@located
class KeyAim(NamedTuple):
    """One key aim, by the key that updates use."""

    key: str
    text: str
    origin: Scalar


@located
class Priority(NamedTuple):
    """One priority of the plan, with its key aims in order."""

    number: int
    title: str
    objective: str
    aims: tuple[KeyAim, ...]
    origin: Mapping


@located
class Plan(NamedTuple):
    """A plan, as far as a report needs it."""

    title: str
    years: Years
    body: Body
    priorities: tuple[Priority, ...]
    checks: Checks
    origin: Mapping

    def priority(self, number: int) -> Priority | None:
        """The priority of a number, or None."""
        return next((p for p in self.priorities if p.number == number), None)

    def aims(self) -> dict[str, Priority]:
        """Which priority each key aim belongs to, by the aim's key."""
        return {aim.key: p for p in self.priorities for aim in p.aims}


def read(node: Mapping) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of plan.yaml, or None when it does not stand."""
    years, problems = reading.years(node, "years")
    findings = [*problems]
    priorities = tuple(map(_priority, reading.mappings(node, "priorities")))
    findings += _said_twice(priorities)
    title = reading.text(node, "title")
    if years is None or not priorities or not title:
        return None, tuple(findings)
    plan = Plan(title, years, _body(node), priorities, checks.read(node), node)
    return plan, tuple(findings)


def _body(node: Mapping) -> Body:
    body = reading.submapping(node, "body")
    holder = reading.submapping(node, "holder")
    force = reading.submapping(node, "force")
    return Body(
        name=reading.text(body, "name"),
        short=reading.text(body, "short"),
        area=reading.text(body, "area"),
        holder_short=reading.text(holder, "short"),
        holder_office=reading.text(holder, "office"),
        force_name=reading.text(force, "name"),
        force_short=reading.text(force, "short"),
        law=reading.text(node, "law"),
    )


def _priority(node: Mapping) -> Priority:
    aims = reading.submapping(node, "aims")
    return Priority(
        number=reading.integer(node, "number") or 0,
        title=reading.text(node, "title"),
        objective=reading.text(node, "objective"),
        aims=tuple(
            KeyAim(key, reading.text(aims, key), aims.keys[key])
            for key in (aims.keys if aims else ())
            if aims and reading.text(aims, key)
        ),
        origin=node,
    )


def _said_twice(priorities: tuple[Priority, ...]) -> list[Diagnostic]:
    """Findings for a priority's number, or a key aim's key, that stands twice."""
    findings = []
    numbers: dict[int, Scalar] = {}
    keys: dict[str, Scalar] = {}
    for priority in priorities:
        number = reading.scalar(priority.origin, "number")
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


def _twice(kind: Rule, message: str, again: Scalar, first: Scalar) -> Diagnostic:
    related = (Label(first.span, "first used here"),)
    return kind.finding(message, again.span, "give each its own", related)
